"""Prometheus reads what all processes did, by a token; nobody else reads anything."""

import hashlib
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser

import events
from events.metrics import JOBS, LAG
from integrations.http import breaker
from integrations.metrics import CALLS, SECONDS
from tenants import clock
from tenants.models import ApiToken
from tests.integrations.http.conftest import MANIFEST

TOKEN = "a-token-for-prometheus"


@pytest.fixture
def scraped(db, settings):
    """Read with the token of the environment; the text."""
    settings.METRICS_TOKEN = TOKEN
    cache.clear()

    def read(token: str = TOKEN) -> tuple[int, str]:
        answer = Browser(headers={"host": "localhost", "authorization": f"Bearer {token}"}).get("/metrics")
        return answer.status_code, answer.content.decode()

    return read


def given(client, scopes=("metrics",), **fields) -> str:
    ApiToken.objects.create(
        client=client, name="Prometheus", digest=hashlib.sha256(b"own").hexdigest(), scopes=list(scopes),
        created_at=clock.now(), **fields,
    )  # fmt: skip
    return "own"


def test_it_shows_counters_histograms_and_gauges_in_prometheus_form(scraped):
    CALLS.add("shopify", "ok", by=2)
    for seconds in (0.05, 0.2, 99.0):
        SECONDS.observe(seconds, "shopify")
    status, text = scraped()
    assert status == 200
    for line in (
        'agency_service_calls_total{connector="shopify",outcome="ok"} 2.0',
        'agency_service_call_seconds_bucket{connector="shopify",le="0.1"} 1.0',
        'agency_service_call_seconds_bucket{connector="shopify",le="0.3"} 2.0',
        'agency_service_call_seconds_bucket{connector="shopify",le="+Inf"} 3.0',
        'agency_service_call_seconds_count{connector="shopify"} 3.0',
        "agency_jobs_dead 0.0",
        "agency_oldest_due_seconds 0.0",
    ):
        assert line in text.splitlines(), line


@pytest.mark.parametrize("said", ["", "wrong", TOKEN + "x"])
def test_without_the_token_nothing_is_said(scraped, said):
    CALLS.add("shopify", "ok")
    status, text = scraped(said)
    assert (status, text) == (401, "")


def test_where_no_token_was_set_none_opens(scraped, settings):
    settings.METRICS_TOKEN = ""
    assert scraped("")[0] == scraped(TOKEN)[0] == 401


def test_a_token_of_the_agency_with_the_scope_opens(scraped, client_a):
    client_a.is_agency = True
    client_a.save()
    assert scraped(given(client_a))[0] == 200


@pytest.mark.parametrize(
    ("is_agency", "scopes", "fields"),
    [
        (False, ["metrics"], {}),
        (True, ["orders"], {}),
        (True, ["metrics"], {"revoked": True}),
        (True, ["metrics"], {"expired": True}),
    ],
)
def test_a_clients_own_an_unfit_and_an_ended_token_do_not(scraped, client_a, is_agency, scopes, fields):
    client_a.is_agency = is_agency
    client_a.save()
    now = clock.now()
    times = {"revoked_at": now} if "revoked" in fields else {}
    times |= {"expires_at": now - timedelta(seconds=1)} if "expired" in fields else {}
    assert scraped(given(client_a, scopes, **times))[0] == 401


def test_a_clients_host_has_no_such_page(scraped, client_a):
    answer = Browser(headers={"host": f"{client_a.slug}.localhost", "authorization": f"Bearer {TOKEN}"}).get("/metrics")
    assert answer.status_code == 404


def test_jobs_are_counted_by_handler_and_end(scraped, in_a, monkeypatch):
    from events import registry

    def broken(work):
        raise ValueError("a@shop.example")

    for name, function in (("tests.fine", lambda work: None), ("tests.broken", broken)):
        monkeypatch.setitem(registry._handlers, name, registry.Handler(name, function, 1, 60, True, None))
        events.enqueue(name, key=name)
    events.run_due()
    _status, text = _outside(scraped, in_a)
    assert 'agency_jobs_total{handler="tests.fine",outcome="done"} 1.0' in text
    assert 'agency_jobs_total{handler="tests.broken",outcome="dead"} 1.0' in text
    assert 'agency_job_lag_seconds_count{handler="tests.fine"} 1.0' in text
    assert "agency_jobs_dead 1.0" in text and "shop.example" not in text
    assert JOBS.labels == ("handler", "outcome") and LAG.labels == ("handler",)


def test_a_service_that_is_left_alone_shows_until_it_answers(scraped, in_a):
    for _ in range(breaker.FAILURES):
        breaker.failed(MANIFEST)
    assert 'agency_breakers_open{connector="testing"} 1.0' in _outside(scraped, in_a)[1]
    breaker.worked(MANIFEST)
    assert "agency_breakers_open{" not in _outside(scraped, in_a)[1]


def _outside(scraped, client):
    """As Prometheus asks: in nobody's context."""
    from contextvars import Context

    return Context().run(scraped)


def test_nothing_of_a_client_is_in_it(scraped, in_a):
    CALLS.add("shopify", "ok")
    events.enqueue("automations.plan", {"run_id": "none"}, key="x")
    text = _outside(scraped, in_a)[1]
    assert in_a.slug not in text and in_a.name not in text
