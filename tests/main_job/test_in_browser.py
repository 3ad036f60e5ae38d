"""The decision as a person takes it: in a real browser, two recipients unticked."""

import pytest

from automations.models import Action
from tests.main_job.conftest import actions, page_of, previews, sent, without_date, work
from tests.surfaces.web.staff.test_in_browser import agency, complaints, enter, page

__all__ = ["agency", "complaints", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_ticked_leaves_as_it_was_shown_and_what_is_unticked_does_not(
    page, agency, complaints, waiting, approver
):
    before, preview = set(sent(waiting.client)), previews(waiting)
    enter(page, approver)
    page.goto(f"{agency}/admin/")
    page.click("text=Approvals")
    page.click(f"a[href='{page_of(waiting)}']")
    page.wait_for_load_state()  # counting does not wait by itself
    boxes = page.locator("[data-tick]")
    people = boxes.count()
    assert people >= 4
    dropped = {each for box in (0, 3) for each in str(boxes.nth(box).get_attribute("value")).split(",")}
    for box in (0, 3):
        boxes.nth(box).uncheck()
    page.click(f"text=Approve for {people - 2} of {people}")
    page.wait_for_selector("text=Decided.")
    work(waiting.client)
    work(waiting.client)
    done = {each.payload["message_id"]: each for each in actions(waiting) if each.state == Action.State.DONE}
    assert len(done) == people - 2 and not dropped & {str(each.pk) for each in done.values()}
    mails = sent(waiting.client)
    assert set(mails) - before == set(done)
    for name in done:
        assert without_date(mails[name]) == without_date(preview[name])
    assert complaints == []
