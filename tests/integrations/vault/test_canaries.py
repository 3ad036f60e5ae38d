"""A canary in every field of the vault: nothing that is written, shown or dumped holds it."""

import io
import logging
import logging.config
import os
import subprocess
from pathlib import Path

import pytest
import structlog
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client as Browser
from django.test import RequestFactory
from django.views.debug import technical_500_response

import events
from events import registry
from events.models import Job
from integrations import vault
from integrations.models import Connection, Secret
from integrations.vault import Sensitive
from tenants.models import Client
from tenants.provisioning.template import pg_dump
from tests.world import PASSWORD

CANARY = "canary_7f3a-Secret"
NAMES = ("SHOPIFY_ACCESS_TOKEN", "KLAVIYO_API_KEY", "SMTP_URL", "NAMED_LIKE_NOTHING", "GOOGLE_REFRESH_TOKEN")


def value(name: str) -> str:
    return f"{CANARY}-{name}&'\""


@pytest.fixture
def full(client_a, connection_of) -> Client:
    """Every field of a connection's secrets holds a canary; all have been read."""
    with client_a.active():
        for name in NAMES:
            vault.put(connection_of(), name, Sensitive(value(name)), by=None)
            vault.read(connection_of(), name, why="probe")
    return client_a


@pytest.fixture
def written() -> io.StringIO:
    """What the product's own handler writes, whoever logs, at any level."""
    stream = io.StringIO()
    config = {**django_settings.LOGGING, "handlers": {"console": {
        "class": "logging.StreamHandler", "formatter": "line", "stream": stream}}}  # fmt: skip
    before = logging.root.handlers[:], logging.root.level
    logging.config.dictConfig({**config, "root": {"handlers": ["console"], "level": "DEBUG"}})
    yield stream
    logging.root.handlers[:], level = before
    logging.root.setLevel(level)


def secret(name: str, connection_of) -> str:
    return vault.read(connection_of(), name, why="call").reveal()


def test_careless_logging_shows_nothing(full, connection_of, written):
    """By value where the process has held it, by name even where it has not."""
    log = structlog.get_logger("careless")
    with full.active():
        plain = secret(NAMES[0], connection_of)
    log.warning(f"called with {plain}", anything=plain, nested={"deep": [plain]})
    log.warning(
        "called",
        api_key="never-held-here-1",
        headers={"Authorization": "never-held-here-2"},
        rows=[{"token": "never-held-here-3"}],
    )
    logging.getLogger("library").warning("sent %s to %r", plain, {"x": plain})
    try:
        raise ValueError(f"bad key {plain}")
    except ValueError:
        log.exception("failed")
        logging.getLogger("library").exception("failed too")
    text = written.getvalue()
    assert text.count("•••") >= 9 and "bad key •••" in text
    assert CANARY not in text and "never-held-here" not in text


def test_whoever_else_listens_to_the_record_sees_none_either(full, connection_of, caplog):
    with full.active():
        structlog.get_logger("careless").warning(
            f"called with {secret(NAMES[0], connection_of)}", token="never-held-here"
        )
    assert "called with •••" in caplog.text and "never-held-here" not in caplog.text and CANARY not in caplog.text


def test_ordinary_fields_stay_readable(full, written):
    structlog.get_logger("fine").warning("job_failed", job=12, key="event:3:x", error_code="busy", client=1)
    assert "job=12" in written.getvalue() and "event:3:x" in written.getvalue()


def test_the_error_page_of_development_shows_nothing(full, connection_of, settings):
    """Local variables, the message, the form, the settings: all of them hold one."""
    settings.DEBUG = True
    settings.EMAIL_URL = f"smtp://user:{CANARY}-mail@host"
    request = RequestFactory().post("/x/", {"value": value(NAMES[0]), "other": f"{CANARY}-in-the-form"})
    Sensitive(settings.EMAIL_URL)

    def breaks(plain: str, in_a_dict: dict[str, str], password: str) -> None:
        raise ValueError(f"bad key {plain}")

    with full.active():
        held = secret(NAMES[1], connection_of)
        for accept in ("text/html", "text/plain"):
            request.META["HTTP_ACCEPT"] = accept
            try:
                breaks(held, {"x": held}, f"{CANARY}-password-never-held")
            except ValueError as error:
                page = technical_500_response(request, type(error), error, error.__traceback__).content.decode()
            assert "bad key •••" in page and "in_a_dict" in page
            assert CANARY not in page


def test_jobs_events_and_their_failures_hold_none(full, connection_of, written):
    @events.handler("canary.calls", max_attempts=1)
    def calls(work: events.Work) -> None:
        raise RuntimeError(secret(NAMES[2], connection_of))

    with full.active():
        events.enqueue("canary.calls", {"connection_id": connection_of().pk}, key="canary")
        events.run_due()
    registry._handlers.pop("canary.calls")
    assert Job.objects.dead().exists()
    assert "job_dead" in written.getvalue() and CANARY not in written.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_holds_none(client_a, connection_of, admin):
    tool = pg_dump()
    if tool is None:
        pytest.skip("no pg_dump of the server's version is at hand")
    with client_a.active():
        for name in NAMES:
            vault.put(connection_of(), name, Sensitive(value(name)), by=admin)
            vault.read(connection_of(), name, why="probe")
        sealed = bytes(Secret.objects.first().ciphertext).hex()
    params = connection.get_connection_params()
    command = [tool, "-h", params["host"], "-p", str(params["port"]), "-U", params["user"], params["dbname"]]
    environment = {"PGPASSWORD": params["password"], "PATH": os.environ["PATH"]}
    text = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    assert sealed in text, "the dump holds the vault"
    assert CANARY not in text and CANARY.encode().hex() not in text
    assert django_settings.VAULT_KEYS.partition(":")[2] not in text


def test_the_admin_shows_none(full, admin):
    browser = Browser(headers={"host": "localhost"})
    browser.post("/accounts/login/", {"login": admin.email, "password": PASSWORD})
    for path in ("/admin/", "/admin/tenants/ledgerentry/", "/admin/events/job/", "/admin/events/event/"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert CANARY not in answer.content.decode(), path


def test_no_row_of_the_client_holds_one_and_no_file_does(full, tmp_path):
    with full.active(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [full.schema_name])
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            assert all(CANARY not in text for (text,) in cursor.fetchall()), table
        assert Connection.objects.get().config == {}
    held = Path(django_settings.VAR_DIR)
    assert not [path for path in held.glob("*") if path.is_file() and CANARY in path.read_text(errors="replace")]
