"""A lead that becomes warm hears five times in two weeks, as long as it stays warm and says nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from automations import registry
from automations.models import Action, Run
from automations.services import plan_preview, start_run
from crm.models import Cart, LeadScore
from crm.services import note_signal, put_score, set_consent
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import hours_pass, person, states, switched_on, the_run
from tests.automations.conftest import order_of

NURTURE = "lead-nurture-sequence"
DAY = 24
GOOGLE = {"signal": "source_google", "points": 20, "source": "form", "at": ""}
DEMO = {"signal": "intent_demo", "points": 30, "source": "form", "at": ""}


@pytest.fixture
def on(in_a, noon, mailbox):
    """Client A at noon with the series switched on."""
    switched_on(NURTURE, shop_url="https://shop.example/")
    return in_a


def warm(email="nadia@lead.example", points=(GOOGLE, DEMO), **fields):
    contact = person(NURTURE, email, **fields)
    put_score(contact.pk, 50, "warm", list(points))
    return contact


def mails():
    return Action.objects.filter(kind="send_email").order_by("position")


def test_five_mails_leave_within_fourteen_days_and_the_score_is_looked_at_again(on):
    began = clock.now()
    warm()
    hours_pass(15 * DAY)
    assert [(action.done_at - began).days for action in mails()] == [0, 3, 6, 10, 13]
    assert len(stored_mail(on)) == 5
    assert states(the_run(NURTURE)) == [("send_email", "done", "")] * 5 + [("score_lead", "done", "")]


def test_only_a_crossing_into_warm_starts_it(on):
    for tier, score in (("cold", 10), ("hot", 80)):
        put_score(person(NURTURE, f"{tier}@lead.example").pk, score, tier, [])
    hours_pass(1)
    assert not Run.objects.filter(automation=NURTURE).exists()


@pytest.mark.parametrize(("score", "tier", "code"), [(80, "hot", "lead_now_hot"), (10, "cold", "lead_now_cold")])
def test_a_crossing_ends_the_series_and_says_why_even_after_coming_back(on, score, tier, code):
    lead = warm()
    hours_pass(4 * DAY)
    put_score(lead.pk, score, tier, [])
    clock.advance(timedelta(minutes=1))
    put_score(lead.pk, 55, "warm", [])
    hours_pass(14 * DAY)
    first = Run.objects.filter(automation=NURTURE).order_by("created_at")[0]
    skipped = [("send_email", "skipped", code)] * 3 + [("score_lead", "skipped", code)]
    assert states(first) == [("send_email", "done", "")] * 2 + skipped


def test_who_replies_buys_or_unsubscribes_hears_no_more(on):
    replied, bought, left = (warm(f"{name}@lead.example") for name in ("replies", "buys", "leaves"))
    hours_pass(1)
    note_signal(replied, "mail_replied", source="mail", at=clock.now(), key="reply")
    order_of(bought, clock.now())
    set_consent(left, "opted_out", source="unsubscribe-link")
    hours_pass(15 * DAY)
    codes = {each: set(mails().filter(contact_id=each.pk, state="skipped").values_list("reason_code", flat=True))
             for each in (replied, bought, left)}  # fmt: skip
    assert codes == {replied: {"replied_meanwhile"}, bought: {"bought_meanwhile"}, left: {"opted_out"}}
    assert len(stored_mail(on)) == 3


def test_mails_of_others_count_and_nobody_gets_a_sixth(on):
    lead = warm()
    hours_pass(15)
    other = start_run("letter", {"contacts": {"contacts": [lead.pk]}}, trigger="schedule")
    Action.objects.filter(run=other).update(guards=[])
    hours_pass(30 * DAY)
    sent = sorted(Action.objects.filter(state="done", is_communication=True).values_list("done_at", flat=True))
    for at in sent:
        assert sum(at <= each < at + timedelta(days=14) for each in sent) <= 5
    assert all(later - earlier >= timedelta(hours=48) for earlier, later in pairwise(sent))


def test_who_has_been_written_to_enough_is_not_begun_with(on):
    lead = person(NURTURE)
    run = Run.objects.create(automation="letter", version="1", trigger="manual", created_at=clock.now())
    for days in (1, 4, 7):
        at = clock.now() - timedelta(days=days)
        Action.objects.create(run=run, position=days, kind="send_email", contact_id=lead.pk, key=f"k{days}",
                              state="done", is_communication=True, due_at=at, done_at=at)  # fmt: skip
    put_score(lead.pk, 50, "warm", [])
    hours_pass(1)
    assert states(the_run(NURTURE)) == []
    assert the_run(NURTURE).left_out == [{"code": "frequency_cap", "people": 1, "contacts": [lead.pk]}]


def test_it_speaks_of_what_is_known_and_of_nothing_else(on):
    lead = warm()
    Cart.objects.create(contact=lead, token="c", lines=[{"title": "Lamp <b>"}], currency="MAD",
                        updated_at=clock.now() - timedelta(days=2))  # fmt: skip
    hours_pass(0)
    nobody = warm("unknown@lead.example", points=(), language="en")
    hours_pass(0)
    known, unknown = (mails().filter(contact_id=each.pk)[0].payload for each in (lead, nobody))
    assert known["subject"] == "Votre demande de démonstration"
    assert "- Lamp <b>" not in known["html"] and "Lamp &lt;b&gt;" in known["html"]
    assert unknown["subject"].startswith("Your interest in")
    assert not {"demonstration", "prices", "Google", "cart"} & set(unknown["text"].replace(".", "").split())


def test_every_mail_exists_in_both_languages_with_its_way_out(on):
    for language in ("fr", "en"):
        warm(f"{language}@lead.example", language=language, points=())
    hours_pass(0)
    for mail in (action.payload for action in mails()):
        assert mail["unsubscribe_url"] in mail["text"] and mail["unsubscribe_url"] in mail["html"]
        assert "https://shop.example/" in mail["html"]
        assert mail["subject"] and "\n\n\n" not in mail["text"]
    assert len({action.payload["subject"] for action in mails()}) == 10


def test_a_lead_that_is_not_warm_by_now_is_left_out_by_name(on):
    lead = person(NURTURE)
    put_score(lead.pk, 80, "hot", [])
    preview = plan_preview(NURTURE, {"contacts": {"contacts": [lead.pk]}})
    assert [(each.contact_id, each.code) for each in preview.plan.left_out] == [(lead.pk, "not_warm")]


def test_by_hand_it_begins_no_second_series_for_the_same_crossing(on):
    lead = warm()
    hours_pass(1)
    preview = plan_preview(NURTURE, {"contacts": {"contacts": [lead.pk]}})
    assert preview.plan.actions == []
    assert {each.code for each in preview.plan.left_out} == {"already_planned"}


def test_what_happens_at_one_client_starts_nothing_at_another(client_a, client_b, noon, mailbox):
    for client in (client_a, client_b):
        with client.active():
            switched_on(NURTURE)
    with client_a.active():
        warm()
        hours_pass(1)
    assert (len(stored_mail(client_a)), len(stored_mail(client_b))) == (1, 0)
    with client_b.active():
        hours_pass(1)
        assert not Run.objects.exists()


def test_the_last_look_makes_a_crossing_of_what_the_mails_brought_about(on):
    lead = person(NURTURE)
    for signal in ("source_google", "intent_demo"):
        note_signal(lead, signal, source="form", at=clock.now(), key=signal)
    hours_pass(13.5 * DAY)
    lead.activity_set.create(kind="mail.clicked", key="x", happened_at=clock.now(), known_at=clock.now())
    lead.activity_set.create(kind="mail.opened", key="y", happened_at=clock.now(), known_at=clock.now())
    hours_pass(DAY)
    assert LeadScore.objects.newest().get().tier == "hot"


def test_an_order_in_words_takes_one_lead_or_all_and_no_other_series():
    series = registry.get(NURTURE)
    assert series.params_of({"lead_id": "12"}) == {"contacts": {"contacts": [12]}}
    assert series.params_of({}) == {}
    with pytest.raises(Refused) as refused:
        series.params_of({"sequence": "winter"})
    assert refused.value.code == "no_sequences"


def test_an_address_that_is_no_web_address_is_refused():
    with pytest.raises(Refused):
        registry.get(NURTURE).Params.from_json({"shop_url": "javascript:x"})


def test_the_allowance_is_for_a_series_that_has_begun_and_ends_at_five():
    from automations.frequency import MOST_IN_SERIES, free_at

    now = datetime(2026, 11, 18, tzinfo=UTC)
    earlier = [now - timedelta(days=days) for days in (3, 6, 9)]
    assert free_at(earlier, now, most=5) > now, "a first message counts as any other"
    assert free_at(earlier, now, own=earlier[:1], most=5) == now
    earlier += [now - timedelta(days=days) for days in (11, 13)]
    assert free_at(earlier, now, own=earlier, most=99) == now + timedelta(days=1)
    assert MOST_IN_SERIES == 5
