"""Which token opens which address: never a foreign one, never a cookie, and not too often."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from automations.models import DirectiveSession
from tenants import clock, tokens
from tenants.models import ApiToken

ORDER = {"text": "Send the greeting letter"}


def test_every_wrong_token_gets_the_same_words(client_b, manager_b, post, client_a, owner, secret):
    ended, gone = (tokens.issue(client_a, name=name, scopes=["directives"], by=owner) for name in ("ended", "old"))
    tokens.revoke(ended[0], by=owner)
    ApiToken.objects.filter(pk=gone[0].pk).update(expires_at=clock.now())
    foreign = ApiToken.objects.create(
        client=client_b, name="B's", digest=tokens.digest("3a_of-b"), scopes=["directives"], created_by=manager_b,
        created_at=clock.now(),
    )  # fmt: skip
    wrong = (None, "", "3a_guessed", ended[1], gone[1], "3a_of-b", secret[:-1])
    answers = [post(ORDER, token=token) for token in wrong]
    assert {status for status, _said in answers} == {401}
    assert len({str(said) for _status, said in answers}) == 1
    assert foreign.used_at is None
    with client_a.active():
        assert not DirectiveSession.objects.exists()


def test_a_token_of_a_is_nothing_at_b(client_b, post, secret):
    assert post(ORDER, host="velmora")[0] == 401
    assert post(ORDER, host="velmora")[1] == post(ORDER, host="velmora", token="3a_guessed")[1]


def test_a_session_of_another_token_does_not_exist(post, client_a, owner):
    _status, said = post(ORDER)
    _token, other = tokens.issue(client_a, name="other", scopes=["directives"], by=owner)
    foreign = post({"session": said["session"], "confirm": True}, token=other)
    assert foreign == post({"session": "00000000-0000-4000-8000-000000000000", "confirm": True}, token=other)
    assert foreign[0] == 404


def test_a_scope_that_is_missing_is_named(post, client_a, owner):
    _token, other = tokens.issue(client_a, name="figures", scopes=["metrics"], by=owner)
    status, said = post(ORDER, token=other)
    assert (status, said["code"]) == (403, "no_scope")
    assert "directives" in said["detail"]


def test_a_cookie_is_no_token(post, client_a, owner):
    browser = Browser(headers={"host": "maison.localhost"})
    browser.force_login(owner, backend="tenants.sign_in.HostBackend")
    answer = browser.post("/api/directive", ORDER, content_type="application/json")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_agencys_own_host_has_no_such_address(post, secret):
    browser = Browser(headers={"host": "localhost", "authorization": f"Bearer {secret}"})
    assert browser.post("/api/directive", ORDER, content_type="application/json").status_code == 404


def test_only_posts_are_taken(people, secret):
    browser = Browser(headers={"host": "maison.localhost", "authorization": f"Bearer {secret}"})
    answer = browser.get("/api/directive")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_too_many_calls_wait(post, monkeypatch):
    monkeypatch.setattr(tokens, "PER_MINUTE", 2)
    assert [post({})[0] for _call in range(3)] == [422, 422, 429]
    clock.advance(timedelta(minutes=1))
    assert post({})[0] == 422


def test_the_last_use_is_noted_once_a_minute(post, client_a):
    post({})
    first = ApiToken.objects.get().used_at
    assert first == clock.now()
    clock.advance(timedelta(seconds=30))
    post({})
    assert ApiToken.objects.get().used_at == first
    clock.advance(timedelta(seconds=40))
    post({})
    assert ApiToken.objects.get().used_at == clock.now()


@pytest.mark.parametrize("client", ["maison", "velmora"])
def test_every_address_for_programs_refuses_strangers(client_a, client_b, manager_b, client):
    """Walked from the list of all ways in, so a new address is tried by existing."""
    from surfaces.inventory import everything

    found = [each for each in everything() if each.door == "token"]
    assert found and all(each.host == "client" for each in found)
    for each in found:
        for headers in ({}, {"authorization": "Bearer 3a_guessed"}, {"authorization": "Basic eDp5"}):
            browser = Browser(headers={"host": f"{client}.localhost", **headers})
            for answer in (browser.get(each.address), browser.post(each.address, {"confirm": "1"})):
                assert answer.status_code == 401, each.name
                assert answer.json()["code"] == "no_token"
