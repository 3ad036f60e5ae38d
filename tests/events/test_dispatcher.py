"""Due work is handed out fairly, once, at a cost that follows the work."""

from datetime import timedelta
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import events
from events import dispatcher, running
from events.dispatcher import dispatch
from events.models import Job, Lane
from tenants import clock
from tenants.models import Client

pytestmark = pytest.mark.usefixtures("noon")


def fill(client, count, **options):
    with client.active(), transaction.atomic():
        fill_here(client, count, **options)


def fill_here(client, count, **options):
    for n in range(count):
        events.enqueue("work", {"n": n}, key=f"{client.slug}:{n}", client=client, **options)


def test_a_long_queue_of_one_client_does_not_hold_up_another(client_a, client_b):
    fill(client_a, 200)
    fill(client_b, 2)
    sent = dispatch(clock.now())
    count = {owner.pk: sum(len(b.job_ids) for b in sent if b.client_id == owner.pk) for owner in (client_a, client_b)}
    assert count == {client_a.pk: dispatcher.LANE_LIMIT, client_b.pk: 2}


@pytest.mark.parametrize(
    "whims", [(), ("enable_hashjoin",), ("enable_hashjoin", "enable_mergejoin", "enable_indexscan")]
)
def test_the_share_holds_however_the_database_plans_it(client_a, whims):
    """Where it believes the queue is empty, PostgreSQL would choose due work again for each job it hands out."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE events_job")
        for whim in whims:
            cursor.execute(f"SET LOCAL {whim} = off")
        fill_here(client_a, 200)
        sent = dispatch(clock.now())
    assert sum(len(batch.job_ids) for batch in sent) == dispatcher.LANE_LIMIT


def test_a_client_never_has_more_in_flight_than_its_share(client_a):
    fill(client_a, 200)
    dispatch(clock.now())
    assert dispatch(clock.now()) == []
    first = Job.objects.filter(state="sent").order_by("id").first()
    running.run_batch(client_a.pk, first.token, [first.pk])
    (batch,) = dispatch(clock.now())
    assert len(batch.job_ids) == 1


def test_oldest_first_within_a_client(client_a, noon):
    with client_a.active():
        events.enqueue("work", key="young", due_at=noon - timedelta(minutes=1))
        events.enqueue("work", key="old", due_at=noon - timedelta(hours=1))
        seen = []
        events.handler("work")(lambda work: seen.append(work.key))
        events.run_due()
    assert seen == ["old", "young"]


def test_work_that_may_wait_for_the_network_shares_a_message_with_few(client_a):
    events.handler("work")(print)
    events.handler("quick", atomic=True)(print)
    fill(client_a, 8)
    with client_a.active():
        for n in range(8):
            events.enqueue("quick", key=f"quick:{n}")
    assert sorted(len(batch.job_ids) for batch in dispatch(clock.now())) == [4, 4, 8]


def test_a_tick_costs_the_same_with_a_thousand_idle_clients(client_a, noon):
    def cost(prefix):
        with client_a.active():
            events.enqueue("work", key=prefix)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(dispatch(clock.now())) == 1
        return len(queries)

    alone = cost("first")
    Client.objects.bulk_create(
        Client(slug=f"idle-{n}", name="Idle", schema_name=f"client_idle_{n}", country="BE", language="fr",
               currency="EUR", timezone="Europe/Brussels", state="active", created_at=noon)
        for n in range(1000)
    )  # fmt: skip
    Lane.objects.bulk_create(
        Lane(client=client, next_due_at=noon + timedelta(days=1))
        for client in Client.objects.filter(slug__startswith="idle-")
    )
    assert cost("second") == alone
    assert "lane_next_due" in plan(dispatcher._DUE_LANES, [noon, None, None, 10])
    picking = plan(dispatcher._PICK, [uuid4(), noon, noon, 10, [1]])
    assert "Seq Scan on events_job" not in picking


def plan(statement, values):
    """How PostgreSQL would run it on big tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + statement, values)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_an_idle_tick_touches_no_lane(client_a, noon):
    fill(client_a, 1, due_at=noon + timedelta(days=1))
    dispatch(noon)
    with CaptureQueriesContext(connection) as queries:
        assert dispatch(noon) == []
    written = [query["sql"] for query in queries if query["sql"].strip().startswith(("INSERT", "UPDATE events_lane"))]
    assert written == []


def test_a_lane_knows_when_it_is_next_due(client_a, noon):
    fill(client_a, 1, due_at=noon + timedelta(days=1))
    dispatch(noon)
    assert Lane.objects.get(client=client_a).next_due_at == noon + timedelta(days=1)
    with client_a.active():
        events.enqueue("work", key="sooner", due_at=noon + timedelta(hours=1))
    dispatch(noon)
    assert Lane.objects.get(client=client_a).next_due_at == noon + timedelta(hours=1)
    with client_a.active():
        assert events.cancel("sooner") == 1
    clock.advance(timedelta(hours=1))
    assert dispatch(clock.now()) == []
    assert Lane.objects.get(client=client_a).next_due_at == noon + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_comes_late_is_found(client_a, together, noon):
    """The job's transaction was open while the dispatcher looked, and looked away."""
    written, looked = Event(), Event()

    def publish_slowly():
        with client_a.active(), transaction.atomic():
            events.enqueue("work", key="late")
            written.set()
            assert looked.wait(10)

    def look():
        assert written.wait(10)
        try:
            return dispatch(noon)
        finally:
            looked.set()

    fill(client_a, 1)
    _, early = together(publish_slowly, look)
    assert [len(batch.job_ids) for batch in early] == [1]
    assert [len(batch.job_ids) for batch in dispatch(noon)] == [1]


@pytest.mark.django_db(transaction=True)
def test_adding_work_never_waits_for_another_who_adds_work(client_a, together, noon):
    both = Barrier(2, timeout=10)

    def add(key):
        def run():
            with client_a.active(), transaction.atomic():
                events.enqueue("work", key=key)
                both.wait()
                events.enqueue("work", key=f"{key}:again")
                both.wait()
            return "done"

        return run

    assert together(add("one"), add("two")) == ["done", "done"]


@pytest.mark.django_db(transaction=True)
def test_many_dispatchers_at_once_hand_each_job_out_once(client_a, client_b, together, noon):
    fill(client_a, 60)
    fill(client_b, 60)
    start = Barrier(6, timeout=10)

    def look():
        start.wait()
        return [job_id for _ in range(4) for batch in dispatch(noon) for job_id in batch.job_ids]

    handed = together(*[look] * 6)
    every = sorted(job_id for part in handed for job_id in part)
    assert every == sorted(Job.objects.values_list("id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_many_dispatchers_at_once_keep_to_a_clients_share(client_a, together, noon):
    fill(client_a, 400)
    dispatch(noon - timedelta(days=1))
    start = Barrier(6, timeout=10)

    def look():
        start.wait()
        return sum(len(batch.job_ids) for batch in dispatch(noon))

    assert sum(together(*[look] * 6)) == dispatcher.LANE_LIMIT


@pytest.mark.django_db(transaction=True)
def test_a_job_that_somebody_holds_does_not_hold_up_its_lane(client_a, together, noon):
    fill(client_a, 3)
    dispatch(noon - timedelta(days=1))
    held, looked = Event(), Event()

    def cancel_slowly():
        with client_a.active(), transaction.atomic():
            events.cancel("maison:1")
            held.set()
            assert looked.wait(10)

    def look():
        assert held.wait(10)
        handed = dispatch(noon)
        looked.set()
        return sum(len(batch.job_ids) for batch in handed)

    assert together(cancel_slowly, look) == [None, 2]


@pytest.mark.django_db(transaction=True)
def test_many_workers_with_the_same_message_do_its_work_once(client_a, together, noon):
    ran = []
    events.handler("work", atomic=True)(lambda work: ran.append(work.args["n"]))
    fill(client_a, 20)
    (batch,) = dispatch(noon)
    start = Barrier(6, timeout=10)

    def work():
        start.wait()
        return running.run_batch(batch.client_id, batch.token, batch.job_ids)

    assert sum(together(*[work] * 6)) == 20
    assert sorted(ran) == list(range(20))


@pytest.mark.django_db(transaction=True)
def test_the_same_key_published_ten_times_at_once_happens_once(client_a, together, noon):
    start = Barrier(10, timeout=10)

    def publish():
        start.wait()
        with client_a.active():
            return events.publish("hook.received", ("hook", 1), key="hook:1") is not None

    assert sum(together(*[publish] * 10)) == 1
