"""One door: verified on the raw body before anything else, kept once, answered at once."""

import hashlib
import hmac
import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection as database
from django.test import Client as Browser

import events
from events.models import Event, Job
from integrations import connections
from integrations.hooks import receiving, understanding
from integrations.models import Delivery, Latest
from tenants import clock
from tests.integrations.sample_service import KEY, SITE

SECRET = "canary-signing-secret"
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY, "SAMPLE_WEBHOOK_SECRET": SECRET}


@pytest.fixture
def rows(service, client_a, client_b, noon):
    """Both clients have the service connected, each with its own secret and site."""
    made = {}
    for client, secret in ((client_a, SECRET), (client_b, "the-secret-of-b")):
        with client.active():
            made[client.slug] = connections.configure("sample", {**VALUES, "SAMPLE_WEBHOOK_SECRET": secret}, by=None)
    return made


def body_of(said=None, site=SITE) -> bytes:
    return json.dumps({"site": site, "id": "o-1", "at": "2026-11-18T10:00:00+00:00", **(said or {})}).encode()


def signed(body: bytes, *, secret=SECRET, topic="updated", identity="d-1", stamp=None) -> dict[str, str]:
    stamp = stamp or str(int(clock.now().timestamp()))
    mark = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-signature": f"v0={mark}", "x-time": stamp, "x-topic": topic, "x-id": identity}


def post(client, row, body: bytes, headers: dict[str, str], path=""):
    browser = Browser(headers={"host": f"{client.slug}.localhost"}, enforce_csrf_checks=True)
    return browser.post(path or f"/hooks/sample/{row.pk}/", body, content_type="application/json", headers=headers)


def told(client, type="hook.sample.order.updated"):
    return list(Event.objects.filter(client=client, type=type).order_by("pk"))


def nothing_kept(*clients) -> bool:
    for client in clients:
        with client.active():
            if Delivery.objects.exists():
                return False
    return not Job.objects.filter(handler=receiving.HANDLER).exists()


def test_a_genuine_delivery_is_kept_answered_and_turned_into_an_event(rows, client_a):
    row, body = rows["maison"], body_of({"cents": 900, "buyer": "Kanarienvogel"})
    answer = post(client_a, row, body, signed(body))
    assert (answer.status_code, answer.content) == (200, b"")
    with client_a.active():
        assert bytes(Delivery.objects.get().body) == body and told(client_a) == []
        events.run_due()
        (event,) = told(client_a)
        assert (event.subject_kind, event.subject_id) == ("order", "o-1")
        assert event.data == {"cents": 900, "delivery": Delivery.objects.get().pk, "connection": row.pk}
        assert Delivery.objects.get().state == "done"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body, head: (body + b" ", head),
        lambda body, head: (body, {name: value for name, value in head.items() if name != "x-signature"}),
        lambda body, head: (body, {**head, "x-signature": "v0=" + "0" * 64}),
        lambda body, head: (body, {**head, "x-time": str(int(head["x-time"]) + 1)}),
        lambda body, head: (body, signed(body, stamp=str(int(head["x-time"]) - 301))),
        lambda body, head: (body, signed(body, stamp=str(int(head["x-time"]) + 301))),
        lambda body, head: (body, signed(body, secret="the-secret-of-b")),
        lambda body, head: (b"\xff\x00 not even json", head),
        lambda body, head: (b"", head),
    ],
)
def test_what_is_not_genuine_leaves_no_row(rows, client_a, client_b, spoil):
    body = body_of()
    body, head = spoil(body, signed(body))
    answer = post(client_a, rows["maison"], body, head)
    assert (answer.status_code, answer.content) == (401, b"")
    assert nothing_kept(client_a, client_b)


def test_a_genuine_delivery_of_a_does_not_hold_at_b(rows, client_a, client_b):
    body = body_of()
    assert post(client_b, rows["velmora"], body, signed(body)).status_code == 401
    assert nothing_kept(client_a, client_b)


def test_a_genuine_signature_over_another_accounts_body_is_refused(rows, client_a):
    body = body_of(site="https://somebody-else.example")
    assert post(client_a, rows["maison"], body, signed(body)).status_code == 401
    assert nothing_kept(client_a)


@pytest.mark.parametrize("path", ["/hooks/sample/999999/", "/hooks/nothing/1/", "/hooks/shopify/999999/"])
def test_an_address_that_nobody_has_is_not_found(rows, client_a, path):
    body = body_of()
    assert post(client_a, rows["maison"], body, signed(body), path=path).status_code == 404


def test_a_connection_that_was_taken_down_takes_nothing_in(rows, client_a):
    with client_a.active():
        connections.disconnect("sample", by=None)
    body = body_of()
    assert post(client_a, rows["maison"], body, signed(body)).status_code == 404


def test_without_a_secret_nothing_can_be_genuine(rows, client_a):
    from integrations import vault

    with client_a.active():
        vault.delete(rows["maison"], name="SAMPLE_WEBHOOK_SECRET", by=None)
    body = body_of()
    for secret in ("", SECRET):
        assert post(client_a, rows["maison"], body, signed(body, secret=secret)).status_code == 401
    assert nothing_kept(client_a)


def test_a_repeated_delivery_counts_once(rows, client_a):
    body = body_of()
    for _turn in range(10):
        assert post(client_a, rows["maison"], body, signed(body)).status_code == 200
    with client_a.active():
        events.run_due()
        assert Delivery.objects.count() == 1 and len(told(client_a)) == 1
    assert post(client_a, rows["maison"], body, signed(body)).status_code == 200
    with client_a.active():
        assert Delivery.objects.get().state == "done", "told again later, it is not understood again"


def test_without_an_id_what_was_said_tells_repetitions_apart(rows, client_a):
    for said in ({"cents": 1}, {"cents": 1}, {"cents": 2}):
        body = body_of(said)
        assert post(client_a, rows["maison"], body, signed(body, identity="")).status_code == 200
    long = "x" * 500
    for body in (body_of({"cents": 3}), body_of({"cents": 4})):
        assert post(client_a, rows["maison"], body, signed(body, identity=long)).status_code == 200
    with client_a.active():
        assert Delivery.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_ten_at_the_same_moment_are_one(rows, client_a):
    body, barrier, seen = body_of(), Barrier(5), []
    head = signed(body)

    def deliver():
        try:
            barrier.wait(20)
            seen.append(post(client_a, rows["maison"], body, head).status_code)
        finally:
            database.close()

    threads = [Thread(target=deliver) for _turn in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert seen == [200] * 5
    with client_a.active():
        events.run_due()
        assert Delivery.objects.count() == 1 and len(told(client_a)) == 1


def test_after_a_change_of_the_secret_both_hold_for_a_day(rows, client_a):
    with client_a.active():
        connections.configure("sample", {"SAMPLE_WEBHOOK_SECRET": "the-new-secret"}, by=None)
    for number, secret in enumerate((SECRET, "the-new-secret")):
        body = body_of()
        assert (
            post(client_a, rows["maison"], body, signed(body, secret=secret, identity=f"d{number}")).status_code == 200
        )
    clock.advance(timedelta(hours=24, seconds=1))
    body = body_of()
    assert post(client_a, rows["maison"], body, signed(body, identity="late")).status_code == 401
    assert (
        post(client_a, rows["maison"], body, signed(body, secret="the-new-secret", identity="late")).status_code == 200
    )


def test_a_service_makes_sure_of_the_address(rows, client_a):
    browser, path = Browser(headers={"host": "maison.localhost"}), f"/hooks/sample/{rows['maison'].pk}/"
    answer = browser.get(path, {"token": SECRET, "challenge": "1158201444"})
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert browser.get(path, {"token": "guessed", "challenge": "<script>"}).status_code == 401
    assert browser.put(path).status_code == 405


def test_a_body_that_is_too_large_is_refused(rows, client_a, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = body_of({"x": "y" * 2000})
    assert post(client_a, rows["maison"], body, signed(body)).status_code == 413
    assert nothing_kept(client_a)


def test_nonsense_that_is_genuine_ends_as_a_dead_job_and_is_kept(rows, client_a):
    body = body_of()
    assert post(client_a, rows["maison"], body, signed(body, topic="nonsense")).status_code == 200
    with client_a.active():
        events.run_due()
        assert Job.objects.dead().get().error_code == "nonsense"
        assert Delivery.objects.waiting().count() == 1


def test_no_body_and_no_secret_reaches_a_shared_row_or_a_log(rows, client_a, caplog):
    from tests.isolation.test_canaries import found

    body = body_of({"buyer": "Kanarienvogel"})
    post(client_a, rows["maison"], body, signed(body))
    post(client_a, rows["maison"], body + b" ", signed(body))
    events.run_due(client=client_a)
    assert found("Kanarienvogel") == found(SECRET) == set()
    assert "Kanarienvogel" not in caplog.text and SECRET not in caplog.text


def test_old_deliveries_are_forgotten_once_understood(rows, client_a):
    for identity, topic in (("one", "opened"), ("two", "nonsense")):
        body = body_of()
        post(client_a, rows["maison"], body, signed(body, identity=identity, topic=topic))
    with client_a.active():
        understanding.understand(Delivery.objects.get(delivery_id="one").pk)
        assert understanding.forget() == 0
        clock.advance(understanding.KEPT + timedelta(seconds=1))
        assert understanding.forget() == 1
        assert [each.delivery_id for each in Delivery.objects.all()] == ["two"] and not Latest.objects.exists()
