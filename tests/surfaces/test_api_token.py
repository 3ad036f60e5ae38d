"""`manage.py api_token`: who may make a token for a program, and that its secret is shown once."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tenants import tokens
from tenants.errors import Refused
from tenants.models import ApiToken, LedgerEntry


def said(*words: str) -> str:
    out = StringIO()
    call_command("api_token", *words, "--client", "maison", stdout=out)
    return out.getvalue()


def made(owner, *words: str) -> dict:
    return json.loads(said("create", "workflow", "--as", owner.email, "--json", *words))


def test_a_token_is_made_listed_and_ended(client_a, owner):
    token = made(owner, "--until", "2099-12-31")
    assert token["scopes"] == "directives" and token["until"].startswith("2100-01-01T00:00")
    assert tokens.find(client_a, token["secret"]) is not None
    listed = said("list")
    assert "workflow" in listed and owner.email in listed
    assert token["secret"] not in listed and tokens.digest(token["secret"]) not in listed
    said("revoke", str(token["token"]), "--as", owner.email)
    assert tokens.find(client_a, token["secret"]) is None
    entries = LedgerEntry.objects.filter(subject_kind="apitoken").order_by("pk")
    assert [each.what for each in entries] == ["token.issued", "token.revoked"]


def test_the_secret_itself_is_kept_nowhere(client_a, owner):
    secret = made(owner)["secret"]
    assert len(secret) > 40
    assert secret not in str(list(ApiToken.objects.values_list())) + str(list(LedgerEntry.objects.values_list()))


@pytest.mark.parametrize("role", ["manager", "viewer", "outsider", "manager_b", "approver"])
def test_only_who_manages_the_client_makes_or_ends_tokens(client_b, client_a, owner, request, role):
    person = request.getfixturevalue(role)
    token, _secret = tokens.issue(client_a, name="workflow", scopes=["directives"], by=owner)
    with pytest.raises(CommandError, match="role"):
        made(person)
    with pytest.raises(CommandError, match="role"):
        said("revoke", str(token.pk), "--as", person.email)
    assert ApiToken.objects.get().revoked_at is None


def test_a_token_of_another_client_is_not_ended_here(client_b, client_a, owner, admin):
    token, _secret = tokens.issue(client_b, name="B's", scopes=["directives"], by=admin)
    with pytest.raises(CommandError, match="no such token"):
        said("revoke", str(token.pk), "--as", owner.email)
    assert "B's" not in said("list")


@pytest.mark.parametrize(
    "words",
    [("--scope", "everything"), ("--until", "2001-01-01"), ("--as", "nobody@elsewhere.example")],
)
def test_a_slip_makes_nothing(client_a, owner, words):
    with pytest.raises(CommandError):
        made(owner, *words)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_token_needs_a_name(client_a, owner, name):
    with pytest.raises(Refused, match="name"):
        tokens.issue(client_a, name=name, scopes=["directives"], by=owner)


def test_ended_twice_it_is_noted_once(client_a, owner):
    token, _secret = tokens.issue(client_a, name="workflow", scopes=["directives"], by=owner)
    assert tokens.revoke(token, by=owner) and not tokens.revoke(token, by=owner)
