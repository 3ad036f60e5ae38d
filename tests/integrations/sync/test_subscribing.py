"""Having the shop tell us by itself: every topic, with the rights that were consented to, before all is read."""

from pathlib import Path

import pytest

import events
from crm.models import Order
from integrations import registry
from integrations.connectors.shopify import graphql
from integrations.connectors.shopify.client import Shopify
from integrations.errors import Temporary
from integrations.models import Connection
from integrations.sync import pulling, subscribing
from tests.fakes import shopify_scopes

QUERIES = Path(graphql.__file__).parent / "queries"


def test_every_topic_is_asked_for_once(shop):
    assert subscribing.subscribe() == len(subscribing.TOPICS) == len(shop.subscribed)
    row = Connection.objects.get(connector="shopify")
    assert {each["uri"].partition("/hooks/")[2] for each in shop.subscribed} == {f"shopify/{row.pk}/"}
    assert subscribing.subscribe() == 0
    shop.subscribed.pop()
    assert subscribing.subscribe() == 1


def test_what_people_consent_to_is_enough_for_every_topic_and_every_question(shop):
    granted, schema = registry.get("shopify").oauth.scopes, shop.fake.contract.schema
    needed = shopify_scopes.of_topics(schema)
    assert [topic for topic in subscribing.TOPICS if not shopify_scopes.covers(granted, needed[topic])] == []
    assert needed["CUSTOMERS_MERGE"] == {"read_customer_merge"}, "the schema names rights, and they are understood"
    for name in sorted(each.stem for each in QUERIES.glob("*.graphql") if "fragment" not in each.name):
        for thing, scopes in shopify_scopes.of_query(schema, graphql.text(name)).items():
            assert shopify_scopes.covers(granted, scopes), f"{name} touches {thing}"
    shop.granted = frozenset(granted)
    assert subscribing.subscribe() == len(subscribing.TOPICS)


def test_one_topic_that_is_refused_ends_no_other(shop):
    shop.granted = frozenset(registry.get("shopify").oauth.scopes) - {"read_customer_merge"}
    assert subscribing.subscribe() == len(subscribing.TOPICS) - 1
    assert {each["topic"] for each in shop.subscribed} == set(subscribing.TOPICS) - {"CUSTOMERS_MERGE"}
    shop.granted = None
    assert subscribing.subscribe() == 1, "once it is allowed it is asked for again"


def test_a_shop_that_does_not_answer_is_asked_for_no_other_topic(shop, monkeypatch):
    asked: list[str] = []

    def tired(_self, topic, _uri):
        asked.append(topic)
        raise Temporary("later", code="rate_limited")

    monkeypatch.setattr(Shopify, "create_webhook", tired)
    with pytest.raises(Temporary):
        subscribing.subscribe()
    assert len(asked) == 1


def test_without_a_signing_secret_nothing_is_asked_for(shop):
    from integrations import vault

    vault.delete(Connection.objects.get(connector="shopify"), name="SHOPIFY_API_SECRET", by=None)
    assert subscribing.subscribe() == 0 and shop.subscribed == []


def test_a_shop_that_is_connected_is_read_and_asked_by_itself(shop):
    shop.order(1, shop.customer(1, "a@shop.example"))
    events.run_due()
    assert Order.objects.count() == 1 and len(shop.subscribed) == len(subscribing.TOPICS)


def test_the_shop_is_asked_to_tell_even_while_reading_it_fails(shop, monkeypatch):
    def slow(**_more):
        raise Temporary("slow down", code="rate_limited")

    monkeypatch.setattr(pulling, "pull", slow)
    events.run_due()
    assert len(shop.subscribed) == len(subscribing.TOPICS), "what happens during a long first reading is heard"


def test_a_shop_is_asked_to_tell_again_with_every_poll(shop):
    events.run_due()
    shop.subscribed.clear()
    events.enqueue("integrations.poll_shop", {}, key="poll")
    events.run_due()
    assert len(shop.subscribed) == len(subscribing.TOPICS)
