"""`manage.py sensor` and `manage.py goal`, as a person at a terminal uses them."""

import json
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from integrations import registry as connectors
from sensors.base import Read
from sensors.models import Goal, Reading
from tests.sensors.shop import install, shop


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_list_names_every_sensor(_rows):
    rows = json.loads(run("sensor", "list", "--json"))
    costs = {row["sensor"]: row["calls"] for row in rows}
    assert (costs["retention-sensor"], costs["cost-tracking-sensor"], costs["ga4-sensor"]) == (0, 0, 1)
    assert "retention-sensor" in run("sensor", "list")


def test_read_all_prints_status_pressure_and_reason(client_a, noon):
    with client_a.active():
        shop(noon, [1, 1, 1, 2, 3])
    printed = run("sensor", "read", "--all", "--client", client_a.slug)
    (retention,) = [line for line in printed.splitlines() if line.startswith("retention-sensor")]
    assert "ok" in retention
    assert "60.0" in retention
    (ads,) = [line for line in printed.splitlines() if line.startswith("meta-ads-sensor")]
    assert "blocked" in ads
    assert "META_ACCESS_TOKEN" in ads


def test_read_one_as_json_carries_source_and_time(client_a, noon):
    with client_a.active():
        shop(noon, [1, 2])
    (row,) = json.loads(run("sensor", "read", "retention-sensor", "--client", client_a.slug, "--json"))
    assert (row["status"], row["pressure"]) == ("ok", 50.0)
    assert row["source"]
    assert row["source_at"]
    assert row["at"] == noon.isoformat()


@pytest.mark.parametrize("words", [(), ("--all", "retention-sensor")])
def test_read_wants_names_or_all(client_a, words):
    with pytest.raises(CommandError, match="--all"):
        run("sensor", "read", *words, "--client", client_a.slug)


def test_a_wrong_name_is_refused_before_anything_is_read(client_a):
    with pytest.raises(CommandError, match="sensor list"):
        run("sensor", "read", "cost-tracking-sensor", "no-sensor", "--client", client_a.slug)
    with client_a.active():
        assert not Reading.objects.exists()


def test_with_several_clients_the_choice_is_asked_for(client_a, client_b):
    with pytest.raises(CommandError, match=client_b.slug):
        run("sensor", "read", "--all")
    with pytest.raises(CommandError, match=client_a.slug):
        run("sensor", "health", "--client", "nobody")


def test_health_says_what_is_missing_and_fails_on_an_error(client_a, noon, monkeypatch):
    rows = {row["sensor"]: row for row in json.loads(run("sensor", "health", "--client", client_a.slug, "--json"))}
    assert rows["ga4-sensor"]["missing"] == list(connectors.get("ga4").required())
    assert rows["cost-tracking-sensor"]["ready"] is True
    assert rows["cost-tracking-sensor"]["status"] == "unknown"
    install(monkeypatch, lambda tools: 1 / 0)
    run("sensor", "read", "probe-sensor", "--client", client_a.slug)
    with pytest.raises(SystemExit) as ended:
        run("sensor", "health", "--client", client_a.slug)
    assert ended.value.code == 1


def test_health_is_a_table_with_reason_latency_and_the_page_where_credentials_come_from(client_a, noon):
    with client_a.active():
        shop(noon, [1, 1, 1, 2, 3])
    run("sensor", "read", "--all", "--client", client_a.slug)
    head, *lines = run("sensor", "health", "--client", client_a.slug).splitlines()
    assert head.split() == ["SENSOR", "STATUS", "LEVEL", "LATENCY", "REASON"]
    rows = dict(pairwise(lines))
    (retention,) = [line for line in lines if line.startswith("retention-sensor")]
    assert "60.0" in retention
    assert " ms  " in retention
    assert not rows[retention].startswith(" "), "imported orders are enough: nothing is asked for"
    (search,) = [line for line in lines if line.startswith("gsc-sensor")]
    assert "blocked" in search
    assert rows[search].split(" -> ") == [
        f"{'':<28}Google Search Console: GSC_SITE_URL, GSC_ACCESS_TOKEN", connectors.get("gsc").setup_url,
    ]  # fmt: skip
    assert "1 ok" in lines[-1]
    assert "blocked" in lines[-1]


def test_what_a_service_said_cannot_write_on_the_terminal(client_a, noon, monkeypatch):
    reason = "CJ refused it: \x1b[2J\x07gone\nok-sensor  ok"
    install(monkeypatch, lambda tools: Read.unknown(reason))
    for words in (("read", "probe-sensor"), ("health",)):
        printed = run("sensor", *words, "--client", client_a.slug)
        assert "CJ refused it" in printed
        assert "\x1b" not in printed and "\x07" not in printed
        assert not any(line.startswith("ok-sensor") for line in printed.splitlines())


def test_health_names_every_way_of_several_and_none_where_nothing_lacks(client_a, noon):
    rows = {row["sensor"]: row for row in json.loads(run("sensor", "health", "--client", client_a.slug, "--json"))}
    ways = {way["service"]: way["link"] for way in rows["supplier-health-sensor"]["connect"]}
    assert ways == {slug: connectors.get(slug).setup_url for slug in ("cjdropshipping", "bigbuy")}
    assert rows["supplier-health-sensor"]["latency_ms"] is None, "it was never read"
    assert rows["cost-tracking-sensor"]["connect"] == []
    assert rows["voice-quality-sensor"]["missing"] and not rows["voice-quality-sensor"]["connect"]


def test_a_goal_is_set_listed_and_dropped(client_a, noon):
    with client_a.active():
        shop(noon, [1, 2])
    run("sensor", "read", "retention-sensor", "--client", client_a.slug)
    printed = run("goal", "set", "repeat_buyers_90d", "55", "--by", "2027-03-31", "--client", client_a.slug)
    assert "55%" in printed
    assert "50%" in printed
    assert "repeat_buyers_90d" in run("goal", "list", "--client", client_a.slug)
    run("goal", "drop", "repeat_buyers_90d", "--client", client_a.slug)
    with client_a.active():
        assert Goal.objects.get().state == "dropped"


def test_a_goal_is_given_to_one_of_the_clients_people(client_a, noon, manager, approver):
    words = ("goal", "set", "repeat_buyers_90d", "55", "--client", client_a.slug, "--owner")
    assert f"owned by {manager.name}" in run(*words, manager.email.upper())
    with client_a.active():
        assert Goal.objects.get().owner_id == manager.pk
    with pytest.raises(CommandError, match=manager.email):
        run(*words, approver.email)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("repeat_buyers_90d", "many"), "many"),
        (("repeat_buyers_90d", "155"), "100"),
        (("happiness", "55"), "repeat_buyers_90d"),
        (("repeat_buyers_90d", "55", "--by", "soon"), "soon"),
        (("repeat_buyers_90d", "55", "--by", "2020-01-01"), "2020-01-01"),
    ],
)
def test_a_wrong_goal_is_explained(client_a, noon, words, says):
    with pytest.raises(CommandError, match=says):
        run("goal", "set", *words, "--client", client_a.slug)


def test_without_goals_the_figures_are_named(client_a):
    assert "repeat_buyers_90d" in run("goal", "list", "--client", client_a.slug)
