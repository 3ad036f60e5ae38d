"""A client never sees another client, whatever the style of the code."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import ProgrammingError, connection, transaction
from django_tenants.postgresql_backend.base import DatabaseWrapper as StockWrapper

from tenants import context
from tenants.errors import ClientSwitch, NoClient
from tenants.models import User


def path() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def test_statements_run_in_the_active_client_and_nowhere_after(client_a, client_b):
    with client_a.active():
        assert path() == "client_maison"
    with client_b.active():
        assert path() == "client_velmora"
    assert path() == "public"


def test_without_a_client_there_is_none_to_fall_back_to(client_a):
    with pytest.raises(NoClient):
        context.current()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM crm_contact")


def test_another_client_cannot_be_entered_inside(client_a, client_b):
    with client_a.active(), pytest.raises(ClientSwitch), client_b.active():
        pass


def test_the_same_client_may_be_entered_again(client_a):
    with client_a.active(), client_a.active():
        assert path() == "client_maison"


def test_no_entry_inside_an_open_transaction(client_a):
    with transaction.atomic(), pytest.raises(ClientSwitch), client_a.active():
        pass


@pytest.mark.parametrize("enter", [lambda client: client.activate(), lambda client: client.__enter__()])
def test_the_stock_ways_in_are_closed(client_a, enter):
    with pytest.raises(RuntimeError):
        enter(client_a)


def test_after_an_error_the_next_statement_sets_its_path_again(client_a, client_b):
    for turn in range(200):
        client = (client_a, client_b)[turn % 2]
        with client.active():
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM no_such_table")
            assert path() == client.schema_name


def test_a_rolled_back_transaction_does_not_leave_its_path_behind(client_a):
    with client_a.active(), pytest.raises(RuntimeError), transaction.atomic():
        path()
        raise RuntimeError
    assert path() == "public"
    with client_a.active():
        assert path() == "client_maison"


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_share_a_client(client_a, client_b):
    seen: dict[str, set[str]] = {"a": set(), "b": set()}
    together = threading.Barrier(2)

    def work(name: str, client) -> None:
        try:
            with client.active():
                together.wait()
                for _ in range(50):
                    seen[name].add(path())
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", client_a), ("b", client_b))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"a": {"client_maison"}, "b": {"client_velmora"}}


async def interleaved(clients, look) -> list[tuple[str, str]]:
    """Each task enters its client and looks in several steps, giving way to the others in between."""

    async def one(client) -> list[tuple[str, str]]:
        found = []
        with client.active():
            for _ in range(10):
                await asyncio.sleep(0)
                found.append((client.schema_name, await sync_to_async(look, thread_sensitive=True)()))
        return found

    results = await asyncio.gather(*(one(clients[index % 2]) for index in range(20)))
    return [pair for result in results for pair in result]


@pytest.mark.django_db(transaction=True)
def test_async_tasks_that_share_a_thread_do_not_share_a_client(client_a, client_b):
    pairs = asyncio.run(interleaved([client_a, client_b], path))
    assert len(pairs) == 200
    assert all(wanted == got for wanted, got in pairs)


@pytest.mark.django_db(transaction=True)
def test_the_stock_backend_mixes_them_up(client_a, client_b):
    """The leak our backend exists for: there the schema follows the thread, not the task."""
    stock = StockWrapper({**connection.settings_dict, "OPTIONS": {}}, alias="default")
    stock.inc_thread_sharing()

    def enter(client) -> None:
        stock.set_schema(client.schema_name)

    def look() -> str:
        with stock.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            return cursor.fetchone()[0]

    async def one(client) -> list[tuple[str, str]]:
        await sync_to_async(enter, thread_sensitive=True)(client)
        found = []
        for _ in range(10):
            await asyncio.sleep(0)
            found.append((client.schema_name, await sync_to_async(look, thread_sensitive=True)()))
        return found

    async def run() -> list[tuple[str, str]]:
        results = await asyncio.gather(*(one((client_a, client_b)[index % 2]) for index in range(20)))
        return [pair for result in results for pair in result]

    try:
        assert any(wanted != got for wanted, got in asyncio.run(run()))
    finally:
        stock.close()


def test_people_are_shared_rows_and_visible_in_every_client(client_a, owner):
    with client_a.active():
        assert User.objects.filter(pk=owner.pk).exists()
