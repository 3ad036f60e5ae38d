"""Is the blog alive, and read? Asks WordPress, and Google Analytics where it is connected."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.scale import between
from sensors.tools import Tools
from tenants.errors import Problem

YEAR = timedelta(days=365)
WINDOW_DAYS = 28
MOST_POSTS = 500


@register
class ContentPerformance(Sensor):
    """Days since the newest post, posts nobody touched for a year, and posts of this year that nobody opens.

    Source: the site's own API, live: its number of posts, and up to 500 that changed within a year;
    views of the last 28 days from Google Analytics, where it is connected and knows the blog's pages.
    Pressure: the greatest of three, house values. Newest post: 0 at 14 days, 100 at 90. Untouched
    posts: 0 at half of all, 100 at all. Posts older than 28 days without a view: 0 at a fifth, 100 at
    four fifths.
    UNKNOWN without a post. WARNING when nothing new appeared for a year: whether the blog goes on is a
    person's decision. DEGRADED when Google Analytics is connected and does not answer, or more than 500
    posts changed: they come oldest change first, so the newest may be among those left out.
    """

    slug = "content-performance-sensor"
    title = gettext_lazy("Content performance")
    description = gettext_lazy("Posts of the blog, how fresh they are and how much they are read.")
    sector = Sector.CONTENT
    needs = (Connector("wordpress"),)
    also = (Connector("ga4"),)
    every = timedelta(hours=24)
    cost = Cost(calls=1 + MOST_POSTS // 100 + 1)
    metrics = (
        Metric(
            "days_since_post", gettext_lazy("Days since the newest post"), "days_since_post", direction="down"
        ),
    )  # fmt: skip

    def read(self, tools: Tools) -> Read:
        """The posts have to come; without views the reading says whose are missing."""
        blog = tools.bound("wordpress")
        source = Source("wordpress", "WordPress", tools.now)
        total = answers.count(blog.posts_count(), "posts")
        if not total:
            return Read.unknown(_("There is no published post."), source=source)
        posts = answers.rows(list(islice(blog.posts(tools.now - YEAR), MOST_POSTS)), "posts")
        facts = _freshness(posts, total, tools.now)
        lacking = tools.lost("ga4")
        if len(posts) >= MOST_POSTS:
            lacking = _("More posts changed within a year than are read at once.")
        if tools.connection("ga4").works:
            try:
                facts |= _readers(posts, _views(tools), tools.now)
            except Problem as problem:
                lacking = problem.sentence
        pressure = _pressure(facts)
        if lacking:
            return Read.degraded(lacking, pressure=pressure, source=source, facts=facts)
        if facts["days_since_post"] >= YEAR.days:
            reason = _("Nothing new was published for a year.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _freshness(posts: list[dict[str, Any]], total: int, now: datetime) -> dict[str, Any]:
    ages = [_age(post, now) for post in posts]
    # Only those changed within the year are listed; without one of them the newest is older than that.
    newest = min([YEAR, *ages])
    return {"posts": total, "days_since_post": newest.days, "untouched_for_a_year": max(0, total - len(posts))}


def _age(post: dict[str, Any], now: datetime) -> timedelta:
    published = answers.moment(answers.field(post, "date_gmt"), "date_gmt")
    if published > now + timedelta(days=1):
        raise answers.impossible("date_gmt", post["date_gmt"])
    return max(now - published, timedelta())


def _views(tools: Tools) -> dict[str, int]:
    """Views by path over the last 28 complete days."""
    end = tools.today - timedelta(days=1)
    start = end - timedelta(days=WINDOW_DAYS - 1)
    rows = tools.shared(
        ("ga4", "pages", end), lambda: tools.bound("ga4").report(start, end, ["screenPageViews"], ["pagePath"])
    )
    views: dict[str, int] = {}
    for row in rows:
        path = _path(row["pagePath"])
        views[path] = views.get(path, 0) + answers.count(row["screenPageViews"], "screenPageViews")
    return views


def _readers(posts: list[dict[str, Any]], views: dict[str, int], now: datetime) -> dict[str, Any]:
    """Nothing where not one post has a view: then the property counts another site."""
    paths = [_path(answers.field(post, "link")) for post in posts if _age(post, now) > timedelta(days=WINDOW_DAYS)]
    seen = [views.get(path, 0) for path in paths]
    if not any(seen):
        return {}
    return {"views_28d": sum(seen), "posts_judged": len(seen), "without_a_view": sum(not each for each in seen)}


def _path(address: object) -> str:
    try:
        return urlsplit(answers.text(address, "link", longest=2_000)).path.rstrip("/") or "/"
    except ValueError:
        raise answers.impossible("link", address) from None


def _pressure(facts: dict[str, Any]) -> float:
    parts = [
        between(facts["days_since_post"], calm=14.0, full=90.0),
        between(100 * facts["untouched_for_a_year"] / facts["posts"], calm=50.0, full=100.0),
    ]
    if "posts_judged" in facts:
        parts.append(between(100 * facts["without_a_view"] / facts["posts_judged"], calm=20.0, full=80.0))
    return max(parts)
