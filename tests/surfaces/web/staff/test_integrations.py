"""Services across clients: what needs somebody first, nothing older than it looks, no secret, flat queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import board
from events.models import Board
from integrations import connections, registry
from integrations.connections import changing
from integrations.models import Connection
from tenants import clock
from tenants.models import Client
from tests.integrations.sample_service import KEY, SITE, service

__all__ = ["service"]
HOME = "/admin/integrations/"
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}


def stands(client: Client, connector: str, state: str, *, ends: timedelta | None = None, hours_ago: float = 0) -> None:
    now = clock.now()
    number = (now + ends).timestamp() if ends else None
    board.put_for(client, "connection", connector, state=state, number=number, at=now - timedelta(hours=hours_ago))


def shown(page) -> list[tuple[str, str]]:
    return [(row.title, row.state.value) for row in page.context["rows"]]


def test_without_any_the_page_says_so(desk, approver, client_a):
    assert "No client has connected a service." in desk(approver).get(HOME).content.decode()


def test_what_ends_soon_is_first_then_what_is_broken(desk, approver, client_a, client_b):
    stands(client_a, "stripe", "connected")
    stands(client_a, "twilio", "configured")
    stands(client_b, "klaviyo", "broken")
    stands(client_a, "hubspot", "connected", ends=timedelta(days=3))
    stands(client_b, "shopify", "connected", ends=timedelta(days=-1))
    stands(client_b, "gsc", "connected", ends=timedelta(days=90))
    page = desk(approver).get(HOME)
    assert [title for title, _state in shown(page)] == [
        *("Shopify", "HubSpot", "Klaviyo", "Twilio", "Google Search Console", "Stripe"),
    ]
    text = page.content.decode()
    assert text.count("The consent ends:") == 1
    assert text.count("The consent has ended:") == 1


def test_an_old_answer_is_not_shown_as_connected(desk, approver, client_a):
    stands(client_a, "stripe", "connected", hours_ago=25)
    assert shown(desk(approver).get(HOME)) == [("Stripe", "configured")]


def test_what_is_not_set_up_or_unknown_is_left_out(desk, approver, client_a):
    stands(client_a, "stripe", "missing")
    stands(client_a, "fax", "connected")
    assert shown(desk(approver).get(HOME)) == []


def test_the_board_follows_a_connection_and_holds_no_secret(desk, approver, client_a, service):
    with client_a.active():
        connections.configure("sample", VALUES, by=None)
        assert shown(desk(approver).get(HOME)) == [("Sample", "configured")]
        connections.test("sample")
    page = desk(approver).get(HOME)
    assert shown(page) == [("Sample", "connected")]
    assert KEY not in page.content.decode() and SITE not in page.content.decode()
    with client_a.active():
        connections.disconnect("sample", by=None)
    assert shown(desk(approver).get(HOME)) == []


def test_a_later_test_renews_the_moment_of_the_answer(client_a, noon, service):
    with client_a.active():
        connections.configure("sample", VALUES, by=None)
        connections.test("sample")
        with clock.frozen(noon + timedelta(hours=6)):
            connections.test("sample")
    assert Board.objects.get(kind="connection", client=client_a).at == noon + timedelta(hours=6)


@pytest.mark.parametrize(("refresh", "told"), [("", True), ("canary-refresh", False)])
def test_only_a_consent_that_nobody_renews_is_told_to_end(client_a, service, refresh, told):
    with client_a.active():
        connections.configure("sample", VALUES, by=None)
        row = Connection.objects.get(connector="sample")
        values = {"SAMPLE_KEY": KEY, **({"SAMPLE_REFRESH_TOKEN": refresh} if refresh else {})}
        changing.keep_tokens(row, values, clock.now() + timedelta(days=2))
    assert (Board.objects.get(kind="connection", client=client_a).number is not None) is told


def test_the_number_of_queries_does_not_grow(desk, approver, client_a):
    browser = desk(approver)

    def queries() -> int:
        browser.get(HOME)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(HOME).status_code == 200
        return len(seen)

    stands(client_a, "stripe", "connected")
    one = queries()
    for number in range(40):
        twin = Client.objects.create(
            slug=f"twin-{number}", name=f"Twin {number}", schema_name=f"twin_{number}", state="active",
            country="BE", currency="EUR", language="en", timezone="Europe/Brussels", created_at=clock.now(),
        )  # fmt: skip
        for slug in ("stripe", "twilio"):
            stands(twin, slug, "broken")
    assert queries() == one
    assert len(shown(browser.get(HOME))) == 50
    assert len(shown(browser.get(HOME, {"page": "2"}))) == 31


def test_clients_are_found_by_name(desk, approver, client_a, client_b):
    stands(client_a, "stripe", "connected")
    stands(client_b, "twilio", "connected")
    assert shown(desk(approver).get(HOME, {"client": "velm"})) == [("Twilio", "connected")]
    found = desk(approver).get(HOME, {"client": "zzz<b>\x00"}).content.decode()
    assert "No client of this name has a service." in found and "zzz<b>" not in found


def test_only_staff_look(desk, staff_viewer, outsider, client_a):
    assert desk(staff_viewer).get(HOME).status_code == 200
    assert desk(outsider).get(HOME).status_code == 302
    assert desk(staff_viewer).post(HOME).status_code == 405


def test_staff_see_what_is_asked_of_each_service_and_what_of_it_is_unverified(desk, approver):
    page = desk(approver).get(HOME)
    listed = {each.title: each for each in page.context["asked"]}
    assert listed["Shopify"].unverified == 0 and listed["SMTP"].unverified == len(listed["SMTP"].methods)
    assert {each.title for each in page.context["asked"]} == {each.title for each in registry.all() if each.methods}
    text = page.content.decode()
    assert text.count("<details") == len(listed)
    assert "openapi/slack-web-api.json" in text and "Slack Web API, chat.postMessage" in text
