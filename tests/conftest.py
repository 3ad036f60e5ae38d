"""The world of the tests: real PostgreSQL and Valkey, two clients, an outsider."""

import gc
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("VAR_DIR", str(ROOT / "var" / "test"))
os.environ.setdefault("EMBEDDED_DIR", os.environ["VAR_DIR"])
os.environ.setdefault("ENV_FILE", os.devnull)
for leftover in ("CLOCK_FILE", "CLOCK_FREEZE", "FAULT_KILL_AT", "EMAIL_URL"):
    os.environ.pop(leftover, None)

# Dozens of processes of ours start in here; each would compile all of it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

pytest_plugins = ["tests.browser", "tests.world"]

NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
"""A Wednesday, noon in Brussels and Casablanca: nobody's quiet hours."""


def pytest_configure(config: pytest.Config) -> None:
    """Each xdist worker has its own part of the key store: clearing it must not touch the others'."""
    worker = getattr(config, "workerinput", {}).get("workerid", "gw0")
    from django.conf import settings

    from tenants.embedded import ensure

    location = settings.REDIS_URL or ensure(settings.EMBEDDED_DIR).redis_url
    settings.CACHES["default"]["LOCATION"] = f"{location.rpartition('/')[0]}/{1 + int(worker.removeprefix('gw'))}"
    # A server looks through all static files once, as it starts; each test's browser would again.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the world's rows uses the test database; pytest-django must know before it sets one up."""
    for item in items:
        if "_rows" in getattr(item, "fixturenames", ()) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported by now stays: the collector need not walk all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def shared_dir() -> Path:
    """Real data for development; the product does not need it."""
    found = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
    if not found.is_dir():
        pytest.skip("SHARED_DIR is absent: the real shop's data is not part of the product")
    return found


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The test database, with the schemas of the two clients."""
    from django.test import TransactionTestCase

    from tests.world import do_not_wait_for_the_disk, empty_shared, prepare_schemas

    TransactionTestCase._fixture_teardown = empty_shared
    with django_db_blocker.unblock():
        if not os.environ.get("DATABASE_URL"):
            do_not_wait_for_the_disk()
        prepare_schemas()


@pytest.fixture
def noon() -> Iterator[datetime]:
    """Time stands still at a working hour; `clock.advance` moves it."""
    from tenants import clock

    with clock.frozen(NOON):
        yield NOON
