"""The whole public schema after a decision: no address, no text of a message, no note."""

from django.db import connection

import reviews
from tests.reviews.conftest import CANARY, edit


def everything_shared() -> str:
    """All rows of all shared tables as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM public."{table}" t')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_of_a_plan_reaches_the_shared_schema(client_a, client_b, open_review, plans, approver, admin):
    first, second, third = open_review(client_a), open_review(client_b), open_review(client_a)
    edit(plans, first, f"Dear {CANARY}")
    reviews.approve(first, by=approver, digest=first.digest, note=f"Call {CANARY} before")
    reviews.reject_many({second.pk: second.digest}, by=admin, note=f"Never write to {CANARY}")
    reviews.void(third, "version_changed")
    shared = everything_shared()
    assert str(first.pk) in shared
    for secret in (CANARY, "canary", "Subject 0", "Dear ", "Never write", "before"):
        assert secret not in shared
    assert len(plans.notes) == 2
