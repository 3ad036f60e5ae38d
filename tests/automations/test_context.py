"""What a plan sees: this client, this moment, nothing later; and without a query per contact."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from automations.actions.send_email import SendEmail
from automations.actions.tag_contact import TagContact
from automations.context import Context
from automations.models import Action
from automations.services import plan_preview, start_run
from crm.models import Contact
from tenants import clock
from tests.automations.conftest import order_of, run_due, run_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx(shop):
    return Context(shop, "letter", clock.now())


def test_nothing_that_came_later_is_seen(shop, contact_of):
    contact = contact_of()
    past = Context(shop, "letter", clock.now() - timedelta(days=300))
    assert past.selected({"all": True}) == []
    order_of(contact, clock.now() + timedelta(days=1), 999_00)
    now = Context(shop, "letter", clock.now())
    assert now.last_orders([contact.pk])[contact.pk].total_cents == 40_00
    assert len(now.purchases) == 1


def test_the_day_is_the_clients_day(shop, noon):
    late = Context(shop, "letter", noon.replace(hour=23, minute=30))
    assert late.today.isoformat() == "2026-11-19"


@pytest.mark.parametrize(
    ("segment", "names"),
    [
        ({"all": True}, ["Anna", "Bea"]),
        ({"tag": "VIP"}, ["Bea"]),
        ({"tag": "vip"}, []),
        ({"contacts": [999_999]}, []),
    ],
)
def test_a_segment_selects_contacts_that_exist(shop, contact_of, ctx, segment, names):
    contact_of("Anna")
    contact_of("Bea", tags=["VIP"])
    chosen = Contact.objects.filter(pk__in=ctx.selected(segment)).order_by("pk")
    assert [contact.first_name for contact in chosen] == names


def test_the_last_day_of_purchase_is_the_latest(shop, contact_of):
    contact = contact_of()
    order_of(contact, clock.now() - timedelta(days=3))
    ctx = Context(shop, "letter", clock.now())
    assert ctx.last_purchase_days() == {contact.pk: int(clock.now().timestamp() // 86_400) - 3}


def test_it_knows_what_this_automation_already_did(shop, contact_of, ctx):
    contact = contact_of()
    run_letter(tag="X")
    occasions = [(contact.pk, "once"), (contact.pk, "never")]
    assert ctx.acted(TagContact, occasions) == {(contact.pk, "once")}
    assert ctx.acted(SendEmail, occasions) == set()
    assert Context(shop, "other", clock.now()).acted(TagContact, occasions) == set()


def test_a_plan_for_many_asks_no_more_than_one_for_few(shop, contact_of):
    for _number in range(3):
        contact_of()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            plan_preview("letter", {"steps": 3, "tag": "X"})
        return len(asked)

    few = queries()
    for _number in range(20):  # of more people than it may reach alone, earned limits are asked once
        contact_of()
    assert queries() <= few


def test_the_text_is_written_in_the_language_of_contact_then_client_then_english(shop, contact_of):
    for name, language in (("Fr", "fr"), ("En", "en"), ("Es", "es"), ("None", "")):
        contact_of(name, language=language)
    run_letter()
    spoken = {payload["to_name"]: payload["language"] for payload in Action.objects.values_list("payload", flat=True)}
    assert spoken == {"Fr": "fr", "En": "en", "Es": "fr", "None": "fr"}


def test_notices_and_reasons_are_planned_in_the_clients_language_whoever_plans(shop, contact_of):
    from django.utils import translation

    contact_of()
    spoken = []
    for language in ("en", "fr"):
        with translation.override(language):
            spoken.append([planned.payload for planned, _verdict in plan_preview("churn-prediction-resilient").rows])
    assert spoken[0] == spoken[1]


def test_what_is_done_is_remembered_with_the_contact(shop, contact_of):
    from crm.models import Activity

    contact = contact_of()
    run = start_run("letter", {"tag": "X"}, trigger="manual")
    run_due()
    assert set(Activity.objects.filter(contact=contact).values_list("kind", flat=True)) == {
        "send_email.done",
        "tag.added",
    }
    assert Activity.objects.get(kind="send_email.done").data["run"] == str(run.pk)
