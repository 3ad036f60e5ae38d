"""Posts and drafts. Source: developer.wordpress.org/rest-api/reference (posts, media, users)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from integrations.http import Http
from integrations.http.auth import Auth, Basic

Row = dict[str, Any]
PAGE = 100
_fields = "id,slug,status,link,date_gmt,modified_gmt,title,excerpt"


def auth(values: Mapping[str, str]) -> Auth:
    """Basic, with an application password (WordPress 5.6 and later)."""
    return Basic(values["WP_APP_USER"], values["WP_APP_PASSWORD"])


class WordPress:
    """The client names the host, so every address is checked before it is called."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """Who we are there; `context=edit` is given to signed-in users only."""
        answer = self._http.get("/users/me", params={"context": "edit"})
        with answer.reading():
            int(answer.value("id"))
        return answer.object()

    def posts(self, since: datetime | None = None, status: str = "publish") -> Iterator[Row]:
        """Posts changed after `since`, oldest change first."""
        query: Row = {"per_page": PAGE, "orderby": "modified", "order": "asc", "status": status, "_fields": _fields}
        query["modified_after"] = since.isoformat() if since else None
        number = 1
        while True:
            answer = self._http.get("/posts", params={**query, "page": number})
            with answer.reading():
                last = int(answer.headers.get("x-wp-totalpages") or 0)
            yield from answer.rows()
            if number >= last:
                return
            number += 1

    def posts_count(self, status: str = "publish") -> int:
        """How many posts there are. Raises Temporary when the site does not say it in `X-WP-Total`."""
        answer = self._http.get("/posts", params={"per_page": 1, "status": status, "_fields": "id"})
        total = answer.headers.get("x-wp-total", "")
        if not (total.isascii() and total.isdigit() and len(total) < 10):
            raise answer.unreadable()
        return int(total)

    def post_by_slug(self, slug: str) -> Row | None:
        """The post or draft with this slug, or None: the look-up before a draft is made again."""
        query = {"slug": slug, "status": "publish,future,draft,pending,private", "_fields": _fields}
        return next(iter(self._http.get("/posts", params=query).rows()), None)

    def create_draft(
        self, *, slug: str, title: str, content: str, excerpt: str = "", picture: int | None = None
    ) -> Row:
        """A draft. WordPress knows no key and makes a second one: ask `post_by_slug` before repeating."""
        fields: Row = {"slug": slug, "title": title, "content": content, "excerpt": excerpt, "status": "draft"}
        return self._http.post("/posts", json=fields | ({"featured_media": picture} if picture else {})).object()

    def update_post(self, post: int, changes: Row) -> Row:
        """Set `title`, `content`, `excerpt`, `slug`, `featured_media`. May be repeated."""
        return self._http.post(f"/posts/{post}", json=changes, repeatable=True).object()

    def publish_post(self, post: int) -> Row:
        """Put a draft on the site. May be repeated."""
        return self.update_post(post, {"status": "publish"})

    def upload_picture(self, name: str, content: bytes, *, kind: str = "image/jpeg") -> int:
        """Add a picture to the site's library; returns its id."""
        headers = {"Content-Type": kind, "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        answer = self._http.post("/media", content=content, headers=headers, timeout_s=60)
        with answer.reading():
            return int(answer.value("id"))


CLIENT = WordPress
