"""The matrix says level, trend, who contributes and how fresh; a sector can be left alone."""

from datetime import timedelta

import pytest

from sensors.models import Reading, Silence
from sensors.services import read_all
from tenants import clock
from tests.surfaces.web.client.conftest import text


@pytest.fixture
def pressed(client_a, letters):
    """Retention at 71 now, after a calmer week."""
    with client_a.active():
        read_all()
        for hours, level in ((100, 40), (60, 42), (1, 71)):
            Reading.objects.create(
                sensor="retention-sensor", sector="retention", status="ok", pressure=level, source_label="Probe",
                at=clock.now() - timedelta(hours=hours), source_at=clock.now(), latency_ms=1,
                trace_id="00000000-0000-0000-0000-000000000001",
            )  # fmt: skip


def test_each_sector_has_level_trend_sensors_and_time(enter, viewer, client_a, pressed):
    page = text(enter(viewer, client_a).get("/pressures/"))
    assert "waits for a second reading" in page
    assert "Rising: 71 in 24 hours, 41 in the 7 days before" in page
    assert "Customer retention" in page
    assert "GA4_PROPERTY_ID" in page


def test_a_sector_shows_its_history_and_is_silenced_with_a_reason(enter, manager, client_a, pressed):
    browser = enter(manager, client_a)
    page = text(browser.get("/pressures/retention/"))
    assert "Retention: 71 of 100" in page
    assert "Pressure on Retention, daily means" in page
    sent = {"kind": "silence", "days": "2", "reason": "Stock-taking"}
    page = text(browser.post("/pressures/retention/silence/", sent, follow=True))
    assert "Nothing is started for this sector until then." in page
    assert "Stock-taking" in page
    with client_a.active():
        row = Silence.objects.get()
    page = text(browser.post(f"/pressures/retention/silence/{row.pk}/end/", follow=True))
    assert "It counts again from now on." in page


@pytest.mark.parametrize(
    "sent", [{"kind": "silence", "days": "0", "reason": "x"}, {"kind": "rest", "days": "1", "reason": "x"}, {}]
)
def test_what_makes_no_sense_stands_in_the_form(enter, manager, client_a, pressed, sent):
    answer = enter(manager, client_a).post("/pressures/retention/silence/", sent)
    assert answer.status_code == 422
    with client_a.active():
        assert not Silence.objects.exists()


def test_an_unknown_sector_is_not_there(enter, viewer, client_a):
    assert enter(viewer, client_a).get("/pressures/weather/").status_code == 404


def test_a_silence_of_another_sector_cannot_be_ended_here(enter, manager, client_a, pressed):
    browser = enter(manager, client_a)
    browser.post("/pressures/retention/silence/", {"kind": "silence", "days": "2", "reason": "x"})
    with client_a.active():
        row = Silence.objects.get()
    assert browser.post(f"/pressures/cost/silence/{row.pk}/end/").status_code == 404
