"""What every automation in the catalogue obeys."""

import json

import pytest

from automations import actions, registry
from automations.checks import catalogue_plans_only, violations
from tenants.errors import Refused

pytestmark = pytest.mark.django_db


def test_the_catalogue_plans_through_its_context_only():
    assert catalogue_plans_only(None) == []


@pytest.mark.parametrize(
    "source",
    [
        "Contact.objects.all()",
        "x = clock.now()",
        "datetime.now()",
        "import random",
        "from random import choice",
        "from time import time",
    ],
)
def test_reading_past_the_context_is_found(source):
    assert list(violations(source))


def test_the_contexts_own_time_is_fine():
    assert list(violations("due = ctx.now + delay\nctx.contacts.filter(pk=1)")) == []


@pytest.mark.parametrize("slug", [each.slug for each in registry.all()])
def test_every_automation_declares_what_pages_and_machines_need(slug):
    one = registry.get(slug)
    assert str(one.title)
    assert str(one.description) or slug == "letter"
    assert one.category
    assert json.dumps(one.Params.json_schema())
    assert one.Params.from_json({}) == one.Params.from_json(one.Params.from_json({}))
    module = type(one).__module__
    assert module == f"automations.catalog.{one.category.replace('-', '_')}.{slug.replace('-', '_')}"


def test_every_kind_of_action_is_found_by_its_slug():
    slugs = [kind.slug for kind in actions.kinds()]
    assert slugs == [actions.kind(slug).slug for slug in slugs] == sorted(set(slugs))


def test_an_unknown_name_is_refused_with_the_way_to_find_the_right_one(in_a):
    with pytest.raises(Refused) as refused:
        registry.get("no-such-thing")
    assert "automation list" in refused.value.sentence


def test_what_runs_the_platform_is_not_offered_to_clients(in_a, letter, monkeypatch):
    monkeypatch.setattr(type(letter), "scope", "platform")
    assert letter not in registry.offered(in_a)
    with pytest.raises(Refused):
        registry.get_for(in_a, "letter")
    in_a.is_agency = True
    assert registry.get_for(in_a, "letter") is letter
