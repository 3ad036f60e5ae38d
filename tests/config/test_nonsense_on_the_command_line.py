"""Whatever is typed after `manage.py`, the answer is one sentence that names it, and no traceback."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from events.models import Job
from sensors.models import Goal
from tenants import clock

NOBODY = "00000000-0000-0000-0000-000000000000"
HERE = ("--client", "maison")
RUN = ("automation", "run", "churn-prediction-resilient", *HERE)


def answer(*words: str) -> str:
    """The sentence with which the command refuses."""
    with pytest.raises(CommandError) as refused:
        call_command(*words, stdout=StringIO(), stderr=StringIO())
    assert str(refused.value).count("\n") == 0
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("jobs", "list", "--limit", "0"), "“0” is no number of lines"),
        (("jobs", "list", "--limit=-5"), "“-5” is no number of lines"),
        (("jobs", "list", "--limit", "²"), "“²” is no number of lines"),
        (("jobs", "list", "--client", "nobody"), "“nobody”"),
        (("jobs", "show", "9" * 30), "There is no job 999"),
        (("jobs", "replay", "-1", "--as", "x@y.example"), "There is no job -1"),
        (("ledger", "verify", "--client", "nobody"), "“nobody”"),
        (("up", "--port", "0"), "'0' is no port"),
        (("up", "--port", "65536"), "'65536' is no port"),
        (("up", "--port=-1"), "'-1' is no port"),
        (("run_local", "--port", "70000"), "'70000' is no port"),
        ((*RUN, "--params", "{bad"), "This is not JSON"),
        ((*RUN, "--params", "[1]"), "Parameters are a JSON object"),
        ((*RUN, "--params", "null"), "Parameters are a JSON object"),
        ((*RUN, "--params", '{"depth": ' + "[" * 50 + "]" * 50 + "}"), "too large or too deep"),
        ((*RUN, "--params", '{"no_such": 1}'), "no_such: no such parameter"),
        ((*RUN, "--as", "x@y.example"), "x@y.example"),
        (("automation", "show", "drop table", *HERE), "“drop table”"),
        (("automation", "resolve", NOBODY, "--happened", "yes", "--as", "x", *HERE), "no such action"),
        (("automation", "list", "--client", "nobody"), "nobody"),
        (("autonomy", "tick", "--client", "nobody"), "nobody"),
        (("approvals", "show", NOBODY), f"no review {NOBODY}"),
        (("approvals", "approve", NOBODY, "--as", "x"), f"no review {NOBODY}"),
        (("approvals", "list", "--client", "nobody"), "“nobody”"),
        (("sensor", "read", "no-such-sensor", *HERE), "“no-such-sensor”"),
        (("sensor", "read", *HERE), "say --all"),
        (("goal", "set", "no_such_metric", "5", *HERE), "“no_such_metric”"),
        (("goal", "set", "repeat_buyers_90d", "50", "--by", "1999-01-01", *HERE), "1999-01-01"),
        (("goal", "drop", "repeat_buyers_90d", *HERE), "no open goal"),
        (("validate_client", "nobody"), "“nobody”"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)
def test_each_command_names_what_it_cannot_use(client_a, words, named):
    assert named in answer(*words)


def test_with_two_clients_a_command_asks_which_one_and_lists_them(client_a, client_b):
    assert "maison, velmora" in answer("sensor", "read", "--all")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12) | st.from_regex(r"-?[0-9]{1,4}[.,eE]?[0-9]{0,4}", fullmatch=True))
@example("1e400")
@example("nan")
@example("-0")
@example("１２")
@example("5\x00")
def test_a_goal_is_a_share_that_exists_or_is_not_set(client_a, target):
    try:
        call_command("goal", "set", "repeat_buyers_90d", f" {target}", *HERE, stdout=StringIO())
    except CommandError as refused:
        assert "Traceback" not in str(refused)
        return
    with client_a.active():
        assert 0 <= Goal.objects.newest_first()[0].target <= 100


def test_the_list_of_jobs_is_as_long_as_asked(client_a):
    for number in range(3):
        Job.objects.create(
            client=client_a, handler="x", key=f"k{number}", due_at=clock.now(), created_at=clock.now(), state="dead"
        )
    out = StringIO()
    call_command("jobs", "list", "--limit", "2", stdout=out)
    assert len(out.getvalue().splitlines()) == 2
