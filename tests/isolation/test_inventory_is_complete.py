"""Every way in wears a door, and the tests know what each blank in an address stands for."""

from django.apps import apps
from django.conf import settings
from django.urls import path

from surfaces.inventory import everything
from tests.isolation.conftest import NOBODYS

OF_CLIENTS = set(settings.TENANT_APPS)


def entries(kind: str) -> list:
    return [entry for entry in everything() if entry.kind == kind]


def test_no_address_is_without_a_door():
    assert [entry for entry in everything() if entry.door == "none"] == []


def test_every_kind_of_entry_is_found():
    assert {entry.kind for entry in everything()} == {"route", "handler", "schedule", "task", "command"}
    assert len(entries("route")) > 100
    assert {entry.host for entry in entries("route")} == {"client", "public"}


def test_each_blank_of_an_address_is_one_that_these_tests_can_fill():
    unknown = {blank: entry.name for entry in entries("route") for blank in set(entry.blanks) - set(NOBODYS)}
    assert not unknown, f"say in NOBODYS what these stand for: {unknown}"


def test_an_address_with_a_view_that_wears_no_door_shows_as_none(monkeypatch):
    from config import urls

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("back/", lambda request: None)])
    (found,) = [entry for entry in everything() if entry.door == "none"]
    assert (found.host, found.address) == ("client", "/back/")


def related_models() -> list[tuple[str, str]]:
    """Every relation that leads from a client's row to a shared one, or back."""
    return [
        (str(model._meta), f"{field.name} -> {field.related_model._meta}")
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model not in (None, "self")
        and is_shared(model) != is_shared(field.related_model)
    ]


def is_shared(model) -> bool:
    return apps.get_app_config(model._meta.app_label).name not in OF_CLIENTS


def test_no_relation_crosses_schemas():
    assert related_models() == []
    assert any(is_shared(model) for model in apps.get_models())
    assert any(not is_shared(model) for model in apps.get_models())


def test_a_relation_that_crosses_schemas_would_be_seen(monkeypatch):
    monkeypatch.setattr("tests.isolation.test_inventory_is_complete.OF_CLIENTS", OF_CLIENTS | {"reviews"})
    assert ("reviews.review", "client -> tenants.client") in related_models()
