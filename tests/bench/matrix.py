"""Pressure pages: the staff's matrix across 20 and 200 clients, and one client's own."""

from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from crm import demo
from events.models import Board
from sensors import registry
from sensors.services import read_all
from tenants import clock
from tenants.models import Client, User
from tests.bench import world
from tests.bench.home import cpu_ms, signed_in
from tests.bench.report import Line

FEW, MANY = 20, 200


def staff() -> Browser:
    """Somebody of the agency who may look, on its own host."""
    user = User.objects.filter(email="bench@staff.example").first() or User.objects.create_user(
        "bench@staff.example", staff_role="viewer"
    )
    browser = Browser(headers={"host": "localhost"})
    browser.force_login(user, backend="tenants.sign_in.HostBackend")
    return browser


def add_clients(number: int, first: int = 0) -> None:
    """Client rows with every sensor's last figure on the board; no schemas: the page reads none."""
    now = clock.now()
    made = Client.objects.bulk_create(
        Client(
            slug=f"row-{each}", name=f"Row {each}", schema_name=f"client_row_{each}", state="active", country="BE",
            currency="EUR", language="en", timezone="Europe/Brussels", created_at=now,
        )
        for each in range(first, number)
    )  # fmt: skip
    Board.objects.bulk_create(
        Board(client=owner, kind="sensor", key=sensor.slug, state="ok", number=(owner.pk * 7 + place) % 100, at=now)
        for owner in made
        for place, sensor in enumerate(registry.all())
    )


def page(browser: Browser, path: str) -> Callable[[], object]:
    def load() -> object:
        answer = browser.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer

    return load


def queries(load: Callable[[], object]) -> int:
    """Statements of a page that was opened before; finding the client's schema is none of them."""
    load()
    with CaptureQueriesContext(connection) as seen:
        load()
    return sum("search_path" not in query["sql"] for query in seen.captured_queries)


def measure() -> Iterator[Line]:
    centre = page(staff(), "/admin/")
    add_clients(FEW)
    few, few_ms = queries(centre), cpu_ms(centre)
    add_clients(MANY, FEW)
    many, many_ms = queries(centre), cpu_ms(centre)
    Client.objects.filter(slug__startswith="row-").delete()
    yield Line(f"queries of the staff's matrix, {FEW} clients", str(few))
    yield Line(f"the same, {MANY} clients", str(many), f"{many / few:.2f} x", "flat")
    yield Line(f"CPU of the staff's matrix, {FEW} clients", f"{few_ms:.1f} ms")
    yield Line(f"the same, {MANY} clients (50 shown)", f"{many_ms:.1f} ms", f"{many_ms / few_ms:.2f} x")
    yield from of_one_client()


def of_one_client() -> Iterator[Line]:
    client = world.client("bench-home", is_demo=True)
    with client.active():
        demo.generate(client, clock.now())
        read_all()
    own = page(signed_in(client), "/pressures/")
    yield Line("queries of a client's pressure page", str(queries(own)))
    yield Line("CPU of a client's pressure page", f"{cpu_ms(own):.1f} ms")
