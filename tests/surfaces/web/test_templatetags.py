"""Figures, moments, states and icons, as a reader of either language meets them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation

from surfaces.web import formats
from surfaces.web.status import BASE, LOOKS, look

ROOT = Path(__file__).resolve().parents[3]
NARROW = "\u202f"


@pytest.fixture
def in_casablanca() -> Iterator[None]:
    with timezone.override(ZoneInfo("Africa/Casablanca")):
        yield


def rendered(source: str, **context: object) -> str:
    return Template("{% load three_a %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("en", "EUR", "€1,240.50"),
        ("en", "GBP", "£1,240.50"),
        ("en", "USD", "$1,240.50"),
        ("en", "MAD", "MAD\u00a01,240.50"),
        ("fr", "EUR", "1\u202f240,50\u202f€"),
        ("fr", "GBP", "1\u202f240,50\u202f£GB"),
        ("fr", "USD", "1\u202f240,50\u202f$US"),
        ("fr", "MAD", "1\u202f240,50\u202fMAD"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(language: str, currency: str, written: str) -> None:
    with translation.override(language):
        assert rendered("{{ cents|money:currency }}", cents=124_050, currency=currency) == written


def test_money_in_a_heading_has_no_decimals() -> None:
    with translation.override("fr"):
        assert formats.money_round(1_659_000, "MAD") == f"16{NARROW}590{NARROW}MAD"
    with translation.override("en"):
        assert formats.money_round(1_659_049, "GBP") == "£16,590"


def test_a_loss_keeps_its_sign() -> None:
    assert formats.money(-1250, "EUR") == "-€12.50"
    assert formats.short_money(-40_000, "EUR") == "-€400"


def test_a_missing_figure_is_said_in_words_and_never_zero() -> None:
    for filter_call in ("money:'EUR'", "money_round:'EUR'", "number", "percent", "ago", "local_time"):
        written = rendered("{{ nothing|" + filter_call + " }}", nothing=None)
        assert written == "not known", filter_call


def test_zero_is_a_figure() -> None:
    assert formats.money(0, "EUR") == "€0.00"
    assert formats.number(0) == "0"
    assert formats.percent(0) == "0%"


def test_numbers_and_shares_follow_the_language() -> None:
    with translation.override("fr"):
        assert formats.number(18204) == f"18{NARROW}204"
        assert formats.number(Decimal("0.5")) == "0,5"
        assert formats.percent(0.134) == f"13{NARROW}%"
        assert formats.percent(0.1345, 1) == f"13,4{NARROW}%"
    with translation.override("en"):
        assert formats.number(18204) == "18,204"
        assert formats.number(3.14159, 3) == "3.142"
        assert formats.percent(0.134) == "13%"


def test_an_axis_stays_narrow() -> None:
    assert formats.short_money(200_000, "MAD") == "2,000"
    assert formats.short_money(80_000, "EUR") == "€800"
    assert formats.short_money(250_000_000, "EUR") == "€2.5M"
    assert formats.short_number(123_456) == "123.5K"


def test_a_language_nobody_has_heard_of_reads_english() -> None:
    with translation.override("tlh"):
        assert formats.number(18204) == "18,204"


def test_how_long_ago_is_words_with_the_exact_moment_beside(noon: datetime, in_casablanca: None) -> None:
    written = rendered("{{ at|ago }}", at=noon - timedelta(minutes=12))
    assert ">12 minutes ago</time>" in written
    assert 'datetime="2026-11-18T10:48:00+00:00"' in written
    assert 'title="18 November 2026, 11:48:00 (+01)"' in written
    with translation.override("fr"):
        assert ">il y a 12 minutes</time>" in rendered("{{ at|ago }}", at=noon - timedelta(minutes=12))


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(hours=-3), "3 hours ago"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(days=-2), "2 days ago"),
        (timedelta(days=-40), "9 Oct 2026"),
    ],
)
def test_old_things_get_their_date(noon: datetime, in_casablanca: None, away: timedelta, words: str) -> None:
    assert formats.ago(noon + away, noon) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 18, 8, 38, tzinfo=UTC), "09:38"),
        (datetime(2026, 11, 17, 23, 30, tzinfo=UTC), "00:30"),  # already today in Casablanca
        (datetime(2026, 11, 17, 20, 10, tzinfo=UTC), "yesterday 21:10"),
        (datetime(2026, 11, 19, 9, 0, tzinfo=UTC), "tomorrow 10:00"),
        (datetime(2026, 9, 1, 9, 0, tzinfo=UTC), "1 Sep, 10:00"),
        (datetime(2025, 9, 1, 9, 0, tzinfo=UTC), "1 Sep 2025, 10:00"),
    ],
)
def test_a_moment_is_told_at_the_clients_place(noon: datetime, in_casablanca: None, at: datetime, words: str) -> None:
    assert formats.moment(at, noon) == words


def test_every_state_of_the_style_sheet_has_icon_and_word() -> None:
    named = "ok waiting running warning degraded error broken blocked stale missing unknown done skipped"
    assert set(BASE) == set(named.split())
    for name, seen in BASE.items():
        assert seen.state == name
        assert str(seen.word)


def test_every_state_is_coloured_by_the_style_sheet_and_drawn_by_the_sprite() -> None:
    coloured = set(re.findall(r'data-state="(\w+)"', (ROOT / "static/css/state.css").read_text()))
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
    for name, seen in LOOKS.items():
        assert seen.state in coloured, name
        assert seen.icon in drawn, name


def test_not_knowing_is_never_green_or_red() -> None:
    for name in ("blocked", "stale", "missing", "unknown", "skipped"):
        assert look(name).state not in {"ok", "done", "error", "broken"}


def test_a_state_nobody_described_is_shown_as_not_known() -> None:
    assert look("frobnicated") == LOOKS["unknown"]
    assert look("OK") == LOOKS["ok"]


def test_a_status_is_icon_and_word() -> None:
    written = rendered("{% status 'blocked' %}")
    assert written.startswith('<span class="status" data-state="blocked"><svg class="icon" aria-hidden="true">')
    assert written.endswith('icons.svg#lock"/></svg>Blocked</span>')
    assert rendered("{% status 'ok' word 'dd' %}", word="<b>x").endswith("&lt;b&gt;x</dd>")


def test_a_status_takes_no_other_element() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered("{% status 'ok' '' 'script' %}")


def test_arrows_mirror_with_the_reading_direction() -> None:
    assert 'class="icon turns"' in rendered("{% icon 'next' %}")
    assert 'class="icon"' in rendered("{% icon 'mail' %}")


def test_every_icon_a_template_names_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
    for path in (ROOT / "templates").rglob("*.html"):
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text()):
            assert name in drawn, f"{path.name}: {name}"


def test_a_gauge_never_leaves_its_track_and_never_speaks_french() -> None:
    with translation.override("fr"):
        assert 'width="41.5%"' in rendered("{% gauge 41.5 60 %}")
        assert 'x="60%"' in rendered("{% gauge 41.5 60 %}")
        assert 'width="100%" height="4" rx="2"/><rect y="2" width="100%"' in rendered("{% gauge 180 60 %}")
        assert 'width="0%"' in rendered("{% gauge -3 60 %}")


def test_a_gauge_without_a_value_draws_no_bar() -> None:
    assert "<rect" not in rendered("{% gauge nothing 60 %}", nothing=None)


def test_a_field_carries_our_look_and_its_error() -> None:
    class Door(forms.Form):
        email = forms.EmailField(help_text="yours")
        stay = forms.BooleanField(required=False)

    form = Door({"email": "no"})
    written = rendered('{% for field in form %}{% include "parts/_field.html" %}{% endfor %}', form=form)
    assert 'class="input"' in written
    assert 'aria-invalid="true"' in written
    described = re.search(r'aria-describedby="([^"]+)"', written)
    assert described
    for target in described[1].split():
        assert f'id="{target}"' in written
    assert 'type="checkbox"' in written
    assert 'class="tick"' in written


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ("x' onload='", "")])
def test_only_a_known_theme_is_ever_rendered(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie
    assert rendered("{% chosen_theme as theme %}{{ theme }}", request=request) == theme
    assert rendered("{% chosen_theme as theme %}{{ theme }}") == ""


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("en", 19.92, "%", "19.9%"),
        ("fr", 19.92, "%", "19,9\u202f%"),
        ("en", 25.0, "%", "25%"),
        ("en", 5.08, "", "5.1"),
        ("en", 3, "days", "3 days"),
        ("en", None, "%", "not known"),
    ],
)
def test_a_measure_carries_its_unit_and_one_decimal_at_most(language, value, unit, said):
    with translation.override(language):
        assert formats.measure(value, unit) == said


def test_an_hour_across_clients_names_its_zone(in_casablanca: None) -> None:
    at = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
    assert ">12:00 UTC+01<" in rendered("{{ at|zoned_clock }}", at=at)
    with timezone.override(UTC):
        assert ">11:00 UTC<" in rendered("{{ at|zoned_clock }}", at=at)
    assert rendered("{{ at|zoned_clock }}", at=None) == "not known"


@pytest.mark.parametrize(("language", "written"), [("en", "18 Mar 2027"), ("fr", "18 mars 2027")])
def test_a_date_cannot_be_taken_for_another(language: str, written: str) -> None:
    with translation.override(language):
        assert rendered("{{ on|dated }}", on=date(2027, 3, 18)) == written
