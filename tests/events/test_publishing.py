"""What happened is written once, with its consequences, or not at all."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction

import events
from events.models import Event, Job
from tenants.errors import NoClient
from tenants.models import Client

pytestmark = pytest.mark.usefixtures("noon")


def test_an_event_and_the_jobs_of_its_listeners_arrive_together(in_a, seen):
    @events.subscribe("order.paid")
    def thank(work):
        seen.append((work.client.slug, work.event.type, work.event.subject_id, dict(work.event.data)))

    events.publish("order.paid", ("order", 7), {"total_cents": 1200, "currency": "MAD"}, key="order:7:paid")

    assert events.run_due() == 1
    assert seen == [("maison", "order.paid", "7", {"total_cents": 1200, "currency": "MAD"})]


def test_one_listener_hears_several_types_and_no_other(in_a, seen):
    @events.subscribe("order.paid", "order.refunded")
    def count(work):
        seen.append(work.event.type)

    for type_ in ("order.paid", "order.refunded", "order.deleted"):
        events.publish(type_, ("order", 7), key=f"7:{type_}")

    assert events.run_due() == 2
    assert sorted(seen) == ["order.paid", "order.refunded"]


def test_the_same_key_happens_once_per_client(client_a, client_b):
    with client_a.active():
        assert events.publish("order.paid", ("order", 7), key="order:7") is not None
        assert events.publish("order.paid", ("order", 7), key="order:7") is None
    with client_b.active():
        assert events.publish("order.paid", ("order", 7), key="order:7") is not None
    assert Event.objects.of_client(client_a).count() == 1


def test_a_repeated_event_gives_its_listeners_no_second_job(in_a, seen):
    events.subscribe("order.paid")(seen.append)
    events.publish("order.paid", ("order", 7), key="order:7")
    events.publish("order.paid", ("order", 7), key="order:7")
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_neither_event_nor_job(in_a, seen):
    events.subscribe("order.paid")(seen.append)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.publish("order.paid", ("order", 7), key="order:7")
        events.enqueue("later", key="later:7")
        raise ZeroDivisionError
    assert (Event.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_event_and_jobs_still_come_together(in_a, seen):
    """A job that cannot be written takes its event with it."""
    events.subscribe("order.paid")(seen.append)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_job ADD CONSTRAINT nothing CHECK (false)")
    try:
        with pytest.raises(Exception, match="nothing"):
            events.publish("order.paid", ("order", 7), key="order:7")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE events_job DROP CONSTRAINT nothing")
    assert Event.objects.count() == 0


def test_without_a_client_nothing_is_published(client_a):
    with pytest.raises(NoClient):
        events.publish("order.paid", ("order", 7), key="order:7")
    with pytest.raises(NoClient):
        events.enqueue("later", key="later:7")


def test_the_platform_is_named_explicitly(client_a):
    event = events.publish("switch.changed", ("client", "all"), {"paused": True}, key="switch:1", client=None)
    assert event is not None
    assert Event.objects.get(pk=event.pk).client is None


def test_a_model_can_be_the_subject(in_a):
    event = events.publish("client.seen", in_a, key="seen")
    assert (event.subject_kind, event.subject_id) == ("client", str(in_a.pk))
    assert Client.objects.filter(pk=event.subject_id).exists()


@pytest.mark.parametrize(
    "data",
    [
        {"to": "lucie@example.com"},
        {"note": "please call back"},
        {"nested": {"a": 1}},
        {"many": [1, 2]},
        {"bad name": 1},
        {"number": float("nan")},
        {"number": float("inf")},
        {"null": "a\x00b"},
    ],
)
def test_shared_rows_take_no_text_no_addresses_and_nothing_nested(in_a, data):
    with pytest.raises(ValueError, match=r"id|identifier|number"):
        events.publish("order.paid", ("order", 7), data, key="order:7")
    with pytest.raises(ValueError, match=r"id|identifier|number"):
        events.enqueue("later", data, key="later")


@pytest.mark.parametrize("key", ["lucie@example.com", "two words", "", "x" * 201])
def test_a_key_is_one_short_word(in_a, key):
    with pytest.raises(ValueError, match="one word"):
        events.enqueue("later", key=key)


def test_ids_and_times_become_text_that_json_can_hold(in_a, noon):
    run = uuid.uuid4()
    made = events.enqueue("later", {"run": run, "on": noon, "day": noon.date(), "none": None, "yes": True}, key="l")
    assert Job.objects.get(pk=made.pk).args == {
        "run": str(run),
        "on": "2026-11-18T11:00:00+00:00",
        "day": "2026-11-18",
        "none": None,
        "yes": True,
    }


def test_delayed_work_waits_for_its_time(in_a, noon, seen):
    from tenants import clock

    events.handler("later")(lambda work: seen.append(clock.now()))
    events.enqueue("later", key="later", due_at=noon + timedelta(hours=2))
    assert events.run_due() == 0
    clock.advance(timedelta(hours=2))
    assert events.run_due() == 1
    assert seen == [noon + timedelta(hours=2)]


def test_work_that_has_not_begun_can_be_called_off_by_its_key(client_a, client_b, noon, seen):
    events.handler("later")(seen.append)
    for client in (client_a, client_b):
        with client.active():
            events.enqueue("later", key="run:1:a")
            events.enqueue("later", key="run:1:b", due_at=noon + timedelta(days=1))
            events.enqueue("later", key="run:10")
    with client_a.active():
        assert events.cancel("run:1:") == 2
        assert events.run_due() == 1
    assert Job.objects.of_client(client_b).waiting().count() == 3


def test_a_listener_that_looks_at_the_data_is_spared_what_is_not_for_it(in_a, seen):
    @events.subscribe("shop.order", when=lambda data: data["cents"] > 100)
    def big(work):
        seen.append(work.event.data["cents"])

    for cents in (50, 150):
        events.publish("shop.order", ("order", cents), {"cents": cents}, key=f"order:{cents}")
    assert Job.objects.filter(handler__endswith=".big").count() == 1
    events.run_due()
    assert seen == [150]
