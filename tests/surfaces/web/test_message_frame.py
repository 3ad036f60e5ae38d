"""A hostile message in a real browser: nothing is fetched, nothing runs, no link leads anywhere."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HOSTILE = """
<html><head><meta http-equiv="refresh" content="0;url=TRACKER/refresh">
<link rel="stylesheet" href="TRACKER/style.css">
<style>@import "TRACKER/import.css"; p { background: url(TRACKER/bg.png) }</style></head>
<body><p>Hello</p><img src="TRACKER/pixel.gif"><iframe src="TRACKER/frame"></iframe>
<video src="TRACKER/film" autoplay></video>
<script>parent.document.title = "taken"</script>
<form action="TRACKER/form"><button>Send</button></form>
<a href="TRACKER/link">Read more</a></body></html>
"""


class Tracker(ThreadingHTTPServer):
    """A server that only remembers who asked; a browser's own interception misses sandboxed frames."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Remember)
        self.asked_for: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Remember(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Tracker)
        self.server.asked_for.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        """Quiet: what matters is remembered."""


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    with Tracker() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def shown(page: Page, html: str) -> None:
    message = {"sender": "a", "recipient": "b", "subject": "s", "text": "t", "html": html}
    page.set_content("<title>ours</title>" + render_to_string("parts/_message.html", {"message": message}))


def test_a_hostile_message_reaches_nobody(page: Page, tracker: Tracker) -> None:
    shown(page, HOSTILE.replace("TRACKER", tracker.address))
    inside = page.frame_locator("iframe.paper")
    inside.get_by_text("Read more").click()
    inside.get_by_text("Send").click()
    assert inside.locator("p").inner_text() == "Hello"
    assert page.title() == "ours"
    assert len(page.context.pages) == 1
    assert tracker.asked_for == []


def test_the_tracker_of_these_tests_would_notice(page: Page, tracker: Tracker) -> None:
    page.set_content(f'<iframe sandbox="" srcdoc="<img src={tracker.address}/pixel.gif>"></iframe>')
    assert tracker.asked_for == ["/pixel.gif"]
