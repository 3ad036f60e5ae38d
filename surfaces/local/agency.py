"""The demo agency: its own record, two demo shops, and an account for each kind of person."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.db import transaction

from crm import demo
from sensors import metrics
from sensors.goals import set_goal
from sensors.models import Goal
from sensors.services import read
from tenants import clock
from tenants.models import Client, MemberRole, StaffRole, User
from tenants.services import NewClient, add_member, create_client

GOAL_METRIC = "repeat_buyers_90d"
GOAL_DAYS = 120
GOAL_STEP = 5.0
"""The demo goal: this many points more than the shop does today, in whole percents."""


@dataclass(frozen=True)
class Account:
    """A person to sign in as; `password` is '' when the account existed already."""

    email: str
    password: str
    where: str
    may: str


SHOPS = (
    NewClient(slug="maison-tazri", name="Maison Tazri", country="MA", is_demo=True),
    NewClient(slug="velmora", name="Velmora Coffee", country="BE", language="en", is_demo=True),
)
OWNERS = ("Salma Berrada", "Ines Lambert")
AGENCY = NewClient(slug="agency", name="3A Agency", country="MA", language="en", is_agency=True)


def ensure_agency() -> list[Client]:
    """The demo shops, with their history up to now; made at the first call, brought up to date later."""
    _ensure(AGENCY)
    shops = [_ensure(wanted) for wanted in SHOPS]
    for shop in shops:
        with shop.active():
            demo.generate(shop, until=clock.now())
    return shops


def ensure_goal(shop: Client) -> None:
    """Give a shop without goals one that lies a little above what it does today."""
    with shop.active():
        if Goal.objects.exists():
            return
        read(metrics.get(GOAL_METRIC)[1].slug)
        today = metrics.value(GOAL_METRIC, clock.now()).value
        if today is not None:
            due_on = clock.today(shop) + timedelta(days=GOAL_DAYS)
            set_goal(GOAL_METRIC, ceil(today + GOAL_STEP), due_on=due_on)


def _ensure(wanted: NewClient) -> Client:
    known = Client.objects.filter(slug=wanted.slug).exclude(state=Client.State.PROVISIONING).first()
    return known or create_client(wanted)


def ensure_accounts(shops: list[Client]) -> list[Account]:
    """One administrator, one approver and an owner per shop; passwords are made once and shown once."""
    agency = Client.objects.get(slug=AGENCY.slug)
    staff = "/admin/"
    accounts = [
        _person("admin@agency.example", "Adil Amrani", StaffRole.ADMIN, staff, "everything"),
        _person("approver@agency.example", "Nadia Karim", StaffRole.APPROVER, staff, "decide what waits"),
    ]
    for shop, name in zip(shops, OWNERS, strict=True):
        email = f"owner@{shop.slug}.example"
        accounts.append(_person(email, name, StaffRole.NONE, shop.url(), "own this shop"))
        add_member(shop, User.objects.get(email=email), MemberRole.OWNER)
    add_member(agency, User.objects.get(email="admin@agency.example"), MemberRole.OWNER)
    return accounts


@transaction.atomic
def _person(email: str, name: str, role: str, where: str, may: str) -> Account:
    if User.objects.filter(email=email).exists():
        return Account(email, "", where, may)
    password = secrets.token_urlsafe(12)
    User.objects.create_user(email, password, name=name, staff_role=role)
    return Account(email, password, where, may)
