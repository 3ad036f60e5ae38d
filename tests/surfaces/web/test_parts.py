"""The parts every page is made of: what surrounds it, what it says about itself, what it lets in."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages import constants
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import translation
from django.views.i18n import set_language

from surfaces.web.frame import Banner, Frame, Link
from surfaces.web.preferences import set_theme

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = [
    path for folder in ("parts", "account", "allauth") for path in (ROOT / "templates" / folder).rglob("*.html")
] + sorted((ROOT / "templates").glob("*.html"))

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set-theme"),
]


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def frame(**more: Any) -> Frame:
    links = [[Link("/", "Home", "home", current=True), Link("/approvals/", "Approvals", "review", count=3)]]
    facts: dict[str, Any] = {"name": "Maison <Tazri>", "place": "Casablanca · MAD", "home_url": "/", "groups": links}
    return Frame(**{**facts, "person": "Salma Benali", "role": "Owner", "switch_url": "/pause/", **more})


def shell(**more: Any) -> str:
    request = RequestFactory().get("/runs/?page=2")
    return render_to_string("shell.html", {"frame": frame(**more)}, request)


def part(name: str, **context: Any) -> str:
    return render_to_string(f"parts/{name}.html", context)


def test_the_shell_says_where_one_is_and_what_waits() -> None:
    written = shell()
    assert '<a href="/" aria-current="page">' in written
    assert re.search(r'class="count">3<span class="hidden-visually"> waiting', written)
    assert "Maison &lt;Tazri&gt;" in written
    assert ">SB<" in written
    assert 'href="#main"' in written
    assert '<main class="page ' in written


def test_every_page_of_a_demo_or_a_rehearsal_says_so() -> None:
    assert "Demo data." not in shell()
    assert "Rehearsal." not in shell()
    assert "Demo data." in shell(banner=Banner.DEMO)
    assert "Rehearsal." in shell(banner=Banner.REHEARSAL)


def test_the_sign_in_page_of_a_demo_says_so_too() -> None:
    request = RequestFactory().get("/")
    request.client = SimpleNamespace(name="Maison Tazri", is_demo=True)  # type: ignore[attr-defined]
    assert "Demo data." in render_to_string("door.html", {}, request)


def test_the_kill_switch_is_a_form_and_offers_the_other_position() -> None:
    running, paused = shell(), shell(paused=True)
    assert re.search(r'<form method="post" action="/pause/"', running)
    assert 'name="paused" value="1"' in running
    assert 'name="paused" value="0"' in paused
    assert "Everything is paused." in paused
    assert "csrfmiddlewaretoken" in running


def test_who_may_not_pause_sees_no_switch() -> None:
    assert 'name="paused"' not in shell(switch_url="")


def test_language_and_theme_need_no_script() -> None:
    written = shell()
    assert '<form class="segments" method="post" action="/language/"' in written
    assert 'name="language" value="fr" lang="fr" aria-pressed="false">Français' in written
    assert '<form class="segments" method="post" action="/theme/"' in written
    assert written.count('name="next" value="/runs/?page=2"') == 3


def test_the_page_carries_language_and_direction() -> None:
    with translation.override("fr"):
        assert '<html lang="fr" dir="ltr">' in shell()
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in shell()


def test_htmx_sends_the_token_and_may_not_evaluate() -> None:
    written = shell()
    assert re.search(r"hx-headers='{\"x-csrftoken\": \"\w{64}\"}'", written)
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", written)
    assert config
    for wish in ('"allowEval":false', '"includeIndicatorStyles":false', '"selfRequestsOnly":true'):
        assert wish in config[1]


def test_a_message_to_the_person_has_its_look() -> None:
    saved = SimpleNamespace(level_tag="success", level=constants.SUCCESS, __str__=lambda self: "Saved")
    written = part("_messages", messages=[saved])
    assert 'data-state="ok"' in written
    assert re.search(r"data-connection hidden", written)


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "503"])
def test_an_error_page_needs_nothing_and_says_what_to_do(code: str) -> None:
    written = render_to_string(f"{code}.html")
    assert f"Error {code}" in written
    assert "<script" not in written
    assert "<h1>" in written
    assert 'href="/"' in written


def test_a_sector_above_its_limit_says_so(noon: datetime) -> None:
    written = part("_pressure", title="Loyalty", level=72.4, status="ok", source="orders", at=noon)
    assert 'class="pressure" data-state="warning"' in written
    assert "Above the limit" in written
    assert 'width="72.4%"' in written
    assert "just now" in written


def test_a_sector_at_its_limit_is_not_above_it() -> None:
    assert "Above the limit" not in part("_pressure", title="Loyalty", level=60.0, status="ok", source="orders")


@pytest.mark.parametrize("status", ["blocked", "unknown", "STALE"])
def test_not_knowing_draws_no_bar_and_no_figure(status: str, noon: datetime) -> None:
    written = part("_pressure", title="Ads", level=None, status=status, reason="META_ACCESS_TOKEN is missing.", at=noon)
    assert f'data-state="{status.lower()}"' in written
    assert "<rect" not in written
    assert "META_ACCESS_TOKEN is missing." in written
    assert ">0<" not in written


def test_a_stale_level_is_told_as_old_and_never_drawn(noon: datetime) -> None:
    written = part("_pressure", title="Voice", level=84, status="stale", source="calls", at=noon - timedelta(days=1))
    assert "It was 84." in written
    assert "it starts nothing" in written
    assert "<rect" not in written
    assert "Above the limit" not in written


def test_facts_may_carry_a_state() -> None:
    written = part(
        "_facts", facts=[{"name": "Consent", "value": "37 pass", "state": "ok"}, {"name": "a", "value": "<i>"}]
    )
    assert '<dd class="status" data-state="ok">' in written
    assert "<dd>&lt;i&gt;</dd>" in written


def test_a_decision_tree_shows_each_condition_under_its_parent() -> None:
    leaf = {"state": "no", "label": "Pressure above limit", "detail": "52 < 60"}
    tree = [{"state": "yes", "label": "Act on retention", "detail": "any of", "children": [leaf]}]
    written = part("_decision_tree", nodes=tree)
    assert re.search(r"Act on retention.*<ul>\s*<li.*52 &lt; 60.*</ul>", written, re.DOTALL)
    assert '<span class="hidden-visually">No: </span><p>Pressure above limit' in written


def test_a_trace_names_each_phase_once() -> None:
    step = {"kind": "reading", "title": "Reading", "text": "t", "state": "ok", "state_word": "fresh"}
    written = part(
        "_trace", steps=[{**step, "phase": "Sensed"}, {**step, "phase": "Sensed"}, {**step, "phase": "Acted"}]
    )
    assert written.count('class="phase"') == 2
    assert written.count("fresh") == 3
    assert "#eye" in written


def test_pages_say_where_one_is_and_keep_the_filter() -> None:
    written = part("_pagination", page=Paginator(range(2500), 25).page(50), query="state=waiting")
    assert "1,226 to 1,250 of 2,500" in written
    assert 'href="?state=waiting&amp;page=51"' in written
    assert part("_pagination", page=Paginator(range(5), 25).page(1)).strip() == ""


def test_page_numbers_in_addresses_have_no_thousands_sign() -> None:
    with translation.override("fr"), override_settings(USE_THOUSAND_SEPARATOR=True):
        assert 'href="?page=1235"' in part("_pagination", page=Paginator(range(2000), 1).page(1234))


def test_the_decision_bar_says_what_it_will_do() -> None:
    written = part("_decision", summary="37 e-mails", signed="as Ines", approve="Approve 37 e-mails",
                   approve_one="Approve 1 e-mail", approve_many="Approve %s e-mails")  # fmt: skip
    assert 'name="verdict" value="approve"' in written
    assert 'name="verdict" value="reject"' in written
    assert 'data-many="Approve %s e-mails">Approve 37 e-mails</button>' in written


MAIL = {
    "sender": "Maison <hello@tazri.example>",
    "recipient": "a@example.invalid",
    "subject": "Ten <b>percent</b>",
    "text": "Hello",
    "html": '<p title="a&quot;b">Hi</p><img src="https://tracker.example/x.png"></iframe><script>parent.x=1</script>',
    "blanks": ["Date", "unsubscribe link"],
}


def document() -> str:
    """The document inside the frame, as a browser reads the attribute."""
    found = re.search(
        r'<iframe class="paper" sandbox=""[^>]* srcdoc="([^"]*)"></iframe>', part("_message", message=MAIL)
    )
    assert found
    return unescape(found[1])


def test_a_message_is_shown_whole_in_a_frame_that_may_do_nothing() -> None:
    written = part("_message", message=MAIL)
    assert written.count("<iframe") == 1
    assert written.count("</iframe>") == 1
    assert "<script" not in written
    assert "Ten &lt;b&gt;percent&lt;/b&gt;" in written
    assert "Date, unsubscribe link" in written
    assert document().endswith(MAIL["html"])


def test_a_message_brings_its_policy_before_its_first_word() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', document())
    assert policy
    assert document().index("Content-Security-Policy") < document().index("<p title")
    assert "default-src 'none'" in policy[1]
    assert "img-src data:" in policy[1]
    assert "http" not in policy[1]
    assert document().index('<base target="_blank">') < document().index("<p title")


def test_markup_that_claims_to_be_safe_is_escaped_all_the_same() -> None:
    from django.utils.safestring import mark_safe

    written = part("_message", message={**MAIL, "html": mark_safe('"><script>alert(1)</script>')})
    assert "<script>" not in written


def test_a_message_without_html_is_shown_as_its_text() -> None:
    written = part("_message", message={**MAIL, "html": "", "text": "<Hello>\n  there"})
    assert '<pre class="letter">&lt;Hello&gt;\n  there</pre>' in written
    assert "<iframe" not in written


def test_a_message_at_an_address_of_its_own_keeps_the_sandbox() -> None:
    written = part("_message", message=MAIL, paper_url="/approvals/1/paper/2/")
    assert re.search(r'<iframe class="paper" sandbox=""[^>]* src="/approvals/1/paper/2/"></iframe>', written)
    assert "srcdoc" not in written


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_needs_an_inline_style_or_script(template: Path) -> None:
    source = template.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|hx-on|hx-vals=.js:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"""(?:src|href)=["']https?://""", source)


def test_the_style_sheets_use_logical_sides_and_load_nothing_from_outside() -> None:
    for sheet in (ROOT / "static/css").glob("*.css"):
        source = sheet.read_text()
        assert not re.search(r"(margin|padding|border|inset)-(left|right|top|bottom)\s*:", source), sheet.name
        assert not re.search(r"(?<![-\w])(left|right|float|text-align)\s*:\s*(left|right|\d)", source), sheet.name
        assert "//" not in source, sheet.name
        for name in re.findall(r'@import url\("([^"]+)"\)', source):
            assert (sheet.parent / name).is_file(), name


def test_every_style_sheet_is_part_of_the_look() -> None:
    folder = ROOT / "static/css"
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (folder / "app.css").read_text()))
    assert imported == {sheet.name for sheet in folder.glob("*.css")} - {"app.css"}
