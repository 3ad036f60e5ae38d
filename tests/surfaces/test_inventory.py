"""The list of every way in, as a person and as a program read it."""

import json
from io import StringIO

from django.core.management import call_command

from surfaces import inventory
from surfaces.inventory import Entry, everything


def said(*options: str) -> str:
    out = StringIO()
    call_command("inventory", *options, stdout=out)
    return out.getvalue()


def route(address: str, host: str) -> Entry:
    return next(one for one in everything() if one.kind == "route" and one.host == host and one.address == address)


def test_each_kind_says_what_it_needs():
    needs = {one.kind: one.door for one in everything()}
    assert needs["handler"] == "job"
    assert needs["task"] == "broker"
    assert needs["command"] == "shell"
    assert {one.door for one in everything() if one.kind == "route"} == {"client", "staff", "token", "open"}


def test_the_role_of_an_address_is_that_of_its_door():
    assert route("/approvals/", "client").needs == "view"
    assert route("/switch/", "client").needs == "manage"
    assert route("/admin/approvals/decide/", "public").needs == "decide"
    assert route("/admin/tenants/client/add/", "public").needs == "manage"
    assert route("/healthz", "public").door == "open"
    assert (route("/api/directive", "client").door, route("/api/directive", "client").needs) == ("token", "directives")


def test_an_address_can_be_filled_in():
    found = route("/approvals/%(review_id)s/message/%(action_id)s/", "client")
    assert found.blanks == ("review_id", "action_id")
    assert found.address % {"review_id": 1, "action_id": 2} == "/approvals/1/message/2/"


def test_the_order_is_always_the_same_and_nothing_is_there_twice_but_the_start_page():
    """Our command centre stands in front of the admin's own start page."""
    names = [(one.kind, one.host, one.name) for one in everything()]
    assert names == sorted(names)
    assert {name for name in names if names.count(name) > 1} == {("route", "public", "/admin/")}


def test_only_our_own_commands_are_listed():
    commands = {one.name for one in inventory.commands()}
    assert {"create_client", "import_shop", "inventory"} <= commands
    assert not commands & {"shell", "dbshell", "loaddata"}


def test_programs_get_json_and_people_lines():
    listed = json.loads(said("--json"))
    assert len(listed) == len(everything()) == len(said().splitlines())
    assert {"kind", "name", "host", "door", "needs", "address", "blanks"} == set(listed[0])
