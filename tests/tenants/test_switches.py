"""The kill switch: one click, by somebody who may, on record."""

import pytest

from tenants import ledger, switches
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tenants.signals import switch_changed


@pytest.fixture
def heard():
    calls = []

    def note(sender, client, paused, **kwargs) -> None:
        calls.append((client.slug if client else "all", paused))

    switch_changed.connect(note)
    yield calls
    switch_changed.disconnect(note)


def test_an_owner_pauses_the_own_firm_alone(owner, client_a, client_b, heard):
    switches.pause(client_a, by=owner)
    assert switches.paused(client_a) and not switches.paused(client_b)
    switches.resume(client_a, by=owner)
    assert not switches.paused(client_a)
    assert heard == [("maison", True), ("maison", False)]


def test_an_administrator_pauses_everybody(admin, client_a, client_b):
    switches.pause(None, by=admin)
    assert switches.paused(client_a) and switches.paused(client_b)


def test_pausing_twice_is_one_pause_on_record(admin, client_a, heard):
    switches.pause(client_a, by=admin)
    switches.pause(client_a, by=admin)
    assert LedgerEntry.objects.filter(what="switch.paused", client=client_a).count() == 1
    assert heard == [("maison", True)]


@pytest.mark.parametrize("person", ["viewer", "manager", "manager_b", "outsider", "approver"])
def test_others_cannot(request, person, client_a):
    with pytest.raises(Refused):
        switches.pause(client_a, by=request.getfixturevalue(person))
    assert not switches.paused(client_a)


def test_an_owner_cannot_pause_everybody(owner):
    with pytest.raises(Refused):
        switches.pause(None, by=owner)


def test_the_ledger_names_the_client_at_work_and_no_person_by_name(in_a, owner):
    ledger.write("contact.seen", ("contact", 7), by=owner)
    entry = LedgerEntry.objects.get(what="contact.seen")
    assert (entry.client_id, entry.subject_id, entry.by_user_id) == (in_a.pk, "7", owner.pk)
    assert owner.email not in str(vars(entry))
