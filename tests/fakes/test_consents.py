"""The consent of the other services: PKCE, who the application is, and what a refresh token is good for."""

import base64
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.fakes.consents import APP, GOOGLES, SECRET, Consents
from tests.fakes.server import Fake

BACK = "http://localhost:8000/oauth/callback/"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASK = {
    "response_type": "code", "client_id": APP, "redirect_uri": BACK, "state": "s", "scope": "a b",
    "code_challenge": CHALLENGE, "code_challenge_method": "S256",
}  # fmt: skip


@pytest.fixture(params=["klaviyo", "ga4"])
def fake(request) -> Iterator[Fake]:
    consent = Consents().of(request.param)
    assert consent is not None
    running = Fake(consent, consent.replies).start()
    yield running
    running.stop()


def answered(fake: Fake, answer: str = "allow", **asked: str) -> dict[str, str]:
    url = fake.url + fake.contract.paths.authorise
    page = httpx.get(url, params={**ASK, **asked})
    hidden = re.search(r'name="asked" value="([^"]*)"', page.text)
    assert hidden, page.text
    location = httpx.post(url, data={"asked": hidden[1].replace("&amp;", "&"), "answer": answer}).headers["Location"]
    assert location.startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def exchanged(fake: Fake, secret: str = SECRET, **form: str) -> httpx.Response:
    basic = fake.contract.proof == "basic"
    proof = {} if basic else {"client_id": APP, "client_secret": secret}
    auth = httpx.BasicAuth(APP, secret) if basic else None
    data = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": VERIFIER, **proof, **form}
    return httpx.post(fake.url + fake.contract.paths.token, data=data, auth=auth)


def test_a_code_gives_a_token_that_counts(fake):
    told = exchanged(fake, code=answered(fake)["code"]).json()
    assert fake.contract.accepts(told["access_token"]) and told["scope"] == "a b" and told["expires_in"] >= 3599


def test_without_the_verifier_or_the_secret_there_is_none(fake):
    assert exchanged(fake, code=answered(fake)["code"], code_verifier="other").json() == {"error": "invalid_grant"}
    assert exchanged(fake, "wrong", code=answered(fake)["code"]).status_code == 401
    assert exchanged(fake, code=answered(fake)["code"], redirect_uri="http://localhost/x").status_code == 400
    used = answered(fake)["code"]
    assert [exchanged(fake, code=used).status_code for _time in range(2)] == [200, 400]


@pytest.mark.parametrize(
    "wrong", [{"code_challenge": ""}, {"code_challenge_method": "plain"}, {"response_type": "token"}]
)
def test_a_question_without_proof_is_not_asked(fake, wrong):
    answer = httpx.get(fake.url + fake.contract.paths.authorise, params={**ASK, **wrong})
    assert answer.status_code == 400


def test_cancelling_is_told_to_the_application(fake):
    assert answered(fake, "cancel") == {"error": "access_denied", "state": "s"}


def test_a_refresh_token_stays_good_until_it_is_given_back(fake):
    told = exchanged(fake, code=answered(fake)["code"]).json()
    renewing = {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    assert [exchanged(fake, **renewing).status_code for _time in range(2)] == [200, 200]
    httpx.post(fake.url + fake.contract.paths.revoke, data={"token": told["refresh_token"]})
    assert exchanged(fake, **renewing).json() == {"error": "invalid_grant"}


def test_all_of_googles_services_share_one_consent():
    asked = Consents()
    assert len({id(asked.of(slug)) for slug in GOOGLES}) == 1 and asked.of("stripe") is None
