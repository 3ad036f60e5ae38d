"""The commands around credentials: they name what is set and missing, and never show a value."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from integrations import connections, dependents, environment, registry, vault
from integrations.dependents import Dependent
from integrations.models import Connection
from tenants import clock
from tests.integrations.sample_service import KEY, SITE, refreshed, stored

FILE = f"""
# The sample
export SAMPLE_SITE="{SITE}"
SAMPLE_KEY = '{KEY}'
SAMPLE_NOTE=plain words # and a remark
SAMPLE_PLAN=
JWT_SECRET=canary-not-ours
not a line
SHOPIFY_STORE=my-shop.myshopify.com
"""


def run(*words) -> str:
    out = StringIO()
    call_command(*words, "--client", "maison", stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "old.env"
    path.write_text(FILE)
    return path


def test_a_file_is_moved_into_the_vault_by_service(service, client_a, file):
    said = run("import_env", str(file))
    assert "Sample: SAMPLE_KEY, SAMPLE_NOTE, SAMPLE_SITE stored" in said and "Not used here: JWT_SECRET" in said
    with client_a.active():
        assert refreshed().config == {"SAMPLE_SITE": SITE, "SAMPLE_NOTE": "plain words"} and stored("SAMPLE_KEY") == KEY
        assert connections.status("shopify").missing == ("SHOPIFY_ACCESS_TOKEN",)
    assert KEY not in said and SITE not in said and "canary" not in said


def test_a_dry_run_stores_nothing(service, client_a, file):
    assert "would be stored" in run("import_env", str(file), "--dry-run")
    with client_a.active():
        assert not Connection.objects.exists()


def test_a_value_that_cannot_work_is_named_and_the_rest_is_stored(service, client_a, file):
    file.write_text(FILE.replace(SITE, "no-address"))
    with pytest.raises(CommandError, match="Not everything"):
        run("import_env", str(file))
    with client_a.active():
        assert not Connection.objects.filter(connector="sample").exists()
        assert Connection.objects.filter(connector="shopify").exists()


def test_a_refresh_token_is_enough_and_is_used_at_the_first_call(service, client_a, file):
    service.refresh_token = "canary-refresh-0"
    file.write_text(f"SAMPLE_SITE={SITE}\nSAMPLE_REFRESH_TOKEN=canary-refresh-0\nSAMPLE_CLIENT_ID=app-1\n")
    run("import_env", str(file))
    with client_a.active():
        assert refreshed().expires_at <= clock.now()
        assert connections.test("sample").works and stored("SAMPLE_KEY") == "canary-token-1"
        assert "SAMPLE_REFRESH_TOKEN" in vault.names(refreshed())


def test_platform_services_are_for_the_agencys_record(service, client_a):
    from dataclasses import replace

    registry._found()["sample"] = replace(registry.get("sample"), level="platform")
    with client_a.active():
        report = environment.take_over(environment.read(FILE.splitlines()))
        assert "SAMPLE_KEY" in report.agency and not Connection.objects.filter(connector="sample").exists()


@pytest.mark.parametrize("path", ["/nowhere/at/all", "/"])
def test_a_file_that_cannot_be_read_is_said_so(service, client_a, path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_env", path)


@pytest.mark.parametrize(
    ("line", "value"),
    [("A=b=c==", "b=c=="), ("A='x # y'", "x # y"), ('A="it\'s"', "it's"), ("A=x#y", "x#y"), ("  export A=1  ", "1"),
     ("A=\r\n", None),
     ("#A=1", None), ("1A=x", None), ("FAL_API_KEY=k", None)],
)  # fmt: skip
def test_lines_are_read_as_shells_read_them(line, value):
    found = environment.read([line])
    assert (found["A"].reveal() if "A" in found else None) == value


def test_names_of_elsewhere_are_known():
    assert set(environment.read(["FAL_API_KEY=k", "GOOGLE_ADS_CLIENT_ID=i"])) == {"FAL_KEY", "GOOGLE_CLIENT_ID"}


def test_the_list_says_how_each_service_stands(service, client_a):
    rows = {row["connector"]: row for row in json.loads(run("connector", "list", "--json"))}
    assert rows["sample"]["state"] == "missing" and rows["sample"]["missing"] == ["SAMPLE_SITE", "SAMPLE_KEY"]
    assert "Sample is not connected" in run("connector", "list")


def test_a_probe_calls_what_is_set_up(service, client_a):
    with client_a.active():
        connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)
    assert json.loads(run("connector", "probe", "--json"))[0]["state"] == "connected"
    service.keys.clear()
    with pytest.raises(CommandError, match="Not everything works"):
        run("connector", "probe", "sample")
    with pytest.raises(CommandError, match="no connector"):
        run("connector", "probe", "nothing")


def test_credentials_are_checked_with_what_they_block_and_where_to_get_them(service, client_a, monkeypatch):
    monkeypatch.setattr(dependents, "_finders", [lambda slug: [Dependent("sensor", f"needs-{slug}", "A sensor")]])
    with client_a.active():
        connections.configure("sample", {"SAMPLE_SITE": SITE}, by=None)
    said = run("check_credentials")
    for words in (
        "maison: 0 of",
        "set      SAMPLE_SITE",
        "missing  SAMPLE_KEY",
        "blocks   needs-sample",
        "https://sample.example/keys",
    ):
        assert words in said
    with client_a.active():
        connections.configure("sample", {"SAMPLE_KEY": KEY}, by=None)
    (row,) = [
        row for row in json.loads(run("check_credentials", "--json"))[0]["connectors"] if row["connector"] == "sample"
    ]
    assert (row["valid"], row["missing"], row["set"]) == (None, [], ["SAMPLE_KEY", "SAMPLE_SITE"])
    assert not service.calls, "nothing is called unless it is asked for"
    (row,) = [row for row in json.loads(run("check_credentials", "--probe", "--json"))[0]["connectors"]
              if row["connector"] == "sample"]  # fmt: skip
    assert row["valid"] is True and row["state"] == "connected"
    assert KEY not in said + str(row)


def test_sensors_tell_what_they_need():
    assert {"retention-sensor"} <= {each.slug for each in dependents.of("shopify")}
    assert dependents.of("nothing") == []
