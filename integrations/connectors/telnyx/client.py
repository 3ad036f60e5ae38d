"""Messages and calls. Source: developers.telnyx.com/api, v2."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from integrations.costs import Price
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["TELNYX_API_KEY"])


class Telnyx:
    """Commands of a call carry a key (`command_id`) and may be repeated; messages have none."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """Balance and currency of the account."""
        answer = self._http.get("/balance")
        answer.value("data", "balance")
        return answer.object("data")

    def send_message(self, to: str, text: str, *, sender: str, callback: str = "", price: Price | None) -> str:
        """Send a text; returns its id."""
        body = {"from": sender, "to": to, "text": text} | ({"webhook_url": callback} if callback else {})
        return str(self._http.post("/messages", json=body, price=price).value("data", "id"))

    def message(self, message: str) -> Row:
        """One message with its state and cost."""
        return self._http.get(f"/messages/{quote(message, safe='')}").object("data")

    def dial(
        self, to: str, *, sender: str, key: str, stream_url: str = "", callback: str = "", price: Price | None
    ) -> str:
        """Call a number; returns the call's control id."""
        self._http.needs("TELNYX_CONNECTION_ID")
        connection = self._http.values["TELNYX_CONNECTION_ID"]
        body: Row = {"connection_id": connection, "to": to, "from": sender, "command_id": key}
        body |= {"stream_url": stream_url, "stream_track": "both_tracks"} if stream_url else {}
        body |= {"webhook_url": callback} if callback else {}
        return str(self._http.post("/calls", json=body, key=key, price=price).value("data", "call_control_id"))

    def call(self, call: str) -> Row:
        """Is the call alive, and since when."""
        return self._http.get(f"/calls/{quote(call, safe='')}").object("data")

    def answer(self, call: str, *, key: str) -> None:
        """Take an incoming call."""
        self._command(call, "answer", {}, key)

    def start_stream(self, call: str, url: str, *, key: str) -> None:
        """Send the call's sound to a WebSocket."""
        self._command(call, "streaming_start", {"stream_url": url, "stream_track": "both_tracks"}, key)

    def hang_up(self, call: str, *, key: str) -> None:
        """End the call."""
        self._command(call, "hangup", {}, key)

    def _command(self, call: str, name: str, body: Row, key: str) -> None:
        self._http.post(f"/calls/{quote(call, safe='')}/actions/{name}", json={**body, "command_id": key}, key=key)


CLIENT = Telnyx
