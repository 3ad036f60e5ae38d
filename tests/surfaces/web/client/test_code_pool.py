"""The pool of codes on an automation's page: who may fill it, with what, and how full it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.models import DiscountCode
from crm.services import load_codes, reserve_code
from tenants import clock
from tests.surfaces.web.client.conftest import text

PAGE = "/automations/abandoned-cart-series/"


def file(content: bytes = b"Code\nA\nB\n", name: str = "july.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/csv")


def load(browser, **more):
    return text(browser.post(f"{PAGE}codes/", {"file": file(), "until": "2026-12-31"} | more, follow=True))


def test_a_file_fills_the_pool_and_the_page_says_so_with_its_time(enter, owner, client_a, noon):
    browser = enter(owner, client_a)
    assert "The pool is empty." in text(browser.get(PAGE))
    page = load(browser)
    assert "2 codes are new in the pool." in page and "10 %" in page and "12:00" in page.partition("Code pool")[2]
    with client_a.active():
        code = DiscountCode.objects.first()
        assert (code.source, code.percent) == ("july.csv", 10)
        assert code.expires_at.isoformat() == "2026-12-31T22:59:59+00:00", "its last day is the client's"
    assert "0 codes are new in the pool. 2 were there before." in load(browser)


def test_free_put_aside_given_and_ended_are_told_apart(enter, viewer, client_a, noon):
    from uuid import uuid4

    with client_a.active():
        load_codes(["A", "B", "C"], percent=10, expires_at=None, source="f.csv")
        load_codes(["D"], percent=10, expires_at=clock.now() + timedelta(hours=1), source="f.csv")
        reserve_code(percent=10, until=clock.now() + timedelta(days=1), run_id=uuid4(), action_id=uuid4())
    clock.advance(timedelta(hours=2))
    page = text(enter(viewer, client_a).get(PAGE)).partition("Code pool")[2]
    for name, number in (("Free", 2), ("Put aside", 1), ("Given", 0), ("Ended unused", 1)):
        assert f"<dt>{name}</dt><dd>{number}</dd>" in page.replace("\n", ""), name


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": file(b"A B\n", "bad.csv")}, "bad.csv: a code has no blanks"),
        ({"file": file(b"A\na\n", "bad.csv")}, "twice"),
        ({"file": file("é".encode("cp1252"), "bad.csv")}, "not written in UTF-8"),
        ({"file": ""}, "Choose a file of codes first."),
        ({"until": "tomorrow"}, "Enter a date such as"),
        ({"until": "9999-12-31"}, "Enter a date such as"),
        ({"until": "2026-11-01"}, "ended already"),
        ({"file": file(b"A\n", "<b>x</b>.csv"), "until": "2026-11-01"}, "ended already"),
    ],
)
def test_a_doubtful_file_loads_nothing_and_says_why(enter, owner, client_a, noon, more, words):
    page = load(enter(owner, client_a), **more)
    assert words in page and "<b>x" not in page
    with client_a.active():
        assert not DiscountCode.objects.exists()


@pytest.mark.parametrize("who", ["viewer", "manager"])
def test_others_look_and_load_nothing(enter, client_a, noon, who, request):
    browser = enter(request.getfixturevalue(who), client_a)
    assert "Code pool" in text(browser.get(PAGE)) and "codes/" not in text(browser.get(PAGE))
    browser.post(f"{PAGE}codes/", {"file": file()})
    with client_a.active():
        assert not DiscountCode.objects.exists()


def test_an_automation_without_codes_has_no_pool(enter, owner, client_a, letter):
    browser = enter(owner, client_a)
    assert "Code pool" not in text(browser.get("/automations/letter/"))
    assert browser.post("/automations/letter/codes/", {"file": file()}).status_code == 404
    assert browser.post("/automations/nothing/codes/", {"file": file()}).status_code == 404
