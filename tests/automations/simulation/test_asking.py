"""A simulation is asked for by somebody who may, made by a job, and kept with what it found."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

import events
from automations.models import Simulation
from automations.models.simulation import KEPT
from automations.services import request_simulation, simulating
from automations.simulation import Report
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import orders_imported, run_due

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 12)


def asked(by, **params) -> Simulation:
    return request_simulation("letter", FIRST, LAST, params, by=by)


def test_a_job_makes_it_and_keeps_the_report(shop, contact_of, manager):
    contact_of()
    found = asked(manager, steps=2)
    assert (found.state, found.days) == ("waiting", 12)
    run_due()
    found.refresh_from_db()
    assert (found.state, found.days_done) == ("done", 12)
    assert Report.read(found.result or {}).totals["planned"] == 2


def test_who_may_only_look_cannot_ask(shop, contact_of, viewer):
    contact_of()
    with pytest.raises(Refused):
        asked(viewer)
    assert not Simulation.objects.exists()


def test_two_are_under_way_at_most(shop, contact_of, manager):
    contact_of()
    asked(manager), asked(manager)
    with pytest.raises(Refused, match="Two simulations are under way"):
        asked(manager)


def test_making_it_again_changes_nothing(shop, contact_of, manager):
    contact_of()
    found = asked(manager)
    run_due()
    finished = Simulation.objects.get(pk=found.pk).finished_at
    clock.advance(timedelta(hours=1))
    simulating.run_simulation(found.pk)
    assert Simulation.objects.get(pk=found.pk).finished_at == finished


def test_what_can_no_longer_be_replayed_says_why(shop, contact_of, manager, letter, monkeypatch):
    contact_of()
    found = asked(manager)
    monkeypatch.setattr(simulating, "replay", lambda *_args, **_more: refuse())
    run_due()
    found.refresh_from_db()
    assert (found.state, found.reason) == ("failed", "Gone.")


def refuse():
    raise Refused("Gone.", code="gone")


def test_what_breaks_off_again_and_again_ends_with_a_sentence(shop, contact_of, manager, letter, monkeypatch):
    contact_of()
    found = asked(manager)
    monkeypatch.setattr(simulating, "replay", lambda *_args, **_more: 1 / 0)
    for _attempt in range(4):
        run_due()
        clock.advance(timedelta(hours=1))
    found.refresh_from_db()
    assert (found.state, found.reason) == ("failed", "It broke off several times; the log says where.")


def test_progress_is_told_between_the_days(shop, contact_of, manager, monkeypatch):
    contact_of()
    found, told = asked(manager), []
    simulating.run_simulation(found.pk, alive=lambda: told.append(Simulation.objects.get(pk=found.pk).days_done))
    assert told == [5, 10]


def test_only_the_newest_are_kept(shop, contact_of, manager):
    contact_of()
    old = [
        Simulation(
            automation="letter", first=FIRST, last=LAST, state="done", created_at=clock.now() - timedelta(days=n)
        )
        for n in range(1, KEPT + 4)
    ]
    Simulation.objects.bulk_create(old)
    asked(manager)
    assert Simulation.objects.count() == KEPT + 1
    assert not Simulation.objects.filter(pk=old[-1].pk).exists()


def test_a_job_of_another_client_finds_nothing(client_a, client_b, noon, mailbox, contact_of, manager):
    with client_a.active():
        orders_imported()
        contact_of()
        found = asked(manager)
    events.enqueue("automations.simulate", {"simulation_id": str(found.pk)}, key="other", client=client_b)
    events.run_due(client=client_b)
    with client_a.active():
        assert Simulation.objects.get(pk=found.pk).state == "waiting"


def command(*words: str) -> str:
    out = StringIO()
    call_command("automation", "simulate", "letter", "--client", "maison", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def from_outside(client_a, noon, mailbox, contact_of):
    with client_a.active():
        orders_imported()
        contact_of()


def test_the_command_prints_the_totals_and_writes_a_line_per_day(from_outside, tmp_path):
    path = tmp_path / "days.csv"
    said = command("--from", "2026-11-01", "--to", "2026-11-12", "--csv", str(path), "--json")
    found = json.loads(said)
    assert (found["planned"], found["delivered"], found["people"]) == (1, 1, 1)
    lines = path.read_text().splitlines()
    assert len(lines) == 13
    assert lines[0].startswith("day,planned,asked")


def test_the_command_says_what_is_wrong(from_outside, tmp_path):
    with pytest.raises(CommandError, match="before the first"):
        command("--from", "2026-11-12", "--to", "2026-11-01")
    with pytest.raises(CommandError, match="cannot be written"):
        command("--from", "2026-11-01", "--to", "2026-11-02", "--csv", str(tmp_path / "no" / "days.csv"))
    with pytest.raises(CommandError, match="invalid fromisoformat"):
        command("--from", "yesterday", "--to", "2026-11-02")
