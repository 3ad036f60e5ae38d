"""Many at once: a row and its job are made together, and work that another did is not done again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

import events
from events import recording, registry
from events.models import Job
from events.work import Work
from tenants import clock
from tenants.errors import NoClient

INSERT = "INSERT INTO crm_product (sku, title, price_cents, currency, source, details_at, happened_at, known_at) VALUES"
ONE = "(%s, 'Lamp', 1, 'MAD', 'test', now(), now(), now())"
NEW = " ON CONFLICT (sku) DO NOTHING RETURNING id"


def products(*skus):
    statement = f"{INSERT} {', '.join([ONE] * len(skus))}{NEW}"
    return events.insert_with_job(statement, skus, "tests.read", name="product_id", key="product:", args={"fast": True})


def test_each_row_that_is_new_gets_its_job(in_a, noon):
    first = products("a", "b")
    assert [(job.key, job.args) for job in Job.objects.order_by("key")] == [
        (f"product:{pk}", {"fast": True, "product_id": pk}) for pk in sorted(first)
    ]
    assert {(job.client_id, job.state, job.due_at) for job in Job.objects.all()} == {(in_a.pk, "pending", clock.now())}
    assert len(products("b", "c")) == 1 and Job.objects.count() == 3


def test_a_row_and_its_job_stay_or_go_together(in_a):
    with pytest.raises(IntegrityError), transaction.atomic():
        products("a", None)
    assert not Job.objects.exists()


def test_text_reaches_no_job(in_a):
    with pytest.raises(ValueError, match="neither an id"):
        events.insert_with_job(f"{INSERT} {ONE}{NEW}", ["a"], "x", name="id", key="k:", args={"who": "a@b.example"})


def test_without_a_client_nothing_is_made(client_a):
    with pytest.raises(NoClient):
        products("a")


def test_what_another_has_done_is_done_unless_it_was_handed_out(in_a):
    ids = products("a", "b", "c")
    Job.objects.filter(key=f"product:{ids[1]}").update(state="sent", held_until=clock.now(), token=uuid4())
    assert events.settle([f"product:{pk}" for pk in ids[:2]]) == 1
    states = dict(Job.objects.values_list("key", "state"))
    assert [states[f"product:{pk}"] for pk in ids] == ["done", "sent", "pending"]
    assert Job.objects.get(key=f"product:{ids[0]}").finished_at is not None
    assert events.settle([]) == 0


def test_nobody_settles_another_clients_work(client_a, client_b):
    with client_a.active():
        keys = [f"product:{pk}" for pk in products("a")]
    with client_b.active():
        assert events.settle(keys) == 0
    assert connection.schema_name == "public" and Job.objects.get().state == "pending"


@pytest.fixture
def heard():
    """A subscriber that takes what waits like its own along, and writes down what it was told at once."""
    told: list[list[str]] = []

    def take(work):
        others = events.alike(work, most=2, about={"shop": work.event.data["shop"]})
        told.append([each.event.subject_id for each in (work, *others)])
        events.settle([other.key for other in others])
        if "poison" in told[-1]:
            raise RuntimeError

    for type_ in ("thing.changed", "thing.gone"):
        registry.subscribe(type_, atomic=True)(take)
    yield told
    name = registry._subscribers.pop("thing.changed")[0].name
    registry._subscribers.pop("thing.gone")
    registry._handlers.pop(name)


def tell(*things, type_="thing.changed", shop=1):
    for thing in things:
        events.publish(type_, ("thing", thing), {"shop": shop}, key=f"{type_}:{shop}:{thing}")


def test_what_waits_and_is_alike_is_done_at_once(in_a, heard, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    tell("a", "b")
    tell("c", shop=2)
    tell("d", type_="thing.gone")
    tell("e", "f")
    events.run_due()
    assert heard == [["a", "b", "e"], ["c"], ["d"], ["f"]]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_what_was_taken_along_waits_again_when_it_failed(in_a, heard, noon, monkeypatch):
    monkeypatch.setattr("events.dispatcher.LANE_LIMIT", 1)
    tell("poison", "b")
    events.run_due()
    assert heard == [["poison", "b"], ["b"]], "what failed once is taken along by nobody"
    states = Job.objects.order_by("id").values_list("state", "attempts")
    assert list(states) == [("pending", 1), ("done", 1)]


def test_what_was_handed_out_is_later_or_anothers_is_not_taken_along(client_a, client_b, heard, noon):
    with client_b.active():
        tell("b")
    with client_a.active():
        tell("a", "sent", "later")
        own, sent, later = Job.objects.filter(client=client_a).order_by("id")
        Job.objects.filter(pk=sent.pk).update(state="sent", held_until=clock.now(), token=uuid4())
        Job.objects.filter(pk=later.pk).update(due_at=clock.now() + timedelta(seconds=1))
        event = own.event
        work = Work(own.pk, own.key, {}, event, attempt=1, owner=client_a)
        with transaction.atomic():
            Job.objects.filter(pk=own.pk).update(state="done")
            assert events.alike(work, most=9, about={"shop": 1}) == []
            Job.objects.filter(pk=later.pk).update(due_at=clock.now())
            assert [each.job_id for each in events.alike(work, most=9, about={"shop": 1})] == [later.pk]
            with recording.recorded():
                assert events.alike(work, most=9, about={"shop": 1}) == [], "a rehearsal touches nobody else's"
