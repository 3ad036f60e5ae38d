"""A client's schema is made fast, whole, and like every other."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from tenants import provisioning
from tenants.errors import Refused
from tenants.models import Client, LedgerEntry, SchemaTemplate
from tenants.provisioning import migrating
from tenants.provisioning import template as templates
from tenants.services import NewClient, create_client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(request, _rows):
    """Names of schemas to drop at the end."""
    names: list[str] = []
    yield names
    for name in names:
        provisioning.drop_schema(name)


@pytest.fixture
def template_kept(_rows):
    """The template of today's migrations, there again after the test: others need not make it anew."""
    kept = templates.template()
    assert kept is not None
    yield kept
    SchemaTemplate.objects.all().delete()
    kept.save(force_insert=True)


def catalogue(schema: str) -> set[tuple[str, ...]]:
    """Tables, columns, constraints and indexes of a schema, without its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
            " WHERE table_schema = %s",
            [schema],
        )
        columns = {("column", *map(str, row)) for row in cursor.fetchall()}
        cursor.execute(
            "SELECT indexname, replace(indexdef, %s, '') FROM pg_indexes WHERE schemaname = %s", [schema, schema]
        )
        indexes = {("index", *row) for row in cursor.fetchall()}
        cursor.execute(
            "SELECT conname, replace(pg_get_constraintdef(c.oid), %s, '') FROM pg_constraint c"
            " JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = %s",
            [schema + ".", schema],
        )
        return columns | indexes | {("constraint", *row) for row in cursor.fetchall()}


def test_a_replayed_schema_equals_a_migrated_one(made):
    made += ["client_replayed", "client_migrated"]
    provisioning.create_schema("client_replayed")
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA client_migrated")
    provisioning.migrate_schema("client_migrated")
    assert catalogue("client_replayed") == catalogue("client_migrated")
    assert len(catalogue("client_replayed")) > 50


def test_a_replayed_schema_takes_the_next_migration(made):
    """Its sequences stand where the template's stood, so the next row of django_migrations fits."""
    made.append("client_next")
    provisioning.create_schema("client_next")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO client_next.django_migrations (app, name, applied) VALUES ('x', 'y', now())")
    assert not migrating.pending("client_next", migrating.known())


def test_the_template_is_made_again_when_a_migration_changes(made, template_kept, monkeypatch):
    first = templates.template()
    assert first == template_kept
    monkeypatch.setattr(templates, "digest", lambda: "0" * 64)
    second = templates.template()
    assert second is not None and second.digest == "0" * 64
    assert not SchemaTemplate.objects.filter(digest=first.digest).exists()


def test_without_a_fitting_pg_dump_the_client_is_migrated(made, template_kept, monkeypatch):
    made.append("client_slow")
    SchemaTemplate.objects.all().delete()
    monkeypatch.setattr(templates, "pg_dump", lambda: None)
    provisioning.create_schema("client_slow")
    assert not migrating.pending("client_slow", migrating.known())


def test_create_client_takes_its_defaults_from_the_market(made, capsys):
    made.append("client_atelier")
    call_command("create_client", "atelier", "--country", "MA")
    client = Client.objects.get(slug="atelier")
    assert (client.language, client.currency, client.timezone) == ("fr", "MAD", "Africa/Casablanca")
    assert client.state == Client.State.ACTIVE
    assert "http://atelier.localhost" in capsys.readouterr().out
    assert LedgerEntry.objects.filter(what="client.created", client=client).count() == 1


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"slug": "Not A Slug"}, "short name"),
        ({"slug": "admin"}, "short name"),
        ({"country": "ZZZ"}, "country"),
        ({"currency": "LOT"}, "currency"),
        ({"timezone": "Europe/Atlantis"}, "time zone"),
    ],
)
def test_what_cannot_work_is_refused_with_the_word_to_change(_rows, changed, word):
    with pytest.raises(Refused, match=word):
        create_client(NewClient(**{"slug": "good", "name": "Good", "country": "FR", **changed}))
    assert not Client.objects.exclude(slug__in=("maison", "velmora")).exists()


def test_a_taken_name_is_refused_and_the_first_stays(client_a):
    with pytest.raises(CommandError, match="exists already"):
        call_command("create_client", "maison", "--country", "FR")
    client_a.refresh_from_db()
    assert client_a.country == "MA"


def test_a_failure_leaves_neither_row_nor_schema(_rows, monkeypatch):
    def fail(name: str) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("tenants.services.create_schema", fail)
    with pytest.raises(OSError, match="no space"):
        create_client(NewClient(slug="broken", name="Broken", country="FR"))
    assert not Client.objects.filter(slug="broken").exists()
    assert not provisioning.schema_exists("client_broken")


def test_an_interrupted_creation_is_taken_up_again(made, monkeypatch):
    made.append("client_halfway")

    class PowerCut(BaseException):
        """Not an Exception: nothing gets to tidy up."""

    def cut(name: str) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("tenants.services.create_schema", cut)
        with pytest.raises(PowerCut):
            create_client(NewClient(slug="halfway", name="Halfway", country="FR"))
    assert Client.objects.get(slug="halfway").state == Client.State.PROVISIONING
    assert create_client(NewClient(slug="halfway", name="Halfway", country="FR")).state == Client.State.ACTIVE


def test_one_schema_that_fails_does_not_hold_up_the_others(client_a, client_b, monkeypatch):
    real = migrating.migrate_schema
    monkeypatch.setattr(migrating, "pending", lambda name, on_disk: True)

    def migrate(name: str, *, verbosity: int = 0) -> None:
        if name == "client_maison":
            raise RuntimeError("column exists")
        real(name, verbosity=verbosity)

    monkeypatch.setattr(migrating, "migrate_schema", migrate)
    results = {migrated.schema: migrated.error for migrated in migrating.migrate_all()}
    assert results["client_maison"] == "RuntimeError: column exists"
    assert results["client_velmora"] == ""


@pytest.mark.parametrize("name", ["public", "client_x; DROP SCHEMA public", 'client_"x', ""])
def test_only_a_clients_schema_can_be_made_or_dropped(_rows, name):
    for act in (provisioning.create_schema, provisioning.drop_schema):
        with pytest.raises(Refused):
            act(name)
