"""The pool of codes: files are taken whole or not at all, and nobody's code is ever somebody else's."""

import threading
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from crm.code_pool import end_of, fills
from crm.importers.codes import read_codes
from crm.models import DiscountCode
from crm.services import (
    Loaded,
    give_code,
    load_codes,
    release_code,
    release_codes,
    reserve_code,
    withdraw_codes,
)
from tenants import clock
from tenants.errors import Refused


def reserve(**more):
    wanted = {"percent": 10, "until": clock.now(), "run_id": uuid4(), "action_id": uuid4()} | more
    return reserve_code(**wanted)


@pytest.mark.parametrize(
    "content",
    [
        b"ONE\nTWO\n",
        b"\xef\xbb\xbfONE\r\nTWO\r\n",
        b"Code\nONE\n\nTWO",
        b"Nr;Code\n1;ONE\n2;TWO\n",
        b"ONE,x\nTWO,y\n",
        b'"Discount code"\t"Uses"\n"ONE"\t"0"\n"TWO"\t"0"\n',
        b"  ONE  \nTWO\n",
        "Code de réduction\nONE\nTWO\n".encode(),
    ],
)
def test_codes_are_read_from_lines_and_from_tables(content):
    assert read_codes(content, "f.csv") == ["ONE", "TWO"]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "holds no code"),
        (b"\n\n", "empty", "holds no code"),
        (b"Code\n", "empty", "holds no code"),
        (b"ONE\nTWO\none\n", "double_codes", "line 3"),
        (b"ONE\nTWO WORDS\n", "bad_codes", "line 2"),
        ("ONE\nÉTÉ\n".encode(), "bad_codes", "line 2"),
        (b"Nr;Code\n1\n2;TWO\n", "bad_codes", "line 2"),
        (b"X" * 65, "bad_codes", "at most 64"),
        ("ÉTÉ".encode("cp1252"), "not_utf8", "UTF-8"),
        ("ONE".encode("utf-16"), "not_utf8", "UTF-8"),
        (b"PK\x03\x04rest", "not_csv", "save it as CSV"),
        (b"ONE\nTW\x00O\n", "bad_codes", "line 2"),
        (b"\n".join(b"%d" % number for number in range(100_001)), "too_many", "split it"),
        (b"X" * 5_000_001, "too_many", "split it"),
    ],
)
def test_a_doubtful_file_is_refused_whole_with_the_lines_to_look_at(content, code, words):
    with pytest.raises(Refused) as refused:
        read_codes(content, "f.csv")
    assert refused.value.code == code and words in refused.value.sentence and "f.csv" in refused.value.sentence


def test_only_the_first_lines_are_named():
    with pytest.raises(Refused) as refused:
        read_codes(b"a b\n" * 9, "f.csv")
    assert "1, 2, 3, 4, 5 …" in refused.value.sentence


def test_loading_again_changes_nothing_whatever_became_of_the_codes(in_a, noon):
    assert load_codes(["A", "B"], percent=10, expires_at=None, source="f.csv") == Loaded(2, 0)
    held = reserve()
    give_code(held.action_id)
    assert load_codes(["a", "B", "C"], percent=10, expires_at=None, source="g.csv") == Loaded(1, 2)
    assert DiscountCode.objects.get(pk=held.pk).state == "given"


@pytest.mark.parametrize(
    ("percent", "days", "code"), [(0, 1, "bad_percent"), (101, 1, "bad_percent"), (10, 0, "codes_ended")]
)
def test_a_percentage_and_an_end_must_make_sense(in_a, noon, percent, days, code):
    with pytest.raises(Refused) as refused:
        load_codes(["A"], percent=percent, expires_at=clock.now() + timedelta(days=days), source="f.csv")
    assert refused.value.code == code and not DiscountCode.objects.exists()


def test_the_code_that_ends_first_is_taken_first_and_ended_or_other_ones_never(in_a, noon):
    now = clock.now()
    load_codes(["ENDLESS"], percent=10, expires_at=None, source="f.csv")
    load_codes(["LATER"], percent=10, expires_at=now + timedelta(days=9), source="f.csv")
    load_codes(["SOON"], percent=10, expires_at=now + timedelta(days=2), source="f.csv")
    load_codes(["OTHER"], percent=20, expires_at=None, source="f.csv")
    taken = [reserve(until=now + timedelta(days=3)) for _turn in range(3)]
    assert [each and each.code for each in taken] == ["LATER", "ENDLESS", None]


def test_what_is_put_aside_comes_back_or_is_given_and_only_once(in_a, noon):
    load_codes(["A", "B", "C"], percent=10, expires_at=None, source="f.csv")
    run = uuid4()
    one, two, three = (reserve(run_id=run) for _turn in range(3))
    assert give_code(one.action_id) and not give_code(one.action_id) and not release_code(one.action_id)
    assert release_code(two.action_id) and not release_code(two.action_id) and not give_code(two.action_id)
    assert release_codes(run_id=run, keeping=[three.action_id]) == 0
    assert release_codes(run_id=run) == 1
    (fill,) = fills(clock.now())
    assert (fill.free, fill.reserved, fill.given) == (2, 0, 1)


def test_what_nobody_has_can_be_withdrawn(in_a, noon):
    load_codes(["A", "B"], percent=10, expires_at=None, source="f.csv")
    held = reserve()
    assert withdraw_codes("f.csv") == 1 and withdraw_codes("f.csv") == 0
    assert reserve() is None
    assert DiscountCode.objects.get(pk=held.pk).state == "reserved"


def test_the_fill_tells_the_ended_from_the_free(in_a, noon):
    load_codes(["A"], percent=10, expires_at=clock.now() + timedelta(hours=1), source="f.csv")
    load_codes(["B"], percent=10, expires_at=None, source="f.csv")
    clock.advance(timedelta(hours=2))
    (fill,) = fills(clock.now())
    assert (fill.free, fill.ended) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_never_get_the_same_code(client_a):
    with client_a.active():
        load_codes([f"C{number}" for number in range(4)], percent=10, expires_at=None, source="f.csv")
    got: list[str] = []
    gate = threading.Barrier(4)

    def ask() -> None:
        try:
            with client_a.active(), transaction.atomic():
                gate.wait(5)
                found = [reserve(), reserve()]
                gate.wait(5)
                got.extend(each.code for each in found if each)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(got) == ["C0", "C1", "C2", "C3"]


def run(*words: str) -> str:
    out = StringIO()
    call_command("code_pool", *words, stdout=out)
    return out.getvalue()


def test_the_command_loads_shows_and_withdraws(client_a, noon, tmp_path):
    file = tmp_path / "july.csv"
    file.write_text("Code\nA\nB\n")
    assert "pool is empty" in run("status", "--client", "maison")
    assert "2 codes are new, 0 were there before." in run(
        "load", str(file), "--client", "maison", "--percent", "10", "--until", "2026-12-31"
    )
    assert "10 %" in run("status", "--client", "maison") and "2 free" in run("status", "--client", "maison")
    with client_a.active():
        assert DiscountCode.objects.first().expires_at.isoformat() == "2026-12-31T22:59:59+00:00"
    assert "2 codes were withdrawn" in run("withdraw", "july.csv", "--client", "maison")


@pytest.mark.parametrize("words", [("status", "--client", "nobody"), ("load", "/no/such/file", "--client", "maison")])
def test_the_command_says_what_it_cannot_find(client_a, words):
    with pytest.raises(CommandError):
        run(*words)


def test_the_command_passes_a_files_faults_on(client_a, noon, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("A B\n")
    with pytest.raises(CommandError) as caught:
        run("load", str(file), "--client", "maison")
    assert "line 1" in str(caught.value)


def test_a_day_ends_at_the_clients_place(client_b):
    from datetime import date

    assert end_of(date(2026, 7, 1), client_b).isoformat() == "2026-07-01T23:59:59+02:00"
