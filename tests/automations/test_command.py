"""`manage.py automation`: the same services as the pages, for people at a terminal."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from automations.models import Action, Run
from integrations.mail import mailbox as stored_mail
from tests.automations.conftest import run_due, run_letter

pytestmark = pytest.mark.django_db


def ask(*words: str, client: str = "maison"):
    out = StringIO()
    call_command("automation", *words, "--client", client, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_list_and_the_health_name_each_automation(shop):
    assert {row["automation"] for row in ask("list")} >= {"at-risk-customer-flow", "churn-prediction-resilient"}
    ready = {row["automation"] for row in ask("health") if row["ready"]}
    assert ready >= {"at-risk-customer-flow", "churn-prediction-resilient"}


def test_health_names_exactly_what_is_missing(in_a):
    (series,) = (row for row in ask("health") if row["automation"] == "at-risk-customer-flow")
    assert not series["ready"]
    assert "Shopify" in series["missing"][0]
    assert "No orders were imported" in series["missing"][0]


def test_show_gives_parameters_and_last_runs(shop, contact_of):
    contact_of()
    run = run_letter()
    shown = ask("show", "letter")
    assert shown["params"]["properties"]["steps"]["maximum"] == 3
    assert [row["run"] for row in shown["runs"]] == [str(run.pk)]


def test_a_dry_run_counts_and_does_nothing(shop, contact_of):
    contact_of()
    contact_of(email="")
    found = ask("dry_run", "letter", "--params", '{"tag": "X"}')
    assert found["actions"] == {"send_email allow": 1, "tag_contact allow": 2}
    assert found["left_out"] == [{"code": "no_address", "people": 1}]
    assert not Run.objects.exists()


def test_a_run_starts_in_a_persons_name(shop, contact_of, manager):
    contact_of()
    started = ask("run", "letter", "--as", manager.email)
    assert Run.objects.get(pk=started["run"]).requested_by_id == manager.pk
    assert started["actions"] == {"released": 1}
    run_due()
    assert len(stored_mail(shop)) == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("run", "letter", "--params", "{"), "not JSON"),
        (("run", "letter", "--params", '{"steps": 9}'), "Steps"),
        (("run", "letter", "--as", "ghost@nowhere.example"), "ghost"),
        (("show", "no-such-thing"), "no-such-thing"),
        (("resolve", str(uuid4()), "--happened", "yes", "--as", "x@y.example"), "no such action"),
    ],
)
def test_a_mistake_is_answered_with_what_to_change(shop, words, problem):
    with pytest.raises(CommandError, match=problem):
        ask(*words)


def test_a_viewer_starts_nothing(shop, viewer):
    with pytest.raises(CommandError, match="role"):
        ask("run", "letter", "--as", viewer.email)


def test_an_unknown_action_is_resolved_once(shop, contact_of, smtp, manager):
    smtp(data="drop")
    contact_of()
    run_letter()
    run_due()
    action = Action.objects.get()
    words = ("resolve", str(action.pk), "--happened", "yes", "--as", manager.email)
    assert ask(*words)["state"] == "done"
    with pytest.raises(CommandError, match="Nothing to resolve"):
        ask(*words)


def test_plain_output_is_for_people(shop):
    out = StringIO()
    call_command("automation", "list", "--client", "maison", stdout=out)
    assert "Churn prediction" in out.getvalue()
