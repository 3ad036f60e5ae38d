"""A shop of its own for each story, made by the commands that people use; gone afterwards."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client as Browser

import events
from automations.actions.send_email import SendEmail
from automations.hold_out import is_held_out
from automations.models import Action
from automations.services import set_policy, start_run
from crm import demo
from crm.mirror import Mirror
from crm.models import Contact
from integrations import mail
from reviews.models import Review
from tenants import clock, provisioning
from tenants.models import Client, User
from tenants.services import NewClient, create_client
from tests.world import PASSWORD

METRIC = "repeat_buyers_90d"
CHURN, SERIES = "churn-prediction-resilient", "at-risk-customer-flow"


def manage(*line: str) -> str:
    """What a command prints."""
    said = StringIO()
    call_command(*line, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def made(_rows: None) -> Iterator[list[Client]]:
    """Clients whose schema goes with the test."""
    clients: list[Client] = []
    yield clients
    for client in clients:
        provisioning.drop_schema(client.schema_name)


@pytest.fixture
def demo_shop(made: list[Client], noon: object, mailbox: Path) -> Client:
    """A generated coffee shop under the limit, as it is found in every demonstration."""
    client = create_client(NewClient(slug="brulerie", name="Brûlerie", country="BE", language="en", is_demo=True))
    made.append(client)
    demo.generate(client, until=clock.now())
    return client


@pytest.fixture
def real_shop(made: list[Client], noon: object, mailbox: Path, shared_dir: Path) -> Client:
    """A real shop's two years of orders, rehearsed as if the last one were from yesterday."""
    manage("create_client", "giftware", "--country", "GB", "--currency", "GBP", "--timezone", "Europe/London",
           "--rehearsal")  # fmt: skip
    client = Client.objects.get(slug="giftware")
    made.append(client)
    manage("import_shop", "--client", "giftware", "--rehearsal", str(shared_dir / "data"))
    return client


@pytest.fixture
def waiting(demo_shop: Client, admin: User) -> Review:
    """The series to the generated shop's five best customers who may be written to, each above the limit."""
    with demo_shop.active():
        set_policy(SERIES, by=admin, customer_value_cents=100_00)
        run = start_run(SERIES, {"contacts": {"contacts": best_customers(demo_shop, 5)}}, trigger="manual")
        return Review.objects.select_related("client").get(pk=run.review_id)


def best_customers(client: Client, number: int) -> list[int]:
    """By what they ever spent; without those who are left out of every message, to compare with."""
    values = Mirror(clock.now()).lifetime_value_cents(list(Contact.objects.values_list("pk", flat=True)))
    agreed = Contact.objects.filter(email_consent="opted_in").exclude(email_key="").values_list("pk", flat=True)
    fit = [each for each in agreed if not is_held_out(client.pk, SERIES, each)]
    return sorted(fit, key=lambda each: -values.get(each, 0))[:number]


def work(client: Client) -> None:
    """Everything due for the client, by the workers' own code in this process."""
    events.run_due(client=client)


def actions(review: Review) -> list[Action]:
    with review.client.active():
        return list(Action.objects.filter(review_id=review.pk).select_related("run").order_by("position"))


@pytest.fixture
def desk() -> Callable[[User], Browser]:
    """A staff person at the agency's own pages."""

    def sit(user: User) -> Browser:
        browser = Browser(headers={"host": "localhost"})
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        return browser

    return sit


def page_of(review: Review) -> str:
    return f"/admin/approvals/{review.pk}/"


def ticks(page: str) -> list[str]:
    """What each tick of a review's page stands for: one recipient's whole series."""
    return re.findall(r'name="action" value="([^"]+)"', page)


def previews(review: Review) -> dict[str, bytes]:
    """What was asked about, as bytes, by message id."""
    return {each.payload["message_id"]: SendEmail.preview_bytes(each) for each in actions(review)}


def sent(client: Client) -> dict[str, bytes]:
    """What is in the mailbox, by message id; a message that is there twice fails."""
    stored = mail.mailbox(client)
    found = {each.message_id: each.raw for each in stored}
    assert len(found) == len(stored), "a message is in the mailbox twice"
    return found


def without_date(raw: bytes) -> bytes:
    """All but the one blank that the preview names."""
    left, count = re.subn(rb"(?m)^Date: [^\r\n]*\r\n", b"", raw, count=1)
    assert count == 1
    return left
