"""The connectors, and where their addresses may lead."""

import pytest

from integrations import registry
from integrations.manifest import Manifest
from tenants.errors import Refused
from tests.integrations.http.conftest import MANIFEST


def manifest(**changes: object) -> Manifest:
    return Manifest(**{**MANIFEST.__dict__, **changes})


@pytest.mark.parametrize(
    "base", ["https://proxy.example/x/", "http://127.0.0.1:9/", "http://localhost:9", "http://[::1]:9"]
)
def test_an_address_can_be_set_for_tests_and_proxies(monkeypatch, base):
    monkeypatch.setenv("TESTING_API_BASE", base)
    assert manifest().base({}) == base.rstrip("/")


@pytest.mark.parametrize(
    "base",
    [
        "http://proxy.example",
        "http://10.0.0.1",
        "http://127.0.0.1.evil.example",
        "ftp://127.0.0.1",
        "https://",
        "proxy",
    ],
)
def test_plain_http_leaves_this_machine_for_nowhere(monkeypatch, base):
    monkeypatch.setenv("TESTING_API_BASE", base)
    with pytest.raises(Refused):
        manifest().base({})


def test_in_production_not_even_this_machine_is_called_plainly(monkeypatch, settings):
    settings.DEBUG = settings.TESTING = False
    monkeypatch.setenv("TESTING_API_BASE", "http://127.0.0.1:9")
    with pytest.raises(Refused):
        manifest().base({})


def test_an_address_is_filled_with_the_clients_values(monkeypatch):
    own = manifest(base_url="https://{STORE}/admin", other_bases={"upload": "https://up.example"})
    assert own.base({"STORE": "a.example"}) == "https://a.example/admin"
    monkeypatch.setenv("TESTING_UPLOAD_API_BASE", "http://127.0.0.1:9")
    assert own.base({}, "upload") == "http://127.0.0.1:9"


def test_an_unknown_connector_is_refused():
    with pytest.raises(Refused) as caught:
        registry.get("nothing-of-the-kind")
    assert caught.value.code == "unknown_connector"


def test_every_manifest_is_complete():
    for found in registry.all():
        assert found.title, found.slug
        assert found.version, found.slug
        assert found.docs.startswith("https://"), found.slug
        assert found.setup_url.startswith("https://") or found.slug == "smtp", found.slug
        names = [credential.name for credential in found.credentials]
        assert len(names) == len(set(names)), found.slug
        assert all(
            name.isupper() and credential.label for name, credential in zip(names, found.credentials, strict=True)
        )
        if found.base_url:
            assert found.base_url.startswith(("https://", "{")), found.slug
            assert found.rate.per_s or found.rate.per_minute, found.slug


def test_missing_credentials_are_named():
    for found in registry.all():
        names = [*found.required(), *(" | ".join(group) for group in found.alternatives)]
        for name in names:
            values = dict.fromkeys([*found.required(), *(group[0] for group in found.alternatives)], "x")
            values |= dict.fromkeys(name.split(" | "), "")
            with pytest.raises(Refused) as caught:
                registry.bind(found.slug, values)
            assert name in caught.value.sentence
