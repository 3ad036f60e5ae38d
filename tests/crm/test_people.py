"""Tags and activities happen once."""

from uuid import uuid4

import pytest

from crm.models import Activity, Contact
from crm.services import record_activity, tag_contact, untag
from tenants import clock
from tenants.errors import Refused
from tests.crm.conftest import contact_row, tell


@pytest.fixture
def ann(in_shop) -> Contact:
    tell(contact_row("ann"))
    return Contact.objects.get()


def test_a_tag_is_put_on_once_and_noted_with_its_action(ann):
    action = uuid4()
    assert tag_contact(ann, " AT_RISK_HIGH ", by_action=action)
    assert ann.tags == ["AT_RISK_HIGH"]
    assert not tag_contact(ann, "AT_RISK_HIGH", by_action=uuid4())
    note = Activity.objects.get()
    assert (note.kind, note.data) == ("tag.added", {"tag": "AT_RISK_HIGH"})
    assert str(action) in note.key
    assert Contact.objects.tagged("AT_RISK_HIGH").get() == ann


def test_a_tag_is_taken_off_and_the_others_stay(ann):
    for tag in ("VIP", "AT_RISK_HIGH"):
        tag_contact(ann, tag, by_action=uuid4())
    assert untag(ann, "AT_RISK_HIGH", by_action=uuid4())
    assert not untag(ann, "AT_RISK_HIGH", by_action=uuid4())
    assert ann.tags == ["VIP"]


@pytest.mark.parametrize("tag", ["", "  ", "x" * 65])
def test_a_tag_has_a_sensible_length(ann, tag):
    with pytest.raises(Refused):
        tag_contact(ann, tag, by_action=uuid4())


def test_tags_survive_the_next_import(ann):
    tag_contact(ann, "VIP", by_action=uuid4())
    tell(contact_row("ann", clock.now(), first_name="Ann"))
    kept = Contact.objects.get()
    assert (kept.tags, kept.first_name) == (["VIP"], "Ann")


def test_an_activity_is_noted_once_per_key(ann):
    assert record_activity(ann, "mail.sent", clock.now(), {"template": "at-risk-1"}, key="action:1")
    assert not record_activity(ann, "mail.sent", clock.now(), {"template": "other"}, key="action:1")
    assert Activity.objects.get().data == {"template": "at-risk-1"}
