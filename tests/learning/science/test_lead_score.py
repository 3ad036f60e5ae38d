"""Points of a lead, its tier, and what a talk is worth."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.science.bant import Bant, extract
from learning.science.lead_score import (
    FIT_WORTH,
    POINTS,
    WEIGHTS,
    Evidence,
    Point,
    Signal,
    Tier,
    lead_score,
    qualification,
    tier_of,
)  # fmt: skip

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SILENT = Bant(None, None, None, None)


def seen(*signals: Signal) -> list[Evidence]:
    return [Evidence(signal, "hubspot", NOON + timedelta(hours=n)) for n, signal in enumerate(signals)]


def test_each_signal_is_worth_what_was_ordered() -> None:
    assert {signal.value: points for signal, points in POINTS.items()} == {
        "source_google": 20, "source_linkedin": 15, "source_cold": 5,
        "mail_opened": 10, "mail_clicked": 15, "mail_replied": 25,
        "fit_ecommerce": 20, "fit_b2b": 15, "fit_other": 5,
        "intent_demo": 30, "intent_pricing": 20, "intent_blog": 5,
    }  # fmt: skip
    for signal, points in POINTS.items():
        assert lead_score(seen(signal)).score == points


@pytest.mark.parametrize(
    ("score", "tier"),
    [(0, Tier.COLD), (49, Tier.COLD), (50, Tier.WARM), (74, Tier.WARM), (75, Tier.HOT), (100, Tier.HOT)],
)
def test_the_tiers_begin_at_fifty_and_seventy_five(score: int, tier: Tier) -> None:
    assert tier_of(score) is tier


def test_a_lead_that_did_everything_has_a_hundred_and_shows_what_it_did() -> None:
    found = lead_score(seen(*Signal))
    assert (found.score, found.tier) == (100, Tier.HOT)
    assert found.counted == 145
    assert [point.points for point in found.points] == sorted((point.points for point in found.points), reverse=True)


def test_a_signal_counts_once_and_carries_its_first_source_and_time() -> None:
    later = [
        Evidence(Signal.MAIL_OPENED, "klaviyo", NOON + timedelta(days=1)),
        Evidence(Signal.MAIL_OPENED, "smtp", NOON),
    ]
    assert lead_score(later).points == (Point(Signal.MAIL_OPENED, 10, "smtp", NOON),)


def test_of_two_sources_or_two_kinds_of_business_the_better_counts() -> None:
    found = lead_score(seen(Signal.SOURCE_COLD, Signal.SOURCE_GOOGLE, Signal.FIT_OTHER, Signal.FIT_B2B))
    assert {point.signal for point in found.points} == {Signal.SOURCE_GOOGLE, Signal.FIT_B2B}
    assert found.score == 35


def test_a_lead_of_whom_nothing_is_known_is_cold_with_no_point() -> None:
    assert lead_score([]).score == 0
    assert lead_score([]).points == ()


@given(st.lists(st.sampled_from(list(Signal))), st.sampled_from(list(Signal)), st.randoms())
def test_more_evidence_never_lowers_a_score_and_order_does_not_matter(signals, another, random) -> None:  # type: ignore[no-untyped-def]
    before, after = seen(*signals), [*seen(*signals), Evidence(another, "form", NOON)]
    random.shuffle(after)
    assert 0 <= lead_score(before).score <= lead_score(after).score <= 100
    shuffled = random.sample(before, len(before))
    assert lead_score(shuffled) == lead_score(before)


def test_the_five_weights_are_the_ordered_ones_and_make_one() -> None:
    assert dict(WEIGHTS) == {"budget": 0.30, "timeline": 0.25, "authority": 0.20, "fit": 0.15, "engagement": 0.10}
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    ecommerce, b2b, other = (POINTS[signal] for signal in (Signal.FIT_ECOMMERCE, Signal.FIT_B2B, Signal.FIT_OTHER))
    assert {"ecommerce": 1.0, "b2b": b2b / ecommerce, "other": other / ecommerce} == FIT_WORTH


def test_a_perfect_talk_has_a_hundred_and_an_empty_one_nothing() -> None:
    perfect = extract("Budget 1000 € par mois, c'est moi qui décide, urgent, notre boutique Shopify", "fr")
    assert qualification(perfect, wanted_budget=500, engagement=1).score == 100
    empty = qualification(SILENT, wanted_budget=500, engagement=None)
    assert empty.score == 0
    assert empty.missing == ("budget", "timeline", "authority", "fit", "engagement")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Budget 250 € par mois", 15),
        ("Budget 3000 € par an", 15),
        ("Budget 100 à 250 € par mois", 15),
        ("Au moins 500 € par mois", 30),
        ("Je n'ai aucun budget", 0),
        ("Rien d'urgent", 0),
        ("Dans deux mois", 12.5),
        ("Mon associé et moi validons ensemble", 12),
        ("Restaurant à Lyon", 3.75),
    ],
)
def test_each_part_counts_by_its_worth(text: str, score: float) -> None:
    assert qualification(extract(text, "fr"), wanted_budget=500, engagement=None).score == pytest.approx(score)


def test_what_was_denied_is_known_and_no_longer_asked() -> None:
    found = qualification(extract("Je n'ai aucun budget", "fr"), wanted_budget=500, engagement=2.5)
    assert "budget" not in found.missing
    assert found.parts["engagement"] == 1
    assert found.score == 10
