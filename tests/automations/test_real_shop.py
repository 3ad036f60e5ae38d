"""The main job on a real shop's year of orders, where it is at hand (it is no part of the product)."""

import re
from datetime import timedelta

import pytest

import reviews
from automations.actions.send_email import SendEmail
from automations.models import Action, Run
from automations.services import start_run
from crm.importers import import_shop
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tests.automations.conftest import review_of, run_due

pytestmark = pytest.mark.django_db
TICKED = 20


@pytest.fixture
def retail(client_b, noon, mailbox, shared_dir):
    """The real shop, rehearsed."""
    client_b.country, client_b.currency, client_b.timezone = "GB", "GBP", "Europe/London"
    client_b.is_rehearsal = True
    client_b.save()
    with client_b.active():
        import_shop(shared_dir / "data", rehearsal=True)
        yield client_b


def without_date(raw: bytes) -> bytes:
    return re.sub(rb"\ADate: [^\r]*\r\n", b"", raw)


def test_from_scores_to_a_series_that_a_person_ticks_and_one_mail_each(retail, admin, smtp):
    # Without most of the medium ones, who are tagged only, and with a fifth of the ticks: shorter, the series the same.
    params = {"medium_from": 0.69}
    churn = start_run("churn-prediction-resilient", params, trigger="autonomy")
    assert churn.facts["calibrated"] is True
    run_due()
    again = start_run("churn-prediction-resilient", params, trigger="autonomy")
    assert (again.state, again.reasons) == ("done", [{"code": "nothing_to_do"}])
    series = Run.objects.get(automation="at-risk-customer-flow")
    assert {reason["code"] for reason in series.reasons} == {"customer_value", "batch"}
    assert [row["code"] for row in series.left_out] == ["consent_unknown"]
    firsts = list(Action.objects.filter(run=series, state="waiting", payload__template="at_risk_1"))
    chosen = firsts[2 : 2 + TICKED]
    people = [each.contact_id for each in chosen]
    ticked = list(
        Action.objects.filter(run=series, state="waiting", contact_id__in=people).values_list("pk", flat=True)
    )
    shown = {each.payload["message_id"]: SendEmail.preview_bytes(each) for each in chosen}
    assert len(shown) == TICKED < len(firsts)
    review = review_of(series)
    assert reviews.approve(review, by=admin, digest=review.digest, actions=ticked)
    run_due()
    sent = {mail.message_id: mail.raw for mail in stored_mail(retail)}
    assert {name: without_date(raw) for name, raw in sent.items()} == {
        name: without_date(raw) for name, raw in shown.items()
    }
    assert not any(mail.recipient.endswith(".com") for mail in stored_mail(retail))

    post = smtp(data="drop")
    clock.advance(timedelta(days=3))
    run_due()
    run_due()
    second = Action.objects.filter(run=series, payload__template="at_risk_2", contact_id__isnull=False)
    assert second.filter(state="unknown").count() == len(shown) == len(post.taken)
