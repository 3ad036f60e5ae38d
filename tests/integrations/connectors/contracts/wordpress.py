"""WordPress, from developer.wordpress.org/rest-api/reference (users, posts, media)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tenants import clock
from tests.fakes.documented import documented
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts import Contracted, Host

FIELDS = {
    "title?": str,
    "content?": str,
    "excerpt?": str,
    "slug?": str,
    "status?": {"draft", "publish"},
    "featured_media?": int,
}
LIST = {
    "page?": int,
    "per_page?": int,
    "orderby?": {"modified", "date"},
    "order?": {"asc", "desc"},
    "modified_after?": str,
    "status?": str,
    "slug?": str,
    "_fields?": str,
}
ROUTES = {
    "GET /users/me": {"query": {"context?": {"edit", "view"}}},
    "GET /posts": {"query": LIST},
    "POST /posts": {"body": {**FIELDS, "title": str, "slug": str}},
    "POST /posts/{id}": {"body": FIELDS},
    "POST /media": {"headers": {"Content-Disposition": str}, "kind": "image/jpeg", "body": str},
}


def posts(call: Any, _operation: Any) -> Any:
    page = int(call.query.get("page", ["1"])[0])
    published = clock.now() - timedelta(days=3 + 40 * (page - 1))
    post = {"id": page, "date_gmt": f"{published:%Y-%m-%dT%H:%M:%S}", "link": f"https://site.example/blog/post-{page}/"}
    return Reply(200, [post], {"X-WP-Total": "2", "X-WP-TotalPages": "2"})


REPLIES = {
    "GET /users/me": {"id": 1},
    "GET /posts": posts,
    "POST /posts": Reply(201, {"id": 7}),
    "POST /posts/{id}": {"id": 7},
    "POST /media": Reply(201, {"id": 9}),
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"WP_SITE_URL": "https://site.example/", "WP_APP_USER": "editor", "WP_APP_PASSWORD": "abcd efgh"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Basic ZWRpdG9yOmFiY2QgZWZnaA=="}),
        cases={
            "probe": (lambda c: c.probe(), {"id": 1}),
            "posts": (lambda c: [row["id"] for row in c.posts(datetime(2026, 11, 1, tzinfo=UTC))], [1, 2]),
            "posts_count": (lambda c: c.posts_count(), 2),
            "post_by_slug": (lambda c: c.post_by_slug("lamp")["id"], 1),
            "create_draft": (
                lambda c: c.create_draft(slug="lamp", title="Lamp", content="<p>x</p>", picture=9),
                {"id": 7},
            ),
            "update_post": (lambda c: c.update_post(7, {"title": "Lamps"}), {"id": 7}),
            "publish_post": (lambda c: c.publish_post(7), {"id": 7}),
            "upload_picture": (lambda c: c.upload_picture("lampe é.jpg", b"\xff\xd8"), 9),
        },
    )
