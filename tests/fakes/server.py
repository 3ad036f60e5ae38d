"""The fake service: real HTTP on loopback, a contract that it enforces, a ledger of effects."""

import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.calls import Call, Contract, Mismatch, Operation
from tests.fakes.faults import Fault


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """Something the service did."""

    operation: str
    call: Call


class Listening(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked may have been killed meanwhile; every other fault is told."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


Answering = Any | Callable[[Call, Operation], Any]


class Fake:
    """`auth`: headers (or `?name` for the query) every call must carry, else 401.

    `replies` are by operation; a missing one answers 200 with `{}`. `key_of` finds the key by which
    the service recognises a repeated call: it then answers as before and does nothing. `proves`
    judges calls in place of `auth`. `unplug` makes the port refuse, `plug_in` opens the same one again.
    """

    def __init__(
        self,
        contract: Contract,
        replies: Mapping[str, Answering] | None = None,
        *,
        auth: Mapping[str, str] | None = None,
        key_of: Callable[[Call], str | None] | None = None,
        proves: Callable[[Call], bool] | None = None,
    ) -> None:
        self.proves = proves
        self.contract, self.replies, self.auth, self.key_of = contract, dict(replies or {}), dict(auth or {}), key_of
        self.calls: list[Call] = []
        self.operations: list[str] = []
        self.ledger: list[Effect] = []
        self.problems: list[str] = []
        self._faults: deque[Fault] = deque()
        self._known: dict[str, Reply] = {}
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = self._listening(0)
        self.port = int(self._server.server_address[1])
        self.plugged = False

    def _listening(self, port: int) -> Listening:
        return Listening(("127.0.0.1", port), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Fake":
        self.plugged = True
        serve = self._server.serve_forever
        threading.Thread(target=serve, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.closing.set()
        self.unplug()

    def unplug(self) -> None:
        """Nobody is there: connections are refused, those that were kept open end."""
        if self.plugged:
            self.plugged = False
            self._server.shutdown()
            self._server.server_close()

    def plug_in(self) -> None:
        """As if nothing had been."""
        if not self.plugged:
            self._server = self._listening(self.port)
            self.start()

    def fail(self, *faults: Fault) -> None:
        """Spoil the next calls, one fault each."""
        self._faults.extend(faults)

    def answer(self, call: Call) -> tuple[Reply, Fault | None]:
        """What the service does with a call."""
        with self._lock:
            self.calls.append(call)
            fault = self._faults.popleft() if self._faults else None
            if fault and not fault.accepted:
                return Reply(), fault
            if wrong := self._unproved(call):
                return Reply(401, {"error": wrong}), fault
            try:
                operation = self.contract.check(call)
            except Mismatch as mismatch:
                self.problems.append(str(mismatch))
                return Reply(400, {"error": str(mismatch)}), fault
            self.operations.append(operation.name)
            return self._done(call, operation), fault

    def _done(self, call: Call, operation: Operation) -> Reply:
        key = self.key_of(call) if self.key_of else None
        if key and key in self._known:
            return self._known[key]
        found = self.replies.get(operation.name, {})
        found = found(call, operation) if callable(found) else found
        reply = found if isinstance(found, Reply) else Reply(200, found)
        if call.verb not in ("GET", "HEAD") and reply.status < 300:
            self.ledger.append(Effect(operation.name, call))
            if key:
                self._known[key] = reply
        return reply

    def _unproved(self, call: Call) -> str:
        if self.proves is not None:
            return "" if self.proves(call) else "this token does not count"
        return unproved(call, self.auth)


def unproved(call: Call, auth: Mapping[str, str]) -> str:
    """Which of the proofs is missing or wrong; "" when all are there."""
    for name, wanted in auth.items():
        found = call.query.get(name[1:], [""])[0] if name.startswith("?") else call.headers.get(name.lower(), "")
        if found != wanted:
            return f"{name} is missing or wrong"
    return ""


def _handler(fake: Fake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body are two packets; held back, each further call of a connection would take 40 ms.
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = parse_qs(parts.query, keep_blank_values=True)
            if not fake.plugged:
                self.close_connection = True
                return
            reply, fault = fake.answer(Call(self.command, parts.path, query, headers, body))
            if fault and fault.drop:
                self.close_connection = True
                return
            if fault and fault.stall:
                fake.closing.wait(30)
                self.close_connection = True
                return
            if fault:
                self._send(fault.status, fault.body, fault.content_type, fault.headers)
            elif isinstance(reply.body, bytes):
                self._send(reply.status, reply.body, "application/octet-stream", reply.headers)
            elif isinstance(reply.body, str):
                self._send(reply.status, reply.body.encode(), "text/plain", reply.headers)
            else:
                text = b"" if reply.body is None else json.dumps(reply.body).encode()
                self._send(reply.status, text, "application/json", reply.headers)

        def _send(self, status: int, body: bytes, content_type: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

        def log_message(self, format: str, *arguments: Any) -> None:
            """Tests keep their output."""

    return Handler
