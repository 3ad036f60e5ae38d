"""The first start on a machine, and every one after it."""

import pytest

import events
from crm.models import Contact, Order
from events import registry
from sensors.models import Goal
from surfaces.local import agency, loop, words
from tenants.models import Client, Member, User

pytestmark = pytest.mark.django_db(transaction=True)


def counts(shop: Client) -> tuple[int, int, int]:
    with shop.active():
        return Client.objects.count(), Contact.objects.count(), Order.objects.count()


def test_every_start_after_the_first_finds_everything_and_adds_nothing(shop, monkeypatch):
    before = counts(shop)
    assert before[2] > 1_000
    assert agency.ensure_agency() == [shop]
    assert counts(shop) == before
    assert shop.is_demo and Client.objects.get(slug="bureau").is_agency
    passwords_are_shown_once_and_open_the_account(shop)
    the_goal_lies_above_today_and_is_set_once(shop)
    work_that_never_ends_is_named_instead_of_waited_for(shop, monkeypatch)


def passwords_are_shown_once_and_open_the_account(shop):
    first = agency.ensure_accounts([shop])
    assert [each.email for each in first] == [
        "admin@agency.example", "approver@agency.example", "owner@velmora-coffee.example",
    ]  # fmt: skip
    for each in first:
        assert User.objects.get(email=each.email).check_password(each.password)
    again = agency.ensure_accounts([shop])
    assert [each.password for each in again] == ["", "", ""]
    assert Member.objects.get(client=shop).role == "owner"
    told = "\n".join(words.account_lines(first))
    assert all(each.password in told for each in first)
    assert "password as shown at the first start" in "\n".join(words.account_lines(again))


def the_goal_lies_above_today_and_is_set_once(shop):
    agency.ensure_goal(shop)
    agency.ensure_goal(shop)
    with shop.active():
        goal = Goal.objects.get()
    assert 50 < goal.target < 70


def work_that_never_ends_is_named_instead_of_waited_for(shop, monkeypatch):
    monkeypatch.setattr(loop.time, "sleep", lambda seconds: None)
    with shop.active():
        events.enqueue("stands.still", key="x")
    with pytest.raises(loop.NotSettled, match=r"velmora-coffee: .*stands\.still"):
        loop.settle(shop, limit_s=0)
    assert registry.find("stands.still") is None
