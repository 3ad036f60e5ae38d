"""What a client is made from: what cannot work later is refused now, with the word to change."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenants.errors import Refused
from tenants.hosts import refuse_unfit_host
from tenants.models import Client, Domain, Member
from tenants.provisioning import drop_schema
from tenants.provisioning.migrating import Migrated


@pytest.fixture
def nothing_made(_rows, monkeypatch):
    """Fails if a schema is made, and if a row stays."""

    def made(name: str) -> None:
        raise AssertionError(f"{name} was made")

    monkeypatch.setattr("tenants.services.create_schema", made)
    before = set(Client.objects.values_list("slug", flat=True))
    yield
    assert set(Client.objects.values_list("slug", flat=True)) == before


@pytest.fixture
def shop(client_a):
    """A client with a host name of its own."""
    Domain.objects.create(domain="atelier.example", tenant=client_a, is_primary=True)
    return client_a


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("atelier", "  ", "--country", "FR"), "name"),
        (("atelier", "x" * 121, "--country", "FR"), "name"),
        (("atelier", "Maison\nTazri", "--country", "FR"), "name"),
        (("atelier", "--country", "ZZ"), "“ZZ” is no country code"),
        (("atelier", "--country", "EU"), "“EU” is no country code"),
        (("atelier", "--country", "YU"), "“YU” is no country code"),
        (("atelier", "--country", "FR", "--language", "klingon"), "“klingon” is no language"),
        (("atelier", "--country", "FR", "--language", "fr;x"), "“fr;x” is no language"),
        (("atelier", "--country", "FR", "--timezone", "../../etc/passwd"), "is no time zone"),
        (("Évil", "--country", "FR"), "short name"),
        (("a_b", "--country", "FR"), "short name"),
        (("x" * 41, "--country", "FR"), "short name"),
    ],
)
def test_a_slip_on_the_command_line_is_one_sentence_and_makes_nothing(nothing_made, words, told):
    with pytest.raises(CommandError, match=told) as refused:
        run("create_client", *words)
    assert "\n" not in str(refused.value).replace("Maison\nTazri", "")


@pytest.mark.parametrize(
    "host",
    [
        "http://shop.example", "shop.example/", "shop.example:8000", "bad domain", "shop", "-shop.example",
        "shop..example", "shop.example.", "127.0.0.1", "boutique-été.example", "a" * 64 + ".example", ".example",
        "shop.example\nset-cookie: x", "*.example", "x." * 127 + "example",
    ],
)  # fmt: skip
def test_what_is_no_host_name_cannot_become_one(nothing_made, host):
    with pytest.raises(CommandError, match="host name"):
        run("create_client", "atelier", "--country", "FR", f"--domain={host}")


@pytest.mark.parametrize("host", ["agency.example", "AGENCY.example", "maison.agency.example", "a.b.agency.example"])
def test_nobody_takes_the_agencys_host_or_one_below_it(nothing_made, settings, host):
    settings.BASE_DOMAIN = "agency.example"
    with pytest.raises(CommandError, match="agency's own"):
        run("create_client", "atelier", "--country", "FR", f"--domain={host}")


def test_a_host_name_that_belongs_to_another_client_stays_there(shop, nothing_made):
    with pytest.raises(CommandError, match="belongs to another client"):
        run("create_client", "thief", "--country", "FR", "--domain", "ATELIER.example")
    assert shop.url() == "http://atelier.example:8000/"


@settings(deadline=None, max_examples=200)
@given(st.from_regex(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,20}){1,3}", fullmatch=True) | st.text(max_size=40))
@example("xn--caf-dma.example")
def test_every_host_name_that_is_taken_can_be_asked_for_by_a_browser(host):
    try:
        refuse_unfit_host(host)
    except Refused:
        return
    assert host.encode("ascii").decode() == host.lower()
    labels = host.split(".")
    assert len(labels) >= 2 and len(host) <= 253
    assert all(label.strip("-") == label and 0 < len(label) < 64 for label in labels)
    assert not labels[-1].isdigit()  # a browser would take it for an address in numbers


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (lambda client: Client(timezone="Mars/Base", language="fr"), "timezone"),
        (lambda client: Client(timezone="Europe/Paris", language="klingon"), "language"),
        (lambda client: Domain(domain="http://x", tenant=client), "domain"),
        (lambda client: Domain(domain="velmora.localhost", tenant=client), "domain"),
    ],
)
def test_an_administrators_slip_in_the_admin_does_not_close_a_clients_pages(client_a, row, field):
    with pytest.raises(ValidationError) as refused:
        row(client_a).clean()
    assert set(refused.value.message_dict) == {field}


def test_a_sound_client_is_found_sound_and_the_missing_owner_is_said(client_a, outsider):
    told = run("validate_client", "maison")
    assert "FAIL" not in told and "0 owners: nobody of the firm can sign in yet" in told
    Member.objects.create(client=client_a, user=outsider, role="owner", created_at=client_a.created_at)
    assert "1 owners\n" in run("validate_client", "maison")


def test_a_currency_without_limits_is_said_when_a_client_is_checked(client_a):
    Client.objects.filter(pk=client_a.pk).update(currency="JPY")
    assert "limits for JPY: none in the table, so every action asks" in run("validate_client", "maison")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda: change(state="suspended"), "FAIL state is suspended"),
        (lambda: drop_schema("client_maison"), "FAIL schema client_maison is missing"),
        (lambda: forget_a_migration("client_maison"), "FAIL migrations are missing: run migrate"),
        (lambda: change(timezone="Mars/Base"), "FAIL “Mars/Base” is no time zone"),
        (lambda: change(language="klingon"), "FAIL “klingon” is no language"),
    ],
)
def test_what_is_wrong_with_a_client_is_named_and_the_check_fails(client_a, harm, told):
    harm()
    out = StringIO()
    with pytest.raises(CommandError, match="maison: 1 things to mend"):
        call_command("validate_client", "maison", stdout=out)
    assert told in out.getvalue()


def change(**fields: str) -> None:
    Client.objects.filter(slug="maison").update(**fields)


def forget_a_migration(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema}.django_migrations WHERE app = 'crm'")


def test_checking_a_client_that_does_not_exist_says_how_to_make_it(_rows):
    with pytest.raises(CommandError, match=r"No client “nobody”\. Create it with create_client"):
        run("validate_client", "nobody")


def test_a_schema_that_could_not_be_migrated_is_named_and_the_command_fails(_rows, capsys, monkeypatch):
    results = [Migrated("public", ""), Migrated("client_maison", "ProgrammingError: column exists")]
    monkeypatch.setattr("tenants.management.commands.migrate.migrate_all", lambda verbosity: iter(results))
    with pytest.raises(CommandError, match="1 schemas are not up to date"):
        call_command("migrate")
    assert "client_maison: ProgrammingError: column exists" in capsys.readouterr().err
