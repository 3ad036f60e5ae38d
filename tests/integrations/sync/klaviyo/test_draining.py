"""What Klaviyo is to be told arrives: in order, once, also when it was away meanwhile."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection as database
from django.db import transaction

import events
from crm.models import Consent
from crm.services import erase_contact, set_consent, tag_contact, untag
from integrations import connections
from integrations.models import Connection, QueuedWrite
from integrations.sync.klaviyo import draining, queue
from tenants import clock
from tests.fakes import faults
from tests.fakes.server import Reply

WAITING = QueuedWrite.State.WAITING


def tag(contact, name="hot"):
    assert tag_contact(contact, name, by_action=uuid4())


def told(account):
    return [(kind, address) for kind, address, _facts in account.told]


def minutes(number=1):
    clock.advance(timedelta(minutes=number))


def test_a_tag_reaches_the_profile_and_starts_a_flow(account, person):
    salma = person("salma@shop.example", email_consent=Consent.OPTED_IN)
    tag(salma)
    assert account.told == [], "nothing is told inside the change"
    minutes()
    events.run_due()
    assert account.told == [
        ("profile", "salma@shop.example", {"3A tags": ["hot"], "3A consent": "opted_in"}),
        ("Tagged", "salma@shop.example", {"tag": "hot"}),
    ]
    assert queue.backlog().waiting == 0
    untag(salma, "hot", by_action=uuid4())
    draining.drain()
    assert account.told[-1] == ("profile", "salma@shop.example", {"3A tags": [], "3A consent": "opted_in"})


def test_whoever_wants_no_mail_is_unsubscribed_there_as_well(account, person):
    salma = person("salma@shop.example")
    set_consent(salma, Consent.OPTED_OUT, source="unsubscribe-link")
    draining.drain()
    assert told(account) == [("unsubscribe", "salma@shop.example"), ("profile", "salma@shop.example")]
    assert account.told[-1][2]["3A consent"] == "opted_out"


def test_an_answer_that_was_taken_back_meanwhile_is_not_told(account, person):
    salma = person("salma@shop.example")
    set_consent(salma, Consent.OPTED_OUT, source="unsubscribe-link")
    minutes()
    set_consent(salma, Consent.OPTED_IN, source="form")
    draining.drain()
    assert {kind for kind, _address in told(account)} == {"profile"}


def test_fifty_writes_wait_for_klaviyo_and_arrive_in_order_once(account, person):
    people = [person(f"p{number:02}@shop.example") for number in range(25)]
    account.down = True
    for each in people:
        tag(each)
    since = clock.now()
    for _turn in range(4):
        minutes(5)
        events.run_due()
    draining.drain()
    standing = queue.backlog()
    assert (standing.waiting, standing.since) == (50, since) and standing.code in ("circuit_open", "broken")
    assert account.told == [] and not events.models.Job.objects.filter(state="dead").exists()
    account.down = False
    for _turn in range(3):
        minutes(5)
        events.run_due()
    wanted = [(kind, each.email_key) for each in people for kind in ("profile", "Tagged")]
    assert told(account) == wanted
    assert queue.backlog() == queue.Backlog(0, None, "", 0, [])
    minutes(5)
    events.run_due()
    assert len(account.told) == 50


@pytest.mark.parametrize("trouble", ["busy", "down"])
def test_a_write_that_may_still_arrive_holds_up_those_behind_it(account, person, trouble):
    tag(person("a@shop.example"))
    tag(person("b@shop.example"))
    setattr(account, trouble, True)
    assert draining.drain() == 0
    setattr(account, trouble, False)
    minutes(5)
    assert draining.drain() == 4
    assert [address for _kind, address in told(account)] == ["a@shop.example"] * 2 + ["b@shop.example"] * 2


def test_one_write_that_klaviyo_refuses_is_parked_with_its_words_and_holds_up_nobody(account, person):
    first, bad, last = (person(f"{name}@shop.example") for name in ("first", "bad", "last"))
    account.refused_address = "bad@shop.example"
    for each in (first, bad, last):
        tag(each)
    assert draining.drain() == 4
    assert {address for _kind, address in told(account)} == {"first@shop.example", "last@shop.example"}
    standing = queue.backlog()
    assert (standing.waiting, standing.parked) == (0, 2)
    assert queue.sentence(standing.refused[0]).endswith("refused_400): Invalid email address")
    assert str(bad.pk) in queue.sentence(standing.refused[0])


@pytest.mark.parametrize("body", [{"errors": []}, {"errors": [7]}, {"errors": "no"}, ["no"], "no"])
def test_a_refusal_in_other_words_is_parked_with_what_there_is(account, person, body):
    account.fake.replies["POST /api/profile-import"] = Reply(400, body)
    tag(person("salma@shop.example"))
    draining.drain()
    assert queue.backlog().parked == 1 and queue.backlog().refused[0].detail


def test_what_was_refused_can_be_told_again_as_it_is_by_then(account, person):
    bad = person("bad@shop.example")
    account.refused_address = "bad@shop.example"
    tag(bad)
    draining.drain()
    account.refused_address = ""
    tag(bad, "cold")
    assert queue.retry_parked() == 2 and queue.retry_parked() == 0
    draining.drain()
    assert [kind for kind, _address in told(account)] == ["profile", "Tagged", "profile", "Tagged"]
    assert account.told[0][2]["3A tags"] == ["cold", "hot"], "never an older state over a newer one"


def test_a_key_that_is_not_let_in_any_more_parks_nothing(account, person):
    tag(person("salma@shop.example"))
    account.fake.auth = {"Authorization": "Klaviyo-API-Key another"}
    assert draining.drain() == 0
    standing = queue.backlog()
    assert (standing.waiting, standing.parked, standing.code) == (2, 0, "not_authorised")
    assert connections.status("klaviyo").state == "broken"
    assert draining.drain() == 0 and queue.backlog().code == "broken"


def test_a_connection_that_works_again_is_told_at_once(account, person):
    tag(person("salma@shop.example"))
    account.fake.auth, right = {"Authorization": "x"}, account.fake.auth
    draining.drain()
    account.fake.auth = right
    minutes()
    connections.configure("klaviyo", {"KLAVIYO_API_KEY": "pk_canary"}, by=None)
    connections.test("klaviyo")
    events.run_due()
    assert len(account.told) == 2


def test_a_worker_that_dies_after_klaviyo_took_it_tells_it_again_and_klaviyo_keeps_it_once(
    account, person, monkeypatch
):
    tag(person("salma@shop.example"))

    class Killed(BaseException):
        pass

    def die(name):
        if account.told and account.told[-1][0] == "Tagged":
            raise Killed

    with monkeypatch.context() as spoilt, pytest.raises(Killed):
        spoilt.setattr(draining.faults, "point", die)
        draining.drain()
    assert QueuedWrite.objects.waiting().get().kind == "event"
    assert draining.drain() == 1
    assert told(account) == [("profile", "salma@shop.example"), ("Tagged", "salma@shop.example")]
    sent = [json.loads(call.body)["data"]["attributes"] for call in account.fake.calls if call.path == "/api/events"]
    assert len(sent) == 2 and sent[0]["unique_id"] == sent[1]["unique_id"]


def test_a_change_that_is_undone_tells_nothing(account, person):
    salma = person("salma@shop.example")
    with pytest.raises(RuntimeError), transaction.atomic():
        tag(salma)
        raise RuntimeError
    assert not QueuedWrite.objects.exists()


def test_the_same_change_is_queued_once(account, person):
    salma, action = person("salma@shop.example"), uuid4()
    assert tag_contact(salma, "hot", by_action=action) and not tag_contact(salma, "hot", by_action=action)
    assert QueuedWrite.objects.count() == 2


def test_one_job_tells_all_that_is_written_within_a_minute(account, person):
    for number in range(5):
        tag(person(f"p{number}@shop.example"))
    assert events.models.Job.objects.filter(handler=queue.DRAIN).count() == 1


def test_of_two_at_once_only_one_tells(account, person):
    tag(person("salma@shop.example"))
    row, other = Connection.objects.get(connector="klaviyo"), database.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [draining.lock_of(row)])
            assert draining.drain() == 0 and account.told == []
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [draining.lock_of(row)])
    finally:
        other.close()
    assert draining.drain() == 2


def test_an_account_that_was_disconnected_is_told_nothing_more_nor_is_the_next_one(account, person):
    salma = person("salma@shop.example")
    tag(salma)
    minutes()
    connections.disconnect("klaviyo", by=None)
    events.run_due()
    standing = queue.backlog()
    assert (standing.waiting, standing.parked, standing.refused[0].code) == (0, 2, "disconnected")
    assert "disconnected" in queue.sentence(standing.refused[0])
    tag(salma, "cold")
    assert queue.backlog().waiting == 0, "without an account there is nobody to tell"


def test_nothing_more_is_told_of_a_person_who_was_erased(account, person):
    salma = person("salma@shop.example")
    tag(salma)
    erase_contact(salma.pk)
    events.run_due()
    assert not QueuedWrite.objects.exists()
    draining.drain()
    assert account.told == []


def test_people_without_an_address_and_made_up_ones_are_not_told_of(account, person, in_a):
    tag(person("nobody", email="", email_key=""))
    tag(person("made@shop.example", is_synthetic=True))
    in_a.is_rehearsal = True
    tag(person("real@shop.example"))
    assert not QueuedWrite.objects.exists()


def test_no_address_is_kept_in_what_waits_or_goes_into_shared_rows(account, person):
    tag(person("salma@shop.example"))
    kept = json.dumps(list(QueuedWrite.objects.values()), default=str)
    jobs = json.dumps(list(events.models.Job.objects.values()), default=str)
    assert "salma" not in kept.lower() and "salma" not in jobs.lower()


def test_what_was_told_is_forgotten_after_a_month(account, person):
    tag(person("salma@shop.example"))
    draining.drain()
    clock.advance(timedelta(days=29))
    assert queue.forget_sent() == 0
    clock.advance(timedelta(days=2))
    assert queue.forget_sent() == 2


def test_the_command_says_what_waits_and_queues_again_what_was_refused(account, person):
    account.refused_address = "bad@shop.example"
    tag(person("bad@shop.example"))
    draining.drain()

    def run(*words):
        out = StringIO()
        call_command("klaviyo_writes", "--client", "maison", *words, stdout=out)
        return out.getvalue()

    assert "0 waiting; 2 refused." in run() and "Invalid email address" in run()
    again = run("--retry")
    assert "2 queued again." in again and "2 waiting, the first since 2026-11-18 11:00 UTC; 0 refused." in again


def test_a_long_queue_is_told_in_turns_so_that_no_token_ends_in_the_middle(account, person, monkeypatch):
    monkeypatch.setattr(draining, "AT_ONCE", 3)
    for number in range(4):
        tag(person(f"p{number}@shop.example"))
    assert draining.drain() == 3
    for _turn in range(3):
        minutes()
        events.run_due()
    assert [address for _kind, address in told(account)] == [f"p{n // 2}@shop.example" for n in range(8)]


def test_an_event_whose_answers_were_all_lost_is_told_again_and_kept_once(account, person):
    tag(person("salma@shop.example"))
    draining.drain()
    (event,) = QueuedWrite.objects.filter(kind="event")
    QueuedWrite.objects.filter(pk=event.pk).update(state=WAITING)
    account.told.clear()
    account.unique.clear()
    account.fake.fail(*[faults.DROP_AFTER_ACCEPT] * 3)
    assert draining.drain() == 0 and queue.backlog().waiting == 1
    assert draining.drain() == 1
    assert told(account) == [("Tagged", "salma@shop.example")], "Klaviyo knows it by its key"
