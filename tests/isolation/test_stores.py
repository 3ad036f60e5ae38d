"""What lies outside the database: cache, files, locks."""

from threading import Event, Thread

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache import caches as all_caches
from django.db import connection

from automations import locks
from crm.importers.report import BadRows


def test_every_cache_keeps_a_clients_keys_apart(client_a, client_b):
    for name in settings.CACHES:
        store = all_caches[name]
        with client_a.active():
            store.set("figure", "of A")
        store.set("public", "of all")
        with client_b.active():
            assert (store.get("figure"), store.get("public")) == (None, None)
            store.set("figure", "of B")
            assert store.add("public", "also of B")
        assert store.get("figure") is None
        with client_a.active():
            assert store.get("figure") == "of A"
            store.delete("figure")
        with client_b.active():
            assert store.get("figure") == "of B"


def test_a_key_wears_the_name_of_its_schema(client_a):
    with client_a.active():
        assert cache.make_key("x").startswith("client_maison:")
    assert cache.make_key("x").startswith("public:")


def test_an_imports_list_of_bad_rows_names_its_client_and_only_the_owner_may_read_it(
    client_a, client_b, tmp_path, settings
):
    settings.VAR_DIR = tmp_path
    paths = []
    for client in (client_a, client_b):
        with BadRows(client) as rows:
            rows.add(tmp_path / "orders.csv", 7, "no date")
        assert rows.path is not None
        assert rows.path.name.startswith(client.slug)
        assert rows.path.stat().st_mode & 0o077 == 0
        paths.append(rows.path)
    assert paths[0] != paths[1]


@pytest.mark.django_db(transaction=True)
def test_a_lock_of_a_does_not_hold_b_up(client_a, client_b):
    """The same name, at the same time: B has its own."""
    from django.db import transaction

    taken = Event()

    def at_b() -> None:
        try:
            with client_b.active(), transaction.atomic():
                locks.hold("contact/1")
                taken.set()
        finally:
            connection.close()

    with client_a.active(), transaction.atomic():
        locks.hold("contact/1")
        other = Thread(target=at_b)
        other.start()
        assert taken.wait(10)
        other.join()
