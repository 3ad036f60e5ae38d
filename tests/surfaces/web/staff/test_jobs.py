"""Dead jobs: inspected, corrected, rehearsed and replayed by those who may."""

import json

import pytest

from events.models import Job
from tenants import clock
from tenants.models import LedgerEntry


@pytest.fixture
def dead(client_a) -> Job:
    return Job.objects.create(
        client=client_a, handler="reviews.expire", args={"review_id": "00000000-0000-0000-0000-000000000000"},
        key="k", state="dead", due_at=clock.now(), created_at=clock.now(), finished_at=clock.now(),
        attempts=5, error_class="ValueError", error_code="", error_place="reviews/handlers.py:14",
    )  # fmt: skip


def test_dead_jobs_are_listed_with_where_they_stopped(desk, approver, dead):
    browser = desk(approver)
    assert "1 job gave up." in browser.get("/admin/jobs/dead/").content.decode()
    page = browser.get(f"/admin/jobs/dead/{dead.pk}/").content.decode()
    assert "reviews/handlers.py:14" in page
    assert "ValueError" in page


def test_without_dead_jobs_the_page_says_so(desk, approver):
    assert "No job gave up." in desk(approver).get("/admin/jobs/dead/").content.decode()


def test_arguments_are_corrected(desk, approver, dead):
    args = {"review_id": "11111111-1111-1111-1111-111111111111"}
    desk(approver).post(f"/admin/jobs/dead/{dead.pk}/edit/", {"args": json.dumps(args)})
    dead.refresh_from_db()
    assert (dead.args, dead.state) == (args, "dead")
    assert LedgerEntry.objects.filter(what="job.edited", by_user_id=approver.pk).count() == 1


@pytest.mark.parametrize(
    "typed", ["{", "[1]", '{"who": {"nested": 1}}', '{"to": "someone@customers.example"}', "1" * 20_000]
)
def test_wrong_arguments_are_told_and_not_saved(desk, approver, dead, typed):
    before = dead.args
    answer = desk(approver).post(f"/admin/jobs/dead/{dead.pk}/edit/", {"args": typed})
    assert answer.status_code == 422
    assert "Nothing was saved." in answer.content.decode()
    dead.refresh_from_db()
    assert dead.args == before


def test_a_dry_run_changes_nothing(desk, approver, dead):
    page = desk(approver).post(f"/admin/jobs/dead/{dead.pk}/rehearse/").content.decode()
    assert "It would finish." in page
    dead.refresh_from_db()
    assert dead.state == "dead"


def test_a_replayed_job_runs_again(desk, approver, dead):
    answer = desk(approver).post(f"/admin/jobs/dead/{dead.pk}/replay/", follow=True)
    assert "It runs again" in answer.content.decode()
    dead.refresh_from_db()
    assert dead.state == "pending"
    again = desk(approver).post(f"/admin/jobs/dead/{dead.pk}/replay/", follow=True)
    assert "not dead any more" in again.content.decode()


@pytest.mark.parametrize("verb", ["edit", "rehearse", "replay"])
def test_a_viewer_only_looks(desk, staff_viewer, dead, verb):
    browser = desk(staff_viewer)
    assert browser.get(f"/admin/jobs/dead/{dead.pk}/").status_code == 200
    assert browser.post(f"/admin/jobs/dead/{dead.pk}/{verb}/", {"args": "{}"}).status_code == 403
    assert browser.get(f"/admin/jobs/dead/{dead.pk}/{verb}/").status_code in (403, 405)
    dead.refresh_from_db()
    assert dead.state == "dead"
