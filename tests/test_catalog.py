"""The catalogue as a whole: how many there are, and that nothing is shown as built that is not."""

import csv
import json

import pytest

from automations import registry
from automations.base import Automation, register
from automations.sensing import sensing
from sensors import registry as sensor_registry
from tenants.errors import Refused
from tenants.models import Client

ALL, SENSORS = 121, 19
LANGUAGES = {"en", "fr", "es", "ar"}


def declared():
    return {each.slug: each for each in registry.declared() if each.category != "tests"}


def test_the_whole_catalogue_is_declared():
    assert len(declared()) == ALL
    assert len(sensing()) == SENSORS == len(sensor_registry.all())


def test_the_catalogue_is_the_customers(shared_dir):
    with (shared_dir / "catalogue.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == ALL
    assert set(declared()) == set(rows)
    for slug, one in declared().items():
        row = rows[slug]
        assert (one.category, one.scope) == (row["category"], row["scope"]), slug
        assert set(one.said().declared()) <= {name.rstrip("?") for name in row["inputs"].split(",")}, slug


def test_what_is_not_built_declares_every_input(shared_dir):
    with (shared_dir / "catalogue.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for slug, one in declared().items():
        if not one.is_built:
            inputs = [name.rstrip("?") for name in rows[slug]["inputs"].split(",")]
            assert list(one.Params.declared()) == inputs, slug
            assert one.risk == rows[slug]["risk_class"], slug


def test_what_is_only_declared_is_never_counted_as_built():
    built = {each.slug for each in registry.all()}
    coming = {slug for slug, one in declared().items() if not one.is_built}
    assert all(isinstance(each, Automation) for each in registry.all())
    assert coming and not coming & built
    for slug in ("google-maps-scraper", "blog-generator-resilient"):
        assert slug in coming
        assert registry.known(slug) is None
        with pytest.raises(Refused) as refused:
            registry.get(slug)
        assert refused.value.code == "not_built"


def test_what_runs_the_platform_does_not_exist_for_a_client():
    with pytest.raises(Refused) as refused:
        registry.get_for(Client(is_agency=False), "create-client")
    assert refused.value.code == "no_such_automation"
    with pytest.raises(Refused) as refused:
        registry.get_for(Client(is_agency=True), "create-client")
    assert refused.value.code == "not_built"


def test_every_declaration_can_be_asked_for_in_four_languages():
    titles = [str(each.title) for each in declared().values()]
    assert len(set(titles)) == len(titles)
    for slug, one in declared().items():
        assert set(one.synonyms) == LANGUAGES, slug
        assert all(len(words) >= 2 for words in one.synonyms.values()), slug
        assert str(one.title) and str(one.description), slug
        assert json.dumps(one.Params.json_schema()), slug


def test_a_file_stands_where_its_category_and_name_say():
    for slug, one in declared().items():
        if one.category != "sensors":
            where = f"automations.catalog.{one.category.replace('-', '_')}.{slug.replace('-', '_')}"
            assert type(one).__module__ == where


def test_two_files_cannot_declare_one_name():
    known = declared()["rfm-segmentation"]
    with pytest.raises(ValueError, match="rfm-segmentation"):
        register(type("Copy", (type(known),), {"slug": "rfm-segmentation", "__module__": "elsewhere"}))
