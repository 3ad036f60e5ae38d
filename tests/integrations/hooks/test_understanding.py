"""Late, shuffled and repeated: what counts in the end is what was last so at the service."""

import json
import random
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

import events
from events import dispatcher, registry
from events.models import Job
from integrations import connections
from integrations.hooks import receiving, understanding
from integrations.hooks.contract import Signed
from integrations.models import Connection, Delivery, Latest
from tests.integrations.sample_service import KEY, SITE

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DELIVERIES = 10_000


@pytest.fixture
def row(service, in_a, noon) -> Connection:
    return connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)


@pytest.fixture
def shelf():
    """A subscriber that writes down what it is told, as a mirror would."""
    state: dict[str, int | None] = {}
    subscriptions = {
        "hook.sample.order.updated": lambda work: state.update({work.event.subject_id: work.event.data["cents"]}),
        "hook.sample.order.deleted": lambda work: state.update({work.event.subject_id: None}),
    }
    for number, (name, function) in enumerate(subscriptions.items()):
        registry._add(registry.Handler(f"shelf.{number}", function, 1, 60, True, None))
        registry._subscribers.setdefault(name, []).append(registry.Subscription(f"shelf.{number}", None))
    yield state
    for number, name in enumerate(subscriptions):
        registry._handlers.pop(f"shelf.{number}")
        registry._subscribers[name].remove(registry.Subscription(f"shelf.{number}", None))


def deliver(row, number: int, order: str, minute: int, *, topic="updated", cents=0) -> bool:
    said = {"site": SITE, "id": order, "at": (START + timedelta(minutes=minute)).isoformat(), "cents": cents}
    return receiving.keep(row, Signed(f"d-{number}", topic), json.dumps(said).encode())


def run_all() -> None:
    while events.run_due():
        pass


@pytest.mark.parametrize("order", sorted(permutations(["created", "updated", "deleted"])))
def test_deleted_before_created_stays_deleted(row, shelf, order):
    for topic in order:
        minute = ("created", "updated", "deleted").index(topic)
        deliver(row, minute, "o-1", minute, topic=topic, cents=minute)
        run_all()
    assert shelf == {"o-1": None}


@pytest.mark.parametrize("order", sorted(permutations([(0, 100), (5, 250), (9, 900)])))
def test_the_newest_state_wins_in_whatever_order_they_come(row, shelf, order):
    for number, (minute, cents) in enumerate(order):
        deliver(row, number, "o-1", minute, cents=cents)
        run_all()
    assert shelf == {"o-1": 900} and Latest.objects.get().at == START + timedelta(minutes=9)


def test_what_happened_counts_each_time_however_old(row):
    for number in range(3):
        deliver(row, number, "m-1", -number, topic="opened")
    run_all()
    assert Job.objects.filter(handler=receiving.HANDLER, state="done").count() == 3
    assert events.models.Event.objects.filter(type="hook.sample.mail.opened").count() == 3


def test_one_connections_orders_say_nothing_about_anothers(row, shelf, client_a):
    deliver(row, 1, "o-1", 9, cents=9)
    other = Connection.objects.create(connector="other", since=START)
    Latest.objects.create(connection=other, kind="order", external_id="o-2", at=START, final=True, delivery_id=1)
    deliver(row, 2, "o-2", 1, cents=5)
    run_all()
    assert shelf == {"o-1": 9, "o-2": 5}


def test_a_job_whose_delivery_another_has_read_does_nothing(row, shelf):
    for number in range(3):
        deliver(row, number, f"o-{number}", 1, cents=number)
    ids = list(Delivery.objects.order_by("pk").values_list("pk", flat=True))
    assert understanding.understand(ids[1], ids) == 3
    assert [job.state for job in Job.objects.filter(handler=receiving.HANDLER).order_by("pk")] == [
        "done",
        "pending",
        "done",
    ]
    assert understanding.understand(ids[0]) == 0
    run_all()
    assert shelf == {"o-0": 0, "o-1": 1, "o-2": 2}
    assert set(Job.objects.filter(handler=receiving.HANDLER).values_list("state", flat=True)) == {"done"}


def test_one_job_reads_those_that_wait_for_its_connection(row, shelf, monkeypatch):
    told = []
    real = understanding.understand
    monkeypatch.setattr(understanding, "understand", lambda own, others: told.append(len(others)) or real(own, others))
    monkeypatch.setattr(dispatcher, "LANE_LIMIT", 1)
    monkeypatch.setattr(understanding, "TOGETHER", 3)
    for number in range(5):
        deliver(row, number, f"o-{number}", 1, cents=number)
    run_all()
    assert told == [2, 1] and shelf == {f"o-{number}": number for number in range(5)}


def test_nonsense_among_many_holds_nobody_up(row, shelf):
    deliver(row, 1, "o-1", 1, topic="nonsense")
    deliver(row, 2, "o-2", 1, cents=5)
    deliver(row, 3, "o-3", 1, topic="nonsense")
    run_all()
    assert shelf == {"o-2": 5} and Job.objects.dead().count() == 2 and Delivery.objects.waiting().count() == 2


def test_ten_thousand_late_shuffled_and_repeated_deliveries_end_in_the_right_state(row):
    """2,000 orders in four states each, one in five deleted at the end, every fourth delivery told twice."""
    chance = random.Random(11)
    wanted: dict[str, int | None] = {}
    said = []
    for order in range(2_000):
        for turn in range(4):
            said.append((len(said), f"o-{order}", turn * 7, "updated", order * 10 + turn))
        wanted[f"o-{order}"] = order * 10 + 3
        if order % 5 == 0:
            said[-1] = (said[-1][0], f"o-{order}", 30, "deleted", 0)
            wanted[f"o-{order}"] = None
    said += said[::4]
    chance.shuffle(said)
    assert len(said) == DELIVERIES

    kept = sum(
        deliver(row, number, order, minute, topic=topic, cents=cents) for number, order, minute, topic, cents in said
    )
    assert kept == 8_000 == Delivery.objects.count() == Job.objects.filter(handler=receiving.HANDLER).count()
    turns = 0
    while keys := list(Job.objects.filter(handler=receiving.HANDLER, state="pending").values_list("key", flat=True)):
        turns += 1
        chance.shuffle(keys)  # in whatever order workers take them
        own, *others = [int(key.removeprefix(receiving.JOB)) for key in keys[: understanding.TOGETHER]]
        understanding.understand(own, others)
        events.settle(keys[:1])
    assert not Delivery.objects.waiting().exists()
    assert turns <= 8_000 / understanding.TOGETHER + 1, "a job takes others with it, and theirs are done"
    state: dict[str, int | None] = {}
    for event in events.models.Event.objects.filter(type__startswith="hook.sample.").order_by("pk").iterator():
        state[event.subject_id] = None if event.type.endswith("deleted") else event.data["cents"]
    assert state == wanted
