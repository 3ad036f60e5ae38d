"""Several people, or one impatient one, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from automations.models import DirectiveSession, Run
from automations.services import confirming, directing
from tenants import clock
from tests.automations.conftest import orders_imported
from tests.conftest import NOON

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db(transaction=True)]

PEOPLE = 4


def test_confirmed_by_four_at_once_it_runs_once_and_with_one_key_it_is_one_order(
    client_a, owner, noon, mailbox, contact_of
):
    with client_a.active():
        orders_imported()
        contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    together = Barrier(PEOPLE)

    def each(_number: int) -> tuple[object, object]:
        try:
            with clock.frozen(NOON), client_a.active():
                together.wait(20)
                session = directing.open_session("Send the greeting letter", by=owner, door="api", key="k")
                directing.plan(session.pk)
                together.wait(20)
                return session.pk, confirming.confirm(session, by=owner).run_id
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        found = set(pool.map(each, range(PEOPLE)))
    with client_a.active():
        assert found == {(DirectiveSession.objects.get().pk, Run.objects.get().pk)}
