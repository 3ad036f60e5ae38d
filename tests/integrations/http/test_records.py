"""What is written down of a call: outcome, time and money, never a secret."""

import logging

import pytest

from integrations import costs
from integrations.costs import Price
from integrations.errors import Problem, Refused, Unknown
from integrations.http import calls
from integrations.http.auth import Basic, NoAuth, Query, bearer
from integrations.http.redaction import redact, shape
from integrations.models import CostLine
from tests.fakes import faults
from tests.integrations.http.conftest import SECRET


@pytest.fixture
def records(monkeypatch):
    found: list[calls.Record] = []
    monkeypatch.setattr(calls, "_listeners", [found.append])
    return found


def test_a_call_is_told_once_with_all_its_tries(http, service, records):
    service.fail(faults.status(500))
    http(connection_id=7).get("/things/cus_9AbC")
    (record,) = records
    assert (record.connection_id, record.connector, record.method) == (7, "testing", "GET /things/*")
    assert (record.outcome, record.code, record.status, record.tries) == ("ok", "", 200, 2)


@pytest.mark.parametrize(
    ("fault", "outcome"), [(faults.status(400), "refused"), (faults.status(500), "unknown"), (faults.DROP, "unknown")]
)
def test_a_failed_write_is_told_by_its_kind(http, service, records, fault, outcome):
    service.fail(fault)
    with pytest.raises(Problem):
        http().post("/things", json={"name": "x"})
    assert records[0].outcome == outcome


def test_a_paid_call_leaves_a_settled_line_and_a_refused_one_costs_nothing(http, service):
    price = Price("testing", 20_000)
    http().post("/things", json={"name": "x"}, price=price)
    service.fail(faults.status(422))
    with pytest.raises(Refused):
        http().post("/things", json={"name": "x"}, price=price)
    service.fail(faults.status(500))
    with pytest.raises(Unknown):
        http().post("/things", json={"name": "x"}, price=price)
    assert sorted(CostLine.objects.values_list("state", flat=True)) == ["released", "settled", "settled"]


def test_a_paid_call_beyond_the_budget_is_not_sent(http, service):
    costs.set_budget("day", 1)
    with pytest.raises(Refused) as caught:
        http().post("/things", json={"name": "x"}, price=Price("testing", 20_000))
    assert (caught.value.code, service.calls) == ("budget_reached", [])


@pytest.mark.parametrize(
    "fault",
    [faults.status(401, f'{{"error": "bad key {SECRET}"}}'.encode()), faults.status(500), faults.DROP, faults.HTML],
)
def test_no_secret_in_logs_errors_or_reprs(http, service, caplog, fault):
    caplog.set_level(logging.DEBUG)
    service.fail(fault)
    client = http()
    try:
        client.get("/things", headers={"X-Other": "fine"}).json()
    except Problem as problem:
        detail = getattr(problem, "detail", "")
        assert (
            SECRET
            not in f"{problem!r} {problem} {problem.sentence} {detail} {problem.__cause__!r} {problem.__context__!r}"
        )
    assert SECRET not in caplog.text
    assert SECRET not in repr(vars(client))


@pytest.mark.parametrize("auth", [bearer(SECRET), Basic("user", SECRET), Query((("key", SECRET),)), NoAuth(SECRET)])
def test_no_proof_shows_its_secret(auth):
    assert SECRET not in repr(auth)
    assert any(SECRET in secret for secret in auth.secrets)


def test_words_that_name_a_secret_hide_what_follows():
    text = 'Authorization: Bearer abcdef123 "access_token": "zzzz9999" plain password=hunter22'
    hidden = redact(text, [])
    assert not any(secret in hidden for secret in ("abcdef123", "zzzz9999", "hunter22"))
    assert "plain" in hidden
    assert "a%2Fb%3Dc1" not in redact("https://x/?k=a%2Fb%3Dc1", ["a/b=c1"])
    assert len(redact("x" * 5000, [])) == 300


def test_a_path_keeps_its_shape_only():
    assert shape("/v1/customers/cus_9AbC/orders?email=a@b.example") == "/v1/customers/*/orders"
    assert shape("/services/T00/B00/XXXsecret") == "/services/*/*/*"
    assert shape("/admin/api/2026-07/graphql.json") == "/admin/api/2026-07/graphql.json"
