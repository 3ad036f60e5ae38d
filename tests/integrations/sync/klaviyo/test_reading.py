"""Who opened and clicked: once each, by address, from where the last reading stopped."""

from datetime import timedelta

import pytest

import events
from crm.models import Activity
from integrations import connections
from integrations.errors import Temporary
from integrations.models import Connection, SyncCursor
from integrations.sync.klaviyo import happenings, reading
from tenants import clock
from tests.fakes.klaviyo_account import FIRST


def kinds() -> list[tuple[str, str]]:
    return list(Activity.objects.order_by("happened_at").values_list("contact__email_key", "kind"))


def test_opens_and_clicks_become_activities_of_whoever_has_the_address(account, person):
    salma = person("Salma@Shop.example")
    said = {"Campaign Name": "Autumn", "Subject": "New lamps", "$message": "M9", "Client IP": "81.2.3.4"}
    account.happened("SALMA@shop.example", **said)
    account.happened("salma@shop.example", metric="Clicked Email", URL="https://shop.example/lamp?email=salma")
    assert reading.pull() == {"opens": 1, "clicks": 1}
    first, second = Activity.objects.order_by("happened_at")
    assert (first.contact, first.kind, first.happened_at) == (salma, "mail.opened", FIRST + timedelta(minutes=1))
    assert first.data == {"campaign": "Autumn", "subject": "New lamps", "message": "M9"}
    assert (second.kind, second.data) == ("mail.clicked", {"page": "shop.example/lamp"}), "no word of the person"
    assert first.known_at == clock.now(), "what was not known yesterday was not known yesterday"


def test_strangers_and_people_who_were_erased_leave_nothing(account, person):
    person("salma@shop.example")
    for address in ("nobody@shop.example", "", "salma@shop.example"):
        account.happened(address)
    reading.pull()
    assert kinds() == [("salma@shop.example", "mail.opened")]
    cursor = SyncCursor.objects.get(resource="opens")
    assert (cursor.done, cursor.new, cursor.same) == (3, 1, 0)


def test_an_event_that_is_listed_again_is_the_same_event(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example", at=clock.now() - timedelta(minutes=2))
    for _time in range(3):
        reading.pull()
    assert len(kinds()) == 1
    assert SyncCursor.objects.get(resource="opens").same == 2, "the overlap was read again"


def test_what_is_listed_late_is_not_missed(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example", at=clock.now() - timedelta(minutes=5))
    reading.pull()
    account.happened("salma@shop.example", at=clock.now() - timedelta(minutes=50))
    reading.pull()
    assert len(kinds()) == 2


def test_an_open_that_may_be_a_machines_says_so(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example", **{"Apple Privacy Open": True})
    account.happened("salma@shop.example", **{"Machine Open": "False"})
    reading.pull()
    assert [note.data for note in Activity.objects.order_by("happened_at")] == [{"by_machine": True}, {}]


def test_a_reading_that_was_cut_off_goes_on_where_it_stopped(account, person):
    person("salma@shop.example")
    for _number in range(450):
        account.happened("salma@shop.example")
    row, service = Connection.objects.get(connector="klaviyo"), connections.bound("klaviyo")
    cursor = reading.begin(row, "ACC1", "opens")
    assert reading.step(cursor, service, "OPEN1") is True and len(kinds()) == 200
    assert 0 < reading.progress()["opens"] < 100
    asked = len(account.fake.calls)
    reading.pull()
    pages = [call.query.get("page[cursor]") for call in account.fake.calls[asked:] if call.path == "/api/events"]
    assert pages == [["200"], ["400"], None], "no page of opens is read twice"
    assert (len(kinds()), reading.progress()) == (450, {"opens": 100, "clicks": 100})


def test_a_page_is_either_written_and_remembered_or_neither(account, person, monkeypatch):
    person("salma@shop.example")
    account.happened("salma@shop.example")
    with monkeypatch.context() as spoilt, pytest.raises(RuntimeError):
        spoilt.setattr(SyncCursor, "see", lambda *_a: (_ for _ in ()).throw(RuntimeError("killed")))
        reading.pull()
    assert (kinds(), SyncCursor.objects.get(resource="opens").turn) == ([], 0)
    reading.pull()
    assert len(kinds()) == 1


def test_of_two_readers_at_once_one_stops(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example")
    row, service = Connection.objects.get(connector="klaviyo"), connections.bound("klaviyo")
    mine = reading.begin(row, "ACC1", "opens")
    theirs = reading.begin(row, "ACC1", "opens")
    reading.step(mine, service, "OPEN1")
    assert reading.step(theirs, service, "OPEN1") is False
    assert SyncCursor.objects.get(resource="opens").turn == 1


def test_a_place_that_klaviyo_forgot_is_found_again_by_time(account, person):
    person("salma@shop.example")
    for _number in range(450):
        account.happened("salma@shop.example")
    account.forget_cursors = True
    reading.pull()
    assert len(kinds()) == 450


def test_another_account_is_read_from_its_beginning(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example", at=clock.now())
    reading.pull()
    account.account_id, account.held = "ACC2", []
    account.happened("salma@shop.example", at=clock.now() - timedelta(days=100))["id"] = "OTHER"
    reading.pull()
    assert len(kinds()) == 2
    assert SyncCursor.objects.get(resource="opens").account == "ACC2"


def test_an_account_that_never_sent_a_mail_is_read_completely(account, person):
    person("salma@shop.example")
    account.metrics = {}
    assert reading.pull() == {"opens": 0, "clicks": 0}
    assert reading.progress() == {"opens": 100, "clicks": 100}


def test_nothing_is_read_before_anybody_is_known(account, person):
    account.happened("salma@shop.example")
    assert reading.pull() == {} and not SyncCursor.objects.exists()
    person("salma@shop.example")
    reading.pull()
    assert len(kinds()) == 1, "what people did before is not lost"


def test_the_shops_customers_come_first(account, person, monkeypatch):
    person("guest@shop.example")
    shop = Connection.objects.create(connector="shopify", state="connected", since=clock.now())
    cursor = SyncCursor.objects.create(connection=shop, resource="customers", account="maison")
    monkeypatch.setattr(connections, "is_connected", lambda slug: True)
    assert reading.pull() == {}
    SyncCursor.objects.filter(pk=cursor.pk).update(finished_at=clock.now())
    assert reading.pull() == {"opens": 0, "clicks": 0}


def test_made_up_people_are_never_mixed_with_real_opens(account, person, in_a):
    person("salma@shop.example")
    account.happened("salma@shop.example")
    in_a.is_rehearsal = True
    assert reading.pull() == {} and kinds() == []


def test_an_answer_that_makes_no_sense_leaves_everything_as_it_was(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example")
    account.fake.replies["GET /api/events"] = {"data": [{"id": "E1", "attributes": {}}], "links": {}}
    with pytest.raises(happenings.Refused) as caught:
        reading.pull()
    assert caught.value.code == "nonsense"
    account.fake.replies["GET /api/events"] = {"rows": 1}
    with pytest.raises(Temporary):
        reading.pull()
    assert kinds() == [] and SyncCursor.objects.get(resource="opens").finished_at is None


def test_a_connected_account_is_read_at_once_and_every_quarter_of_an_hour(account, person):
    person("salma@shop.example")
    account.happened("salma@shop.example")
    clock.advance(timedelta(minutes=1))
    connections.configure("klaviyo", {"KLAVIYO_API_KEY": "pk_canary"}, by=None)
    connections.test("klaviyo")
    events.run_due()
    assert len(kinds()) == 1


def test_a_long_reading_is_done_in_turns_so_that_no_token_ends_in_the_middle(account, person, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    person("salma@shop.example")
    for _number in range(450):
        account.happened("salma@shop.example")
    events.enqueue("integrations.pull_klaviyo", {}, key="one")
    events.run_due()
    assert len(kinds()) == 450 and not reading.is_under_way()
    assert reading.pull()["opens"] == 61, "the last hour is read again, nothing more"
