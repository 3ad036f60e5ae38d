"""The newest figure of each kind per client, in one query for all of them."""

from datetime import timedelta

import pytest
from django.db import transaction

import events
from events.models import Board
from tenants import clock
from tenants.errors import NoClient

pytestmark = pytest.mark.usefixtures("noon")


def figures(kind="pressure"):
    return {(row.client_id, row.key): (row.state, row.number) for row in Board.objects.of_kind(kind)}


def test_the_newest_figure_replaces_the_one_before(in_a, noon):
    events.board.put("pressure", "retention", state="ok", number=40.0, at=noon)
    events.board.put("pressure", "retention", state="warning", number=70.0, at=noon + timedelta(hours=1))
    assert figures() == {(in_a.pk, "retention"): ("warning", 70.0)}


def test_a_figure_that_comes_late_never_covers_a_newer_one(in_a, noon):
    events.board.put("pressure", "retention", number=70.0, at=noon)
    events.board.put("pressure", "retention", number=40.0, at=noon - timedelta(seconds=1))
    assert figures() == {(in_a.pk, "retention"): ("", 70.0)}


def test_not_known_is_not_zero(in_a, noon):
    events.board.put("pressure", "mail", state="blocked", at=noon)
    assert figures() == {(in_a.pk, "mail"): ("blocked", None)}


def test_each_client_has_its_own_and_a_page_reads_all_at_once(client_a, client_b, noon, django_assert_num_queries):
    for client, number in ((client_a, 1.0), (client_b, 2.0)):
        with client.active():
            events.board.put("pressure", "mail", number=number, at=noon)
            events.board.put("run", "mail", number=9, at=noon)
    figures("run")  # leaves the clients' schemas
    with django_assert_num_queries(1):
        assert figures() == {(client_a.pk, "mail"): ("", 1.0), (client_b.pk, "mail"): ("", 2.0)}
    assert Board.objects.of_client(client_b).count() == 2


def test_a_figure_shares_the_fate_of_the_change_it_shows(in_a, noon):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.board.put("pressure", "mail", number=1, at=noon)
        raise ZeroDivisionError
    assert figures() == {}


def test_without_a_client_there_is_no_board_to_write_on(client_a):
    with pytest.raises(NoClient):
        events.board.put("pressure", "mail", at=clock.now())
