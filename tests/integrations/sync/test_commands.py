"""Reading a shop and answering people from the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.models import Order
from integrations import connections
from integrations.models import PrivacyRequest
from tenants.models import LedgerEntry


def said(*line: str) -> str:
    out = StringIO()
    call_command(*line, stdout=out)
    return out.getvalue()


def test_reading_tells_how_far_it_is(shop, in_a):
    person = shop.customer(1, "a@shop.example")
    for number in range(1, 121):
        shop.order(number, person)
    out = said("sync_shop", "--client", in_a.slug)
    assert "orders      41 %" in out and "orders     100 %" in out
    assert Order.objects.count() == 120


def test_a_client_without_a_shop_is_told_so(shop, in_a):
    connections.disconnect("shopify", by=None)
    with pytest.raises(CommandError, match="no shop connected"):
        said("sync_shop", "--client", in_a.slug)


def test_a_question_is_shown_with_its_document_until_it_was_passed_on(shop, tell, in_a):
    shop.customer(1, "a@shop.example")
    who = {"customer": {"id": 1, "email": "a@shop.example"}, "data_request": {"id": 42}}
    tell("customers/data_request", who)
    first, _line, document = said("privacy_requests", "--client", in_a.slug).partition("\n")
    assert first.startswith("42  asked") and json.loads(document)["found"] == []
    assert "Nobody waits" in said("privacy_requests", "--client", in_a.slug, "--answered", "42")
    assert PrivacyRequest.objects.get().answered_at is not None
    assert LedgerEntry.objects.filter(what="privacy.answered").count() == 1
    with pytest.raises(CommandError, match="No open request"):
        said("privacy_requests", "--client", in_a.slug, "--answered", "42")
