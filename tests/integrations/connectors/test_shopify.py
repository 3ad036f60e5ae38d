"""Shopify's own ways: errors inside 200, points, codes that exist already, tokens that leave for nowhere else."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from integrations import registry
from integrations.errors import Refused, Rejected, Temporary, Unknown
from integrations.http import turn
from tests.fakes import faults
from tests.fakes.graphql import cost
from tests.fakes.server import Reply

NOW = datetime(2026, 11, 18, tzinfo=UTC)
AGAIN = {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]}


def throttled(available, requested=100):
    return AGAIN | {"extensions": {"cost": cost(requested=requested, available=available)}}


def answering(fake, *answers):
    """Give these answers first, then those of the schema."""
    queue, usual = list(answers), fake.replies["graphql"]
    fake.replies["graphql"] = lambda call, operation: queue.pop(0) if queue else usual(call, operation)


def make_code(client):
    return client.create_discount("TEN", percent=Decimal(10), starts=NOW, ends=NOW)


def test_a_throttled_query_waits_for_its_points_and_goes_on(bound, slept):
    shop = bound("shopify")
    answering(shop.fake, throttled(available=50, requested=250))
    assert shop.client.probe()["name"] == "Maison Tazri"
    assert slept[0] == pytest.approx(2.0)


def test_a_throttled_mutation_was_not_run_and_is_sent_again(bound):
    shop = bound("shopify")
    answering(shop.fake, throttled(available=90))
    assert make_code(shop.client).endswith("/1")
    assert len(shop.fake.calls) == 2


def test_endless_throttling_is_handed_to_the_job(bound):
    shop = bound("shopify")
    answering(shop.fake, *[throttled(available=0)] * 3)
    with pytest.raises(Temporary) as caught:
        shop.client.probe()
    assert (caught.value.code, caught.value.retry_after_s) == ("rate_limited", pytest.approx(1.0))


def test_a_nearly_empty_bucket_slows_every_worker_down(bound):
    shop = bound("shopify")
    answering(shop.fake, {"data": {"shop": {"name": "x"}}, "extensions": {"cost": cost(available=100)}})
    shop.client.probe()
    assert turn.take(registry.get("shopify")).full_s == pytest.approx(1.0, abs=0.1)


def test_a_refusal_in_words_reaches_the_person(bound):
    shop = bound("shopify")
    errors = [{"field": ["code"], "message": "Code must be unique", "code": "TAKEN"}]
    answering(shop.fake, {"data": {"discountCodeBasicCreate": {"codeDiscountNode": None, "userErrors": errors}}})
    with pytest.raises(Rejected) as caught:
        make_code(shop.client)
    assert caught.value.code == "taken"
    assert "Code must be unique" in caught.value.sentence


@pytest.mark.parametrize(
    ("word", "kind", "code"),
    [
        ("ACCESS_DENIED", Rejected, "not_authorised"),
        ("INTERNAL_SERVER_ERROR", Temporary, "internal_error"),
        ("OTHER", Rejected, "bad_query"),
    ],
)
def test_an_error_inside_200_is_told_by_its_kind(bound, word, kind, code):
    shop = bound("shopify")
    answering(shop.fake, *[{"errors": [{"message": "shpat_canary no", "extensions": {"code": word}}]}] * 3)
    with pytest.raises(kind) as caught:
        shop.client.probe()
    assert caught.value.code == code
    assert "shpat_canary" not in getattr(caught.value, "detail", "")


def test_a_mutation_that_failed_inside_is_unknown(bound):
    shop = bound("shopify")
    answering(shop.fake, {"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]})
    with pytest.raises(Unknown):
        make_code(shop.client)


def test_a_dropped_mutation_is_unknown_and_the_look_up_finds_it(bound):
    shop = bound("shopify")
    shop.fake.fail(faults.DROP_AFTER_ACCEPT)
    with pytest.raises(Unknown):
        make_code(shop.client)
    assert len(shop.fake.ledger) == 1
    assert shop.client.discount("TEN")["id"].endswith("/1")


def test_a_page_that_costs_too_much_is_asked_for_in_halves(bound):
    shop = bound("shopify")
    answering(shop.fake, *[{"errors": [{"message": "x", "extensions": {"code": "MAX_COST_EXCEEDED"}}]}] * 2)
    assert shop.client.orders(size=40).rows
    assert [call.json()["variables"]["first"] for call in shop.fake.calls] == [40, 20, 10]


def test_changes_since_a_moment_are_asked_for_and_pages_go_on_from_the_cursor(bound):
    shop = bound("shopify")
    first = shop.client.orders(NOW)
    shop.client.orders(NOW, cursor=first.cursor)
    sent = [call.json()["variables"] for call in shop.fake.calls]
    assert sent[0]["query"] == "updated_at:>='2026-11-18T00:00:00+00:00'"
    assert [variables["after"] for variables in sent] == [None, "c1"]


@pytest.mark.parametrize(
    "store",
    [
        "evil.com/x.myshopify.com",
        "evil.com?.myshopify.com",
        "a.myshopify.com.evil.com",
        "-a.myshopify.com",
        "a.myshopify.com\n",
        "A.myshopify.com",
    ],
)
def test_a_token_leaves_for_no_other_host(store):
    with pytest.raises(Refused) as caught:
        registry.bind("shopify", {"SHOPIFY_STORE": store, "SHOPIFY_ACCESS_TOKEN": "x"})
    assert caught.value.code == "bad_shop"


def test_a_misspelt_field_fails_against_the_schema(bound, monkeypatch):
    from integrations.connectors.shopify import graphql

    shop = bound("shopify")
    monkeypatch.setattr(graphql, "text", lambda name: "query { shop { nmae } }")
    with pytest.raises(Rejected):
        shop.client.probe()
    assert "nmae" in shop.fake.problems[0]


def test_an_answer_without_data_is_no_empty_shop(bound):
    shop = bound("shopify")
    shop.fake.replies["graphql"] = Reply(200, {"data": None})
    with pytest.raises(Temporary):
        shop.client.probe()
