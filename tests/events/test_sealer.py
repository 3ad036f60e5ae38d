"""The ledger cannot be changed, thinned out or lengthened unnoticed."""

from datetime import timedelta
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command

from events import sealer
from events.models import Board
from tenants import clock, ledger
from tenants.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("noon")


def write(client, count):
    for n in range(count):
        ledger.write("run.started", ("run", n), client=client)


@pytest.fixture
def chained(client_a, client_b):
    """Five entries of A, three of B, two of the platform, all sealed."""
    write(client_a, 5)
    write(client_b, 3)
    write(None, 2)
    assert sealer.seal() == 10
    return LedgerEntry.objects.filter(client=client_a).order_by("number")


def verify(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("ledger", "verify", *args, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, err.getvalue().strip()
    return 0, out.getvalue().strip()


def test_each_client_and_the_platform_count_from_one_without_a_gap(chained, client_a, client_b):
    for owner, numbers in ((client_a, [1, 2, 3, 4, 5]), (client_b, [1, 2, 3]), (None, [1, 2])):
        own = LedgerEntry.objects.filter(client=owner).order_by("id")
        assert [entry.number for entry in own] == numbers
    assert verify() == (0, "The ledger is intact.")


def test_sealing_goes_on_where_it_stopped(chained, client_a):
    write(client_a, 2)
    assert sealer.seal() == 2
    assert sealer.seal() == 0
    last, before = chained.reverse()[:2]
    assert (last.number, last.previous_hash) == (7, before.hash)
    assert sealer.verify(client_a.pk) is None


@pytest.mark.parametrize(
    "change",
    [
        {"what": "run.stopped"},
        {"subject_kind": "job"},
        {"subject_id": "99"},
        {"by_user_id": 7},
        {"digest": "f" * 64},
        {"at": clock.now() - timedelta(days=1)},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
)
def test_a_changed_row_is_named(chained, client_a, client_b, change):
    row = chained[2]
    LedgerEntry.objects.filter(pk=row.pk).update(**change)
    assert verify() == (1, f"client {client_a.pk}: number 3 (row {row.pk}) is broken")
    assert verify("--client", client_b.slug) == (0, "The ledger is intact.")


def test_a_row_moved_to_another_client_is_missed_at_its_own(chained, client_a, client_b):
    LedgerEntry.objects.filter(pk=chained[4].pk).update(client=client_b)
    assert sealer.verify(client_a.pk).number == 5
    assert sealer.verify(client_b.pk) is not None


def test_a_removed_row_is_named(chained, client_a):
    chained[1].delete()
    assert verify("--client", "maison") == (1, f"client {client_a.pk}: number 2 is missing")


def test_a_removed_end_of_the_chain_is_noticed(chained, client_a):
    LedgerEntry.objects.filter(client=client_a, number__gte=4).delete()
    assert verify("--client", "maison") == (1, f"client {client_a.pk}: number 4 is missing")


def test_a_removed_chain_is_noticed(chained, client_a):
    LedgerEntry.objects.filter(client=client_a).delete()
    assert verify()[0] == 1


def test_a_chain_computed_anew_differs_from_the_head_that_was_shown(chained, client_a):
    LedgerEntry.objects.filter(client=client_a).update(number=None, hash="", previous_hash="", what="run.stopped")
    head = Board.objects.of_kind("ledger").get(client=client_a)
    sealer.seal()
    Board.objects.filter(pk=head.pk).update(state=head.state)
    assert sealer.verify(client_a.pk).kind == "broken"


def test_a_row_kept_from_sealing_is_named(chained, client_a):
    write(client_a, 1)
    late = LedgerEntry.objects.get(number=None)
    assert verify()[0] == 0
    clock.advance(timedelta(minutes=4))
    assert verify() == (1, f"client {client_a.pk}: row {late.pk} was never sealed")
    assert sealer.seal() == 1
    assert verify()[0] == 0


def test_an_unknown_client_is_an_error(client_a):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("ledger", "verify", "--client", "nowhere")


def test_the_head_is_also_in_the_log(client_a, caplog):
    write(client_a, 3)
    sealer.seal()
    head = Board.objects.of_kind("ledger").get(client=client_a)
    assert head.number == 3
    assert "ledger_sealed" in caplog.text
    assert head.state in caplog.text


def test_long_chains_are_sealed_in_parts(client_a, monkeypatch):
    monkeypatch.setattr(sealer, "SEALED_AT_ONCE", 4)
    write(client_a, 10)
    assert sealer.seal() == 10
    assert sealer.verify(client_a.pk) is None


@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_make_one_chain(client_a, together):
    write(client_a, 30)
    start = Barrier(5, timeout=10)

    def work(writes):
        def run():
            start.wait()
            write(client_a, writes)
            return sealer.seal()

        return run

    sealed = together(*[work(5)] * 5)
    assert sum(sealed) + sealer.seal() == 55
    numbers = LedgerEntry.objects.filter(client=client_a).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 56))
    assert sealer.verify(client_a.pk) is None
    LedgerEntry.objects.all().delete()
