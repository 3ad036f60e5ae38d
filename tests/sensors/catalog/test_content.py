"""The blog's freshness and readers, as WordPress and Google Analytics would answer."""

from datetime import timedelta
from typing import Any

import pytest

from integrations import dependents
from tests.conftest import NOON
from tests.fakes import faults
from tests.fakes.server import Reply

SENSOR = "content-performance-sensor"
REPORT = "POST /properties/{id}:runReport"


def post(days_old: float, number: int = 1, **changes: Any) -> dict[str, Any]:
    published = (NOON - timedelta(days=days_old)).strftime("%Y-%m-%dT%H:%M:%S")
    return {"id": number, "date_gmt": published, "link": f"https://site.example/blog/post-{number}/"} | changes


def blog(*posts: Any, total: Any = None) -> dict[str, Any]:
    """`total` posts, of which `posts` changed within the year."""

    def answer(call: Any, _operation: Any) -> Reply:
        rows = list(posts) if "modified_after" in call.query else [{"id": 1}]
        return Reply(200, rows, {"X-WP-Total": str(len(posts) if total is None else total), "X-WP-TotalPages": "1"})

    return {"GET /posts": answer}


def views(**by_path: Any) -> dict[str, Any]:
    rows = [
        {"dimensionValues": [{"value": f"/blog/{path.replace('_', '-')}"}], "metricValues": [{"value": str(number)}]}
        for path, number in by_path.items()
    ]
    return {REPORT: {"rowCount": len(rows), "rows": rows}}


def test_a_fresh_blog_presses_nothing_and_tells_of_no_readers_without_analytics(outside):
    fake = outside.connect("wordpress", blog(post(3), post(40, 2)))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.source_label) == ("ok", 0.0, "WordPress")
    assert reading.facts == {"posts": 2, "days_since_post": 3, "untouched_for_a_year": 0}
    assert len(fake.calls) == 2


@pytest.mark.parametrize(
    ("answers", "pressure"),
    [(blog(post(52)), 50.0), (blog(post(120)), 100.0), (blog(post(1), total=4), 50.0), (blog(post(1), total=2), 0.0)],
    ids=["7 weeks", "4 months", "3 of 4 untouched", "1 of 2 untouched"],
)
def test_age_and_neglect_press(outside, answers, pressure):
    outside.connect("wordpress", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_posts_nobody_opens_press_where_analytics_counts_the_blog(outside):
    outside.connect("wordpress", blog(*[post(40 + each, each) for each in range(1, 5)], post(2, 9)))
    outside.connect("ga4", views(post_1=30, post_2=1))
    reading = outside.measure(SENSOR)
    assert (reading.facts["views_28d"], reading.facts["posts_judged"], reading.facts["without_a_view"]) == (31, 4, 2)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(50))


def test_a_property_of_another_site_says_nothing_of_the_blog(outside):
    outside.connect("wordpress", blog(post(3), post(40, 2)))
    outside.connect("ga4", views(elsewhere=500))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", 0.0)
    assert "views_28d" not in reading.facts


@pytest.mark.parametrize("broken", [views(post_2=-4), views(post_2="NaN"), {REPORT: Reply(429, {})}], ids=range(3))
def test_without_an_answer_from_analytics_it_is_measured_with_reserve(outside, broken):
    outside.connect("wordpress", blog(post(3), post(40, 2)))
    outside.connect("ga4", broken)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("degraded", 0.0)
    assert reading.reason


@pytest.mark.parametrize("answers", [blog(total=12), blog(post(400), total=12)], ids=["untouched", "old"])
def test_a_blog_given_up_asks_for_a_person(outside, answers):
    outside.connect("wordpress", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)


def test_a_blog_too_large_to_read_is_measured_with_reserve(outside, monkeypatch):
    monkeypatch.setattr("sensors.catalog.content_performance_sensor.MOST_POSTS", 2)
    outside.connect("wordpress", blog(post(500), post(499), post(1), total=900))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded", "and not given up: its newest post was not seen"
    assert "More posts" in reading.reason


def test_a_blog_without_posts_is_unknown(outside):
    outside.connect("wordpress", blog(total=0))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


@pytest.mark.parametrize(
    "answers",
    [
        *(blog(post(1), total=wrong) for wrong in ("-1", "many", "", "9" * 30, "٣")),
        *(blog(post(1, date_gmt=wrong)) for wrong in (None, "soon", "2031-01-01T00:00:00", "0001-01-01T00:00:00", 5)),
        *(blog({}), blog("<b>post</b>")),
    ],
    ids=range(12),
)
def test_what_no_blog_can_be_gives_no_pressure(outside, answers):
    outside.connect("wordpress", answers)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)


@pytest.mark.parametrize("link", [None, 7, "http://[broken"], ids=str)
def test_a_link_that_is_none_is_a_reserve_once_readers_are_counted(outside, link):
    outside.connect("wordpress", blog(post(40, 1), post(41, 2, link=link)))
    outside.connect("ga4", views(post_1=3))
    assert outside.measure(SENSOR).status == "degraded"


def test_a_site_in_maintenance_is_an_error(outside):
    outside.connect("wordpress", blog(post(1))).fail(*[faults.HTML] * 4)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)
    assert "WordPress" in reading.reason


def test_a_withdrawn_password_is_told_and_then_blocks(outside):
    outside.connect("wordpress").auth = {"Authorization": "another"}
    assert "Connect it again" in outside.measure(SENSOR).reason
    assert outside.measure(SENSOR).status == "blocked"


def test_news_of_analytics_is_news_for_the_blog_and_its_absence_is_no_lack(outside):
    assert {"ga4-sensor", SENSOR} <= {each.slug for each in dependents.of("ga4")}
    outside.connect("wordpress", blog(post(1)))
    assert outside.measure(SENSOR).status == "ok"
