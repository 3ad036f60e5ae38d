"""Two clients at work, made by the services, and everybody who might look at the wrong one.

Every contact wears a canary word in name, address and tag, so that a single letter of theirs in a
shared table, a log or another client's page is found by searching for it.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client as Browser

import events
import reviews
from automations import unsubscribe
from automations.hold_out import is_held_out
from automations.models import Action, Run
from automations.services import request_simulation, start_run
from automations.services.directing import open_session
from crm.models import Contact
from crm.services import Batch, ContactRow, OrderRow, note_arrival, upsert_orders
from crm.services.sources import Source
from events.models import Job
from integrations import mail
from reviews.models import Review
from sensors.goals import set_goal
from sensors.services import read
from tenants import clock, tickets
from tenants.models import Client, User
from tests.conftest import NOON
from tests.world import PASSWORD, _client, _member, _person

CANARY = "Kanarienvogel"
SERIES = "at-risk-customer-flow"
SIGN_IN = "/accounts/login/"


@dataclass
class Shop:
    """A client with a plan that waits, one that is carried out, mail that left, and a job that died.

    `blanks` holds, by the name of a blank in an address, an id of this client's own.
    """

    client: Client
    waiting: Review
    done: Run
    blanks: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    a: Shop
    b: Shop
    owner: User
    viewer: User
    manager_b: User
    approver: User


@pytest.fixture(scope="module")
def standing(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """Client A and client B, both in the middle of their work, and their mail: made once for all tests of a module.

    Each test's own transaction is a savepoint within the one that is open here. So a module that uses it
    has neither tests that commit nor such as count on clients without rows.
    """
    mail_dir = tmp_path_factory.mktemp("world") / "mailbox"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(settings, "MAILBOX_DIR", mail_dir)
        patch.setattr(settings, "EMAIL_URL", "")
        # As a test's own transaction is marked, so that code that begins one of its own may.
        connection.atomic_blocks[-1]._from_testcase = True
        with clock.frozen(NOON):
            made = _made()
        yield made, mail_dir
        transaction.set_rollback(True)


def _made() -> World:
    client_a, client_b = (_client(slug) for slug in ("maison", "velmora"))
    owner, viewer = _member(client_a, "owner"), _member(client_a, "viewer")
    manager_b = _member(client_b, "manager")
    approver = _person("approver@agency.example", staff_role="approver", name="Nadia Karim")
    return World(at_work(client_a, approver), at_work(client_b, approver), owner, viewer, manager_b, approver)


@pytest.fixture
def world(standing: tuple[World, Path], _rows: None, noon: object, mailbox: Path) -> World:
    """The standing world as it was made: what a test changes, in rows, mail or objects, ends with it."""
    made, mail_dir = standing
    shutil.copytree(mail_dir, mailbox)
    return deepcopy(made)


def at_work(client: Client, approver: User) -> Shop:
    """History, readings, a goal, a finished run, a waiting run and a dead job of one client."""
    with client.active():
        contacts = customers(client)
        read("retention-sensor")
        set_goal("repeat_buyers_90d", 90)
        done = start_run(SERIES, {"contacts": {"contacts": contacts[:1]}}, trigger="manual")
        decided = Review.objects.get(pk=done.review_id)
        assert reviews.approve(decided, by=approver, digest=decided.digest, note=f"Ask {CANARY} first")
        events.run_due(client=client)
        waiting = start_run(SERIES, {"contacts": {"contacts": contacts[1:]}}, trigger="manual")
        events.enqueue("no.such.handler", {"run_id": str(done.pk)}, key="dies")
        today = clock.today(client)
        simulated = request_simulation(SERIES, today - timedelta(days=2), today, by=approver)
        events.run_due(client=client)
        ordered = open_session(f"Write to {CANARY}", by=approver, door="page")
        asked = Review.objects.get(pk=waiting.review_id)
        action = Action.objects.filter(review_id=asked.pk).first()
        assert action is not None
        blanks = {
            "review_id": asked.pk,
            "run_id": waiting.pk,
            "simulation_id": simulated.pk,
            "session_id": ordered.pk,
            "action_id": action.pk,
            "job_id": Job.objects.dead().get(client=client).pk,
            "client_id": client.pk,
            "token": unsubscribe.link(client, contacts[0]).rstrip("/").rpartition("/")[2],
            "secret": tickets.issue(client, to=approver),
            "name": mail.mailbox(client)[0].path.stem,
        }
    return Shop(client, asked, done, blanks)


def customers(client: Client) -> list[int]:
    """Three valuable buyers who agreed to mail, through the importers' own service."""
    long_ago, names = clock.now() - timedelta(days=200), []
    rows, orders = [], []
    for number in range(8):
        name = f"{CANARY}-{client.slug}-{number}"
        rows.append(
            ContactRow(
                name,
                long_ago,
                long_ago,
                long_ago,
                email=f"{name}@shop.example",
                first_name=name,
                last_name=CANARY,
                phone=f"+32 {CANARY}",
                country=client.country,
                language=client.language,
                consent="opted_in",
                consent_at=long_ago,
            )
        )
        for turn, days in enumerate((199, 20, 1)):
            at = clock.now() - timedelta(days=days, minutes=number)
            orders.append(OrderRow(f"{name}/{turn}", name, "sale", 9_000_00, client.currency, at, at))
    counts = upsert_orders(Batch("imported-orders", contacts=rows, orders=orders))
    source, _made = Source.objects.get_or_create(slug="imported-orders", defaults={"first_imported_at": long_ago})
    note_arrival(source, counts)
    for contact in Contact.objects.order_by("pk"):
        if not is_held_out(client.pk, SERIES, contact.pk):
            names.append(contact.pk)
    return names[:3]


NOBODYS: dict[str, Callable[[], Any]] = {
    "review_id": uuid4,
    "run_id": uuid4,
    "simulation_id": uuid4,
    "session_id": uuid4,
    "limit_id": lambda: 999_999_999,
    "silence_id": lambda: 999_999_999,
    "metric": lambda: "nothing-is-called-so",
    "action_id": uuid4,
    "job_id": lambda: 999_999_999,
    "client_id": lambda: 999_999_999,
    "token": lambda: "1-1.not-our-signature",
    "secret": lambda: "nobodys-secret",
    "name": lambda: "0" * 40,
    "slug": lambda: "nothing-is-called-so",
    "connector": lambda: "nothing-is-called-so",
    "connection_id": lambda: 999_999_999,
    "subscription_id": lambda: 999_999_999,
    "privacy_id": lambda: 999_999_999,
    "dispatch_id": lambda: 999_999_999,
    "ticket": lambda: "nobodys-ticket",
    "object_id": lambda: "999999999",
    "content_type_id": lambda: "999999999",
    "uidb36": lambda: "zzzzz",
    "key": lambda: "set-password",
    "url": lambda: "no/such/page/",
    "app_label": lambda: "reviews",
}
"""By the name of a blank, a value of the right form that belongs to nobody.

An address with a blank that is not listed here fails the tests: say what it stands for, and if it
is an id of a client's row, put the client's own into `at_work`.
"""


@pytest.fixture
def sign_in() -> Callable[..., Browser]:
    """Through the sign-in page of a host, as people do, and the greeting read; it counts on that host only."""

    def enter(user: User, host: str = "localhost") -> Browser:
        browser = Browser(headers={"host": host})
        browser.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
        browser.get("/accounts/password/change/")
        return browser

    return enter


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything that would have been logged."""
    caplog.set_level(logging.DEBUG, logger="")
    for noisy in ("django.db.backends", "faker", "asyncio"):
        caplog.set_level(logging.INFO, logger=noisy)
    yield caplog


def host_of(client: Client) -> str:
    return f"{client.slug}.localhost"


@contextmanager
def attempt() -> Iterator[None]:
    """Try what may leave the test's transaction broken: it is whole again afterwards."""
    undo = transaction.savepoint()
    try:
        yield
    finally:
        transaction.set_rollback(False)
        transaction.savepoint_rollback(undo)


@dataclass(frozen=True)
class Changes:
    """How often rows of each table were touched so far in this test's transaction."""

    counts: dict[str, tuple[int, ...]]

    @classmethod
    def now(cls) -> "Changes":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
                " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
            )
            return cls({name: tuple(counts) for name, *counts in cursor.fetchall()})

    def since(self) -> set[str]:
        """The tables that were written since; what was undone again counts too."""
        return {name for name, counts in Changes.now().counts.items() if counts != self.counts.get(name, (0, 0, 0))}
