"""`manage.py directive`: the plan is printed, --yes starts it, and the exit code says what is left to do."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from automations.management.commands import directive
from automations.models import DirectiveSession, Run
from tenants import context

pytestmark = pytest.mark.usefixtures("catalogue")

ORDER = "Send the greeting letter"


@pytest.fixture
def say(client_a, noon, mailbox, contact_of):
    """Call the command for client A: what it printed, and its exit code."""
    from tests.automations.conftest import orders_imported

    client_a.language = "en"
    client_a.save()
    with client_a.active():
        orders_imported()
        contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")

    def run(*words: str) -> tuple[str, int]:
        out = StringIO()
        try:
            call_command("directive", *words, "--client", "maison", stdout=out)
        except CommandError as error:
            return out.getvalue() + str(error), error.returncode
        return out.getvalue(), 0

    return run


def count(client) -> int:
    with client.active():
        return Run.objects.count()


def test_without_yes_the_plan_is_printed_and_waits(say, client_a):
    text, code = say(ORDER)
    assert code == 2
    assert "greeting-letter" in text and "effects" in text and "--yes --session" in text
    assert count(client_a) == 0


def test_with_yes_it_starts_and_says_the_run(say, client_a):
    text, code = say(ORDER, "--yes", "--params", '{"steps": 2}')
    assert code == 0
    with client_a.active():
        run = Run.objects.get()
        assert run.params["steps"] == 2
    assert str(run.pk) in text


def test_an_earlier_order_is_confirmed_or_answered(say, client_a):
    said = json.loads(say(ORDER, "--json")[0].partition("}\nNot")[0] + "}")
    assert say("--session", said["session"], "--yes")[1] == 0
    assert count(client_a) == 1
    text, code = say("Send the greeting letter with 10% off")
    assert code == 2 and "Shall it be sent without?" in text
    with client_a.active():
        asking = DirectiveSession.objects.get(state="asking")
    assert say("yes", "--session", str(asking.pk))[1] in (0, 2)


@pytest.mark.parametrize("order", ["Delete all customers", "Fly a kite", "Clean the moat"])
def test_a_refusal_ends_with_one(say, client_a, order):
    text, code = say(order, "--yes")
    assert code == 1 and "refused" in text
    assert count(client_a) == 0


def test_a_rehearsal_is_done_with_its_dry_run(say, client_a):
    assert say("Send the greeting letter. Dry run", "--yes")[1] == 0
    assert count(client_a) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Say what shall be done"),
        ((ORDER, "--params", "[]"), "JSON object"),
        ((ORDER, "--params", "{"), "not JSON"),
        ((ORDER, "--as", "nobody@elsewhere.example"), "Nobody signs in"),
        (("--session", str(uuid4())), "no such directive"),
        (("--replay", str(uuid4())), "no such directive"),
        (("x" * 5_000,), "too long"),
    ],
)
def test_a_slip_is_one_sentence(say, client_a, words, told):
    text, code = say(*words)
    assert told in text and code == 1
    assert count(client_a) == 0


def test_in_somebodys_name_their_rights_count(say, client_a, viewer, manager):
    assert "role" in say(ORDER, "--as", viewer.email)[0]
    assert say(ORDER, "--yes", "--as", manager.email)[1] == 0
    with client_a.active():
        assert Run.objects.get().requested_by_id == manager.pk


def test_at_a_terminal_it_talks(say, client_a, monkeypatch):
    said = iter(["yes", "y"])
    asked: list[str] = []
    monkeypatch.setattr(directive.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or next(said))
    text, code = say("Send the greeting letter with 10% off")
    assert code == 0 and "started" in text
    assert "Shall it be sent without?" in asked[0] and "Start it?" in asked[1]
    assert count(client_a) == 1


def test_a_replay_says_what_differs(say, client_a, contact_of):
    say(ORDER)
    with client_a.active():
        session = DirectiveSession.objects.get()
    assert "nothing differs" in say("--replay", str(session.pk))[0]
    with client_a.active():
        contact_of("Basma", spent_cents=9_000_00, automation="greeting-letter")
    text, code = say("--replay", str(session.pk))
    assert code == 0 and "effects" in text and "1 -> 2" in text
    assert context.current_or_none() is None
    assert count(client_a) == 0
