"""Many at once: a row and its job are made together, and work that another did is not done again."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

import events
from events.models import Job
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
