"""How much of the work needs nobody; and a proposal is ratified or declined on its page."""

import pytest

import events
from automations.models import EarnedLimit
from automations.services import start_run
from tenants import clock
from tests.surfaces.web.client.conftest import chosen, text


@pytest.fixture
def proposal(client_a, letters) -> EarnedLimit:
    with client_a.active():
        return EarnedLimit.objects.create(
            automation="letter", version="1", customer_value_cents=2_700_00, batch=40, day_cost_cents=270_00,
            record={}, proposed_at=clock.now(),
        )  # fmt: skip


def test_before_anything_was_done_it_says_so_and_shows_no_share(enter, viewer, client_a, letters):
    page = text(enter(viewer, client_a).get("/autopilot/"))
    assert "Nothing was done in the last 30 days." in page
    assert "0%" not in page


def test_the_share_counts_what_needed_nobody(enter, viewer, client_a, contact_of, letters):
    with client_a.active():
        start_run("letter", {"contacts": chosen([contact_of("Small", spent_cents=1_00)])}, trigger="manual")
        events.run_due(client=client_a)
    page = text(enter(viewer, client_a).get("/autopilot/"))
    assert "100% of the work needed nobody" in page
    assert "1 of 1 actions; the goal is 80%" in page
    assert "1 of 1 without any failing" in page


def test_an_owner_ratifies_and_the_page_says_who_and_when(enter, owner, client_a, proposal):
    browser = enter(owner, client_a)
    assert "Proposed: wider limits without asking" in text(browser.get("/autopilot/"))
    answer = browser.post(f"/autopilot/{proposal.pk}/decide/", {"verdict": "ratify"}, follow=True)
    page = text(answer)
    assert "These limits hold from now on." in page
    assert "Ratified by Owner Maison" in page
    assert "40" in page


def test_an_owner_declines(enter, owner, client_a, proposal):
    enter(owner, client_a).post(f"/autopilot/{proposal.pk}/decide/", {"verdict": "decline"})
    with client_a.active():
        assert EarnedLimit.objects.get().state == "declined"


def test_neither_yes_nor_no_changes_nothing(enter, owner, client_a, proposal):
    answer = enter(owner, client_a).post(f"/autopilot/{proposal.pk}/decide/", {"verdict": "perhaps"}, follow=True)
    assert "nothing was changed" in text(answer)
    with client_a.active():
        assert EarnedLimit.objects.get().state == "proposed"


def test_a_manager_sees_it_and_may_not_ratify_but_take_back(enter, manager, client_a, proposal):
    browser = enter(manager, client_a)
    page = text(browser.get("/autopilot/"))
    assert "An owner can ratify this." in page
    assert browser.post(f"/autopilot/{proposal.pk}/decide/", {"verdict": "ratify"}).status_code == 403
    with client_a.active():
        EarnedLimit.objects.update(state="in_force", decided_at=clock.now())
    assert "It asks as at first" in text(browser.post(f"/autopilot/{proposal.pk}/withdraw/", follow=True))
    assert "Earned limits ended" in text(browser.get("/autopilot/"))
