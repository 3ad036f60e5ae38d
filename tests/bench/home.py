"""A client's home page: queries, and CPU against the same code without our context."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from automations.autonomy import tick
from crm import demo
from sensors.services import read_all
from tenants import clock
from tenants.models import Client, User
from tenants.postgresql.base import DatabaseWrapper
from tenants.services import add_member
from tests.bench import world
from tests.bench.report import Line

ROUNDS = 40


def signed_in(client: Client) -> Browser:
    user = User.objects.filter(email="bench@home.example").first() or User.objects.create_user("bench@home.example")
    add_member(client, user, "owner")
    browser = Browser(headers={"host": client.host})
    browser.force_login(user, backend="tenants.sign_in.HostBackend")
    session = browser.session
    session["client_id"] = client.pk
    session.save()
    return browser


def cpu_ms(load: Callable[[], object]) -> float:
    """Median CPU milliseconds of a call, after a few to warm up."""
    taken = []
    for number in range(ROUNDS + 5):
        begun = time.process_time()
        load()
        if number >= 5:
            taken.append(1000 * (time.process_time() - begun))
    return median(taken)


@contextmanager
def fixed_path(client: Client) -> Iterator[None]:
    """The path set once on the connection and never looked at again: what a single-tenant product would do."""
    ours = DatabaseWrapper._handle_search_path
    connection.close()
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(f'SET search_path = "{client.schema_name}", public')
    # The connection must outlive each request, or its path would go with it.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    DatabaseWrapper._handle_search_path = lambda self, cursor=None: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        DatabaseWrapper._handle_search_path = ours  # type: ignore[method-assign]
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
        connection.close()


def measure() -> Iterator[Line]:
    client = world.client("bench-home", is_demo=True)
    with client.active():
        demo.generate(client, clock.now())
        read_all()
        tick()
    browser = signed_in(client)

    def load() -> object:
        answer = browser.get("/")
        assert answer.status_code == 200, answer.status_code
        return answer

    load()
    with CaptureQueriesContext(connection) as queries:
        load()
    own = [query for query in queries.captured_queries if "search_path" not in query["sql"]]
    ours = cpu_ms(load)
    with fixed_path(client):
        fixed = cpu_ms(load)
    yield Line("queries of the home page (paths not counted)", str(len(own)), "", "at most 12")
    yield Line("CPU of the home page", f"{ours:.1f} ms")
    yield Line("the same with a fixed search path", f"{fixed:.1f} ms", f"{ours / fixed:.2f} x", "at most 1.3 x")
