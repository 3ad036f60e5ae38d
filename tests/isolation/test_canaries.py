"""The whole loop with canaries in every field of contact and text: none turns up in a shared table or a log."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client as Browser

import events
import reviews
from automations import autonomy
from automations.models import Action
from automations.services import edit_action, start_run
from crm.importers import import_shop
from crm.models import Contact
from reviews.models import Review
from sensors.services import read_all
from tests.isolation.conftest import CANARY, SERIES, World, host_of


def public_rows() -> Iterator[tuple[str, str]]:
    """Every row of every shared table, all its columns as text; sessions also in plain text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM public."{table}" t')
            yield from ((table, text) for (text,) in cursor.fetchall())


def found(word: str) -> set[str]:
    """The shared tables in which `word` occurs, in whatever letters."""
    return {table for table, text in public_rows() if word.lower() in text.lower()}


def orders_file(folder: Path) -> Path:
    """A shop's export whose every field of a person is a canary, one row of it broken."""
    columns = ("Name", "Email", "Financial Status", "Created at", "Currency", "Total", "Lineitem quantity",
               "Lineitem name", "Lineitem price", "Lineitem sku", "Billing Name", "Billing Phone",
               "Accepts Marketing")  # fmt: skip
    rows = [
        (f"#{number}", f"{CANARY}.{number}@imported.example", "paid", "2026-11-01 10:00:00 +0100", "MAD", "120.00", "1",
         f"{CANARY} soap", "120.00", f"SKU-{CANARY}", f"{CANARY} Imported", f"+212 {CANARY}", "yes")
        for number in range(1001, 1004)
    ]  # fmt: skip
    rows.append((f"#{CANARY}", f"{CANARY}@broken.example", "paid", f"{CANARY} is no date", *rows[0][4:]))
    path = folder / "orders_export.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def test_no_canary_reaches_a_shared_table_or_a_log(world: World, sign_in, tmp_path, settings, logged):
    settings.VAR_DIR = tmp_path
    owner, approver = world.owner, world.approver
    client = world.a.client
    with client.active():
        import_shop(orders_file(tmp_path), by=owner)
        read_all()
        autonomy.tick()
        edited = Action.objects.waiting().order_by("pk").first()
        assert edited is not None
        edit_action(edited, by=owner, subject=f"{CANARY} in the subject")
        reviews.approve(fresh(world.a.waiting), by=approver, digest=fresh(world.a.waiting).digest, note=CANARY)
        events.run_due(client=client)
    with world.b.client.active():
        reviews.reject(fresh(world.b.waiting), by=approver, digest=fresh(world.b.waiting).digest, note=CANARY)
        refused_run()
        events.run_due(client=world.b.client)
    walk(sign_in(owner, host_of(client)), world)
    events.run_due()

    assert found(CANARY) == set()
    assert CANARY.lower() not in logged.text.lower()
    with client.active():
        assert Contact.objects.filter(first_name__startswith=CANARY).exists(), "there is something to be found"


def fresh(review: Review) -> Review:
    return Review.objects.select_related("client").get(pk=review.pk)


def refused_run() -> None:
    with pytest.raises(Exception):  # noqa: B017
        start_run(SERIES, {"contacts": {"tag": CANARY, "unknown": CANARY}, CANARY: CANARY}, trigger="manual")


def walk(browser: Browser, world: World) -> None:
    """A member looks around, searches for a name, and a customer goes out by the link."""
    for path in ("/", "/approvals/", f"/approvals/{world.a.waiting.pk}/", f"/runs/{world.a.done.pk}/"):
        assert browser.get(path).status_code == 200
    browser.get(f"/approvals/?q={CANARY}")
    browser.post(f"/automations/{SERIES}/start/", {"contacts": CANARY, "note": CANARY})
    browser.post(f"/unsubscribe/{world.a.blanks['token']}/")


def test_the_search_would_find_one(world):
    assert found(world.a.client.name) >= {"tenants_client"}
    assert found(SERIES) >= {"reviews_review"}
