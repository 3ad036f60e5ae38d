"""Fixtures: two clients with their people, staff in every role, and somebody who belongs nowhere.

Clients are made once per test database and kept; a transactional test, which empties the shared
tables at its end, finds the same rows again before it starts and its client rows gone after it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tenants import clock, context
from tenants.embedded import postgres, state
from tenants.models import Client, Member, User
from tenants.provisioning import create_schema, drop_schema, schema_exists
from tenants.provisioning.migrating import known, pending

PASSWORD = "correct horse battery staple"
FIRMS = {
    "maison": {
        "name": "Maison Tazri",
        "country": "MA",
        "language": "fr",
        "currency": "MAD",
        "timezone": "Africa/Casablanca",
    },
    "velmora": {
        "name": "Velmora Coffee",
        "country": "BE",
        "language": "en",
        "currency": "EUR",
        "timezone": "Europe/Brussels",
    },
}


def do_not_wait_for_the_disk() -> None:
    """Our own server, made for tests: what it wrote survives every killed process, though no loss of power.

    Tests that commit empty a hundred tables each, and waiting for the disk was most of their time.
    """
    known = state.load(Path(settings.EMBEDDED_DIR).resolve())
    if known is not None:
        with postgres.connect(known) as admin:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")


def prepare_schemas() -> None:
    """The schemas of the two clients, made from the template or kept from last time."""
    if not connection.settings_dict["NAME"].startswith("test_"):
        raise RuntimeError("These fixtures empty tables: they only work in a test database.")
    on_disk = known()
    for slug in FIRMS:
        name = f"client_{slug}"
        if schema_exists(name) and pending(name, on_disk):
            drop_schema(name)
        if not schema_exists(name):
            create_schema(name)
        empty(name)


KEPT = ("django_migrations", "django_content_type", "auth_permission", "tenants_schematemplate")
"""What every test finds again: made from the code alone, and slow to make."""

_EMPTY = """
DO $$
DECLARE
    it record;
    used boolean;
    found text[] := '{}';
BEGIN
    FOR it IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname = %s AND tablename <> ALL (%s) LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %%I.%%I)', it.schemaname, it.tablename) INTO used;
        IF used THEN found := found || format('%%I.%%I', it.schemaname, it.tablename); END IF;
    END LOOP;
    IF found <> '{}' THEN
        EXECUTE 'TRUNCATE ' || array_to_string(found, ',') || ' RESTART IDENTITY CASCADE';
    END IF;
END $$
"""


def empty(name: str) -> None:
    """Remove what a transactional or interrupted test left in a schema; tables without rows are left alone."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY, [name, list(KEPT)])


def empty_shared(_case: TransactionTestCase) -> None:
    """In place of Django's `flush`, which empties every table and makes all content types and permissions again."""
    empty("public")


@pytest.fixture
def _rows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Database access, and clean tenant tables after a test that really commits."""
    commits = "transactional_db" in request.fixturenames or any(
        mark.kwargs.get("transaction") for mark in request.node.iter_markers("django_db")
    )
    request.getfixturevalue("transactional_db" if commits else "db")
    cache.clear()
    yield
    if commits:
        for slug in FIRMS:
            empty(f"client_{slug}")


def _client(slug: str) -> Client:
    made, _ = Client.objects.get_or_create(
        slug=slug,
        defaults={
            **FIRMS[slug],
            "schema_name": f"client_{slug}",
            "state": Client.State.ACTIVE,
            "created_at": clock.now(),
        },
    )
    return made


@pytest.fixture
def client_a(_rows: None) -> Client:
    """Maison Tazri, Casablanca, MAD, French."""
    return _client("maison")


@pytest.fixture
def client_b(_rows: None) -> Client:
    """Velmora Coffee, Brussels, EUR, English."""
    return _client("velmora")


@pytest.fixture
def in_a(client_a: Client) -> Iterator[Client]:
    """Work inside client A."""
    with client_a.active():
        yield client_a


def _person(email: str, **fields: str) -> User:
    return User.objects.create_user(email, PASSWORD, **fields)


def _member(client: Client, role: str) -> User:
    user = _person(f"{role}@{client.slug}.example", name=f"{role.title()} {client.slug.title()}")
    Member.objects.create(client=client, user=user, role=role, created_at=clock.now())
    return user


@pytest.fixture
def owner(client_a: Client) -> User:
    return _member(client_a, "owner")


@pytest.fixture
def manager(client_a: Client) -> User:
    return _member(client_a, "manager")


@pytest.fixture
def viewer(client_a: Client) -> User:
    return _member(client_a, "viewer")


@pytest.fixture
def manager_b(client_b: Client) -> User:
    return _member(client_b, "manager")


@pytest.fixture
def outsider(_rows: None) -> User:
    """An account without any role anywhere."""
    return _person("nobody@elsewhere.example")


@pytest.fixture
def approver(_rows: None) -> User:
    return _person("approver@agency.example", staff_role="approver", name="Nadia Karim")


@pytest.fixture
def staff_viewer(_rows: None) -> User:
    return _person("viewer@agency.example", staff_role="viewer")


@pytest.fixture
def admin(_rows: None) -> User:
    return _person("admin@agency.example", staff_role="admin", name="Adil Amrani")


@pytest.fixture
def mailbox(settings, tmp_path: Path) -> Path:
    """An empty local mailbox folder."""
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_URL = ""
    shutil.rmtree(settings.MAILBOX_DIR, ignore_errors=True)
    return settings.MAILBOX_DIR


@pytest.fixture(autouse=True)
def _no_client_left() -> Iterator[None]:
    """Every test ends as it began: in no client's context."""
    yield
    assert context.current_or_none() is None, "a client's context was left open"
