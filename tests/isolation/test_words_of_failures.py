"""What went wrong, and what was begun and left: their words turn up in no shared table and no log."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

import events
from events import registry
from integrations import oauth
from integrations.models import Authorisation
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.isolation.conftest import CANARY
from tests.isolation.test_canaries import found


@pytest.mark.parametrize("error", [Temporary(CANARY, code="busy"), Refused(CANARY, code="busy"), KeyError(CANARY)])
def test_a_failure_keeps_its_words_out_of_the_shared_row(client_a, noon, error):
    """They go to the log of the machine alone; the row keeps the kind of error, its code and its place."""

    @events.handler("canary.fails", max_attempts=2)
    def fails(work: events.Work) -> None:
        raise error

    with client_a.active():
        job = events.enqueue("canary.fails", key="canary")
        events.run_due()
    registry._handlers.pop("canary.fails")
    assert found(CANARY) == set()
    assert job is not None
    job.refresh_from_db()
    assert job.error_class == type(error).__name__
    assert "test_words_of_failures.py" in job.error_place


def client_rows(client) -> str:
    """Every row of every table of one client, as text."""
    with client.active(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [client.schema_name])
        texts = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            texts += [text for (text,) in cursor.fetchall()]
    return "\n".join(texts).lower()


def test_an_authorisation_code_of_somebody_who_never_arrived_lies_nowhere(client_a, owner, noon, monkeypatch, logged):
    """They consented at the service, came back to the agency's host, and closed the browser there."""
    monkeypatch.setenv("KLAVIYO_CLIENT_ID", "app-1")
    monkeypatch.setenv("KLAVIYO_CLIENT_SECRET", f"{CANARY}-secret")
    with client_a.active():
        url = oauth.begin("klaviyo", {}, by=owner)
    state = parse_qs(urlsplit(url).query)["state"][0]
    onward = oauth.arrived({"state": state, "code": f"{CANARY}-code", "other": CANARY})
    ticket = urlsplit(onward).path.rstrip("/").rpartition("/")[2]
    for word in (CANARY.lower(), state.lower(), ticket.lower()):
        assert word not in client_rows(client_a)
        assert word not in logged.text.lower()
    assert found(CANARY) == set()
    with client_a.active():
        assert Authorisation.objects.count() == 1
        clock.advance(timedelta(minutes=11))
        events.enqueue("integrations.forget_authorisations", {}, key="forget")
        events.run_due(client=client_a)
        assert not Authorisation.objects.exists(), "what nobody can use any more is not kept"
