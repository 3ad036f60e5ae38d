"""`make demo` ends well only if the loop closed."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from automations.models import Action
from automations.services import set_policy, start_run
from reviews.models import Review
from surfaces.local import agency, demonstration
from surfaces.local.demonstration import Demonstration, NotClosed, expect
from tenants import clock
from tenants.models import User
from tests.main_job.conftest import SERIES, best_customers
from tests.screenshots.conftest import busy, screen
from tests.screenshots.test_pages import the_main_pages_lie_well

__all__ = ["screen"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def movable(monkeypatch, tmp_path):
    """The clock of a test stands still; moving it moves this one."""
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.setattr(demonstration, "move_to", lambda moment: clock.advance(moment - clock.now()))


def test_it_closes_on_a_generated_shop_says_each_step_and_leaves_pages_that_lie_well(shop, movable, request):
    accounts = agency.ensure_accounts([shop])
    people = {each.email: User.objects.get(email=each.email) for each in accounts}
    agency.ensure_goal(shop)
    told: list[str] = []
    way = Demonstration(shop, lambda *lines: told.extend(lines))
    the_turn_says_what_happened_and_what_waits_where(shop, way, "\n".join(way.first_turn()))
    way.decide(people["approver@agency.example"])
    clock.advance(timedelta(minutes=1))  # who buys in the very moment of the plan has not bought since
    way.buy()
    demonstration.move_to(way.second_due + timedelta(minutes=5))
    way.second_step()
    way.whole_trace()
    way.nothing_twice()
    way.effect_is_honest()
    demonstration.ledger()
    assert any("each once" in line for line in told)
    assert any("second step" in line and "1 skipped" in line for line in told)
    skipped = [each for each in way.actions() if each.contact_id == way.buyer and each.state == Action.State.SKIPPED]
    assert skipped
    with busy(shop, way.review, people["admin@agency.example"]) as both:
        signing_in = {each.email.split("@")[0]: (people[each.email], each.password) for each in accounts}
        the_main_pages_lie_well(request.getfixturevalue("screen"), both, signing_in)


def the_turn_says_what_happened_and_what_waits_where(shop, way, told):
    assert "demo data" in told
    assert "retention-sensor             OK" in told
    assert "klaviyo-sensor               BLOCKED" in told
    assert "cost-tracking-sensor         UNKNOWN" in told and "UNKNOWN  0" not in told
    assert "Bring “" in told
    assert f"/admin/approvals/{way.review.pk}/" in told
    assert shop.url() in told
    assert set(re.findall(r"^  run (\S+) ", told, re.M)) == {"churn-prediction-resilient", "at-risk-customer-flow"}


def test_it_fails_where_nothing_waits_and_where_mail_is_missing(shop, admin, approver, monkeypatch):
    it_fails_where_nothing_waits(shop)
    way = Demonstration(shop, lambda *lines: None)
    with shop.active():
        set_policy(SERIES, by=admin, customer_value_cents=1_00)
        run = start_run(SERIES, {"contacts": {"contacts": best_customers(shop, 2)}}, trigger="manual")
        way.review = Review.objects.select_related("client").get(pk=run.review_id)
    monkeypatch.setattr(demonstration.mail, "mailbox", lambda client: [])
    with pytest.raises(NotClosed, match="0 are in the mailbox"):
        way.decide(approver)


def it_fails_where_nothing_waits(shop):
    """Without goal and pressure there is nothing to decide: that is no closed loop."""
    with pytest.raises(NotClosed, match="Nothing waits"):
        Demonstration(shop, print).first_turn()
    assert not Review.objects.exists()


def test_a_sentence_says_where_it_did_not_hold():
    expect(True, "never")
    with pytest.raises(NotClosed, match="here"):
        expect(False, "here")


@pytest.mark.parametrize(("now", "ten"), [("06:00", "10:00"), ("11:30", None), ("22:00", "34:00")])
def test_the_clock_goes_to_the_next_morning_unless_it_is_morning(monkeypatch, now, ten):
    zone, moved = ZoneInfo("Africa/Casablanca"), []
    start = datetime.fromisoformat(f"2026-11-18T{now}").replace(tzinfo=zone)
    monkeypatch.setattr(demonstration, "move_to", moved.append)
    with clock.frozen(start):
        demonstration.to_morning(zone)
    hours = None if ten is None else int(ten[:2])
    midnight = datetime(2026, 11, 18, tzinfo=zone)
    assert moved == ([] if hours is None else [midnight + timedelta(hours=hours)])


def test_moving_the_clock_moves_every_process_that_follows_the_file(monkeypatch, tmp_path):
    later = clock.now() + timedelta(days=3)
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "clock"))
    demonstration.start_clock()
    demonstration.move_to(later)
    assert abs(clock.now() - later) < timedelta(minutes=1)
    assert float((tmp_path / "clock").read_text()) > 200_000
