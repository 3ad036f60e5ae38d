"""What surrounds the staff pages."""

import pytest

from events.models import Job
from tenants import clock
from tenants.models import Client


def frame_of(browser, address: str = "/admin/"):
    return browser.get(address).context["frame"]


def current(frame) -> list[str]:
    return [link.label for group in frame.groups for link in group if link.current]


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/admin/", "Command centre"),
        ("/admin/approvals/", "Approvals"),
        ("/admin/jobs/dead/", "Dead jobs"),
        ("/admin/integrations/", "Integrations"),
        ("/admin/mailbox/", "Mailbox"),
    ],
)
def test_the_sidebar_says_where_one_is(desk, approver, address, label):
    assert current(frame_of(desk(approver), address)) == [label]


def test_the_sidebar_counts_what_waits(desk, approver, client_a, client_b, open_review):
    open_review(client_a), open_review(client_b)
    Job.objects.create(
        handler="x", key="x", state="dead", due_at=clock.now(), created_at=clock.now(), finished_at=clock.now()
    )
    counts = {link.label: link.count for group in frame_of(desk(approver)).groups for link in group}
    assert (counts["Approvals"], counts["Dead jobs"], counts["Mailbox"]) == (2, 1, None)


def test_it_names_the_person_and_their_role(desk, approver):
    frame = frame_of(desk(approver))
    assert (frame.person, frame.initials) == ("Nadia Karim", "NK")
    assert "approver" in frame.role
    assert frame.switch_url == ""


def test_it_names_the_agency_once_it_has_a_record(desk, admin):
    assert frame_of(desk(admin)).name == "Agency"
    Client.objects.create(
        slug="house", name="House of Three", schema_name="house", state="active", is_agency=True, country="MA",
        currency="MAD", language="fr", timezone="Africa/Casablanca", created_at=clock.now(),
    )  # fmt: skip
    assert frame_of(desk(admin)).name == "House of Three"
    assert frame_of(desk(admin)).switch_url == "/admin/switch/"
