"""Figures add up over processes, name nobody, and never get in the way of work."""

import subprocess
import sys

import pytest
import redis
from django.core.cache import cache

from tenants import metrics
from tenants.metrics import Metric, counted, gathered

CALLS = Metric("test_calls", "Calls.", ("connector", "outcome"))
SECONDS = Metric("test_seconds", "Seconds.", ("connector",), (0.5, 1.0))


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def test_counts_add_up_under_their_labels():
    CALLS.add("shopify", "ok")
    CALLS.add("shopify", "ok")
    CALLS.add("shopify", "refused", by=3)
    assert counted() == {("test_calls", "", "shopify", "ok"): 2, ("test_calls", "", "shopify", "refused"): 3}


def test_a_measured_figure_falls_into_the_first_bucket_that_holds_it():
    for figure in (0.1, 0.5, 0.7, 9.0):
        SECONDS.observe(figure, "shopify")
    parts = {key[1]: figure for key, figure in counted().items()}
    assert parts == {"0.5": 2, "1.0": 1, "+Inf": 1, "sum": pytest.approx(10.3)}


@pytest.mark.parametrize("typed", ["a@shop.example", "Maison Tazri", "", "9", "x" * 200, "<script>"])
def test_what_is_no_word_of_ours_becomes_no_label(typed):
    CALLS.add(typed, "ok")
    assert set(counted()) == {("test_calls", "", "other", "ok")}


def test_every_label_has_to_be_said():
    with pytest.raises(ValueError, match="labels"):
        CALLS.add("shopify")


def test_a_batch_leaves_at_once_at_its_end_even_when_it_fails():
    with pytest.raises(ZeroDivisionError), gathered():
        CALLS.add("shopify", "ok")
        with gathered():
            CALLS.add("shopify", "ok")
        assert counted() == {}
        _ = 1 / 0
    assert counted() == {("test_calls", "", "shopify", "ok"): 2}


def test_another_process_counts_into_the_same_figures(tmp_path):
    """Without Django: what a worker does is a hash field moved on in the key store."""
    CALLS.add("shopify", "ok")
    (field,) = metrics.store().hkeys(metrics.KEY)
    place = metrics.store().connection_pool.connection_kwargs
    code = (
        "import redis, sys; redis.Redis(host=sys.argv[1], port=int(sys.argv[2]), db=int(sys.argv[3]),"
        " password=sys.argv[4] or None).hincrbyfloat(sys.argv[5], sys.argv[6], 1)"
    )
    words = [place["host"], place["port"], place.get("db", 0), place.get("password") or "", metrics.KEY, field.decode()]
    subprocess.run([sys.executable, "-c", code, *map(str, words)], check=True)
    assert counted() == {("test_calls", "", "shopify", "ok"): 2}


def test_without_the_key_store_work_goes_on(monkeypatch, caplog):
    def away():
        raise redis.ConnectionError

    monkeypatch.setattr(metrics, "store", away)
    CALLS.add("shopify", "ok")
    assert "metrics_key_store_away" in caplog.text
