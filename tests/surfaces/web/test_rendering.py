"""One template for page and swap, and preferences that come back to where one was."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from surfaces.web.preferences import set_theme
from surfaces.web.rendering import part_or_redirect, render_part

PART, PAGE = "parts/_loading.html", "404.html"
SWAP = {"headers": {"HX-Request": "true"}}


def asked(**more: object) -> HttpRequest:
    return RequestFactory().get("/", **more)  # type: ignore[arg-type]


def test_a_swap_gets_the_part_and_a_visit_the_page() -> None:
    assert b"<html" not in render_part(asked(**SWAP), PART, {}, page=PAGE).content
    assert b"<html" in render_part(asked(), PART, {}, page=PAGE).content
    assert b"<html" not in render_part(asked(), PART, {}).content


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_gets_the_page_where_it_replaces_the_page(header: str) -> None:
    request = asked(headers={"HX-Request": "true", header: "true"})
    assert b"<html" in render_part(request, PART, {}, page=PAGE).content


def test_caches_are_told_that_the_answers_differ() -> None:
    for request in (asked(), asked(**SWAP)):
        assert "HX-Request" in render_part(request, PART, {}, page=PAGE)["Vary"]
        assert "HX-Request" in part_or_redirect(request, PART, to="/approvals/")["Vary"]


def test_a_change_without_script_leads_to_a_page_that_may_be_reloaded() -> None:
    answer = part_or_redirect(asked(), PART, to="/approvals/")
    assert (answer.status_code, answer["Location"]) == (302, "/approvals/")
    assert part_or_redirect(asked(**SWAP), PART, to="/approvals/").status_code == 200


def test_a_failed_form_keeps_its_status() -> None:
    assert render_part(asked(), PART, {}, status=422).status_code == 422


def test_a_theme_is_remembered_and_can_be_given_back() -> None:
    assert set_theme(RequestFactory().post("/", {"theme": "light"})).cookies["theme"].value == "light"
    for other in ("", "<script>"):
        given_back = set_theme(RequestFactory().post("/", {"theme": other})).cookies["theme"]
        assert given_back.value == ""
        assert given_back["max-age"] == 0


def test_the_theme_cookie_is_not_for_scripts_and_keeps_to_tls_where_there_is_any() -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        cookie = set_theme(RequestFactory().post("/", {"theme": "dark"})).cookies["theme"]
    assert cookie["httponly"]
    assert cookie["secure"]


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_preference_never_leads_elsewhere(to: str) -> None:
    answer = set_theme(RequestFactory().post("/theme/", {"theme": "dark", "next": to}))
    assert answer["Location"] == "/"
    assert set_theme(RequestFactory().post("/theme/", {"next": "/runs/?page=2"}))["Location"] == "/runs/?page=2"


def test_looking_changes_nothing() -> None:
    assert set_theme(RequestFactory().get("/theme/?theme=dark")).status_code == 405
