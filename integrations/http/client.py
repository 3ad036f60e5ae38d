"""The client every connector calls through: limits, tries, breaker, guard, and words for what went wrong."""

import time
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import httpx
from django.utils.translation import gettext_lazy as _

from integrations.costs import Price
from integrations.errors import Problem, Refused, Rejected, Temporary, Unknown
from integrations.http import breaker, bucket, calls, guard, outcome, pace, turn
from integrations.http.answer import Answer
from integrations.http.auth import Auth
from integrations.http.exchange import Exchange
from integrations.http.redaction import redact, shape
from integrations.http.wire import Failed, Raw, send
from integrations.manifest import Manifest, is_loopback
from tenants import context

TIMEOUT_S = 20.0
SHORTEST_S = 0.5
"""What is left for an answer to a call that waited for its turn until its time was nearly over."""
REDIRECTS = 3
DEFAULT_HEADERS = {"User-Agent": "3A/0.1.0", "Accept": "application/json", "Accept-Encoding": "gzip"}
_harmless = frozenset({"GET", "HEAD", "PUT", "DELETE"})


class Http:
    """Calls one service with one client's credentials.

    Every method raises Temporary (try later), Refused (`Rejected` with the service's own words) or
    Unknown (it may have happened). A call is repeated here only when that is harmless: by its
    verb, by `key`, or because the connector says `repeatable` (a read by POST, an upsert).
    `price` is put aside before and settled after; `values` are the client's own open settings, `given`
    the names of all it carries, secrets among them. `stamp` marks the values for whoever hears of the call.
    `judge` reads the service's own words for what went wrong, before anybody is told how the call ended.
    `connection_id` names a row of the agency where it lends its own account (`by_agency`).
    """

    def __init__(
        self,
        manifest: Manifest,
        auth: Auth,
        *,
        connection_id: int | UUID | None = None,
        guarded: bool = False,
        values: Mapping[str, str] | None = None,
        given: Collection[str] = (),
        stamp: str = "",
        by_agency: bool = False,
        judge: outcome.Judge = outcome.by_number,
        host: str = "",
    ) -> None:
        self.manifest = manifest
        self.values = dict(values or {})
        self.given = frozenset(given)
        self._stamp = stamp
        self._auth, self._connection_id, self._by_agency = auth, connection_id, by_agency
        self._judge = judge
        self._base = manifest.base(self.values, host)
        base = guard.url(self._base)
        self._origin = _origin(base)
        # An address that the operator set in the environment was chosen by nobody from outside.
        self._guarded = guarded and not (manifest.override(host) and is_loopback(base.host))

    def at(self, host: str) -> "Http":
        """The same service at another of the manifest's `other_bases`."""
        return Http(
            self.manifest,
            self._auth,
            connection_id=self._connection_id,
            values=self.values,
            given=self.given,
            stamp=self._stamp,
            by_agency=self._by_agency,
            judge=self._judge,
            host=host,
        )

    def get(self, path: str, **options: Any) -> Answer:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        return self.call("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        return self.call("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Answer:
        return self.call("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.call("DELETE", path, **options)

    def call(
        self,
        verb: str,
        path: str,
        *,
        params: Mapping[str, Any] | list[tuple[str, Any]] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
        repeatable: bool | None = None,
        price: Price | None = None,
        timeout_s: float | None = None,
        cost: float = 1,
        tries: int = pace.TRIES,
    ) -> Answer:
        """One call, tried up to `tries` times. `path` is put behind the base address; `cost` counts in the bucket.

        `tries=1` for callers that go elsewhere at the first failure.
        """
        if isinstance(self._auth, Exchange):
            self._auth.prepare(self)
        if context.in_transaction():
            raise RuntimeError("A service is called inside a transaction: call it before or after.")
        sent_headers = {**DEFAULT_HEADERS, **(headers or {})}
        if key and self.manifest.key_header:
            sent_headers[self.manifest.key_header] = key
        safe = repeatable if repeatable is not None else verb in _harmless or key is not None
        body = {"json": json, "data": dict(form) if form is not None else None, "content": content}
        request = httpx.Request(verb, self._url(path), params=_present(params), headers=sent_headers, **body)
        return self._recorded(request, shape(path), safe, price, timeout_s or TIMEOUT_S, cost, tries)

    def needs(self, *names: str) -> None:
        """Raises Refused `missing_credentials` naming those that are not given."""
        if missing := [name for name in names if name not in self.given]:
            facts = {"title": self.manifest.title, "names": ", ".join(missing)}
            raise Refused(_("%(title)s needs: %(names)s.") % facts, code="missing_credentials")

    def _url(self, path: str) -> str:
        if path.startswith(("http://", "https://")) and not path.startswith(f"{self._base}/"):
            # A "next page" address of the service may not lead our credentials elsewhere.
            raise Refused(
                _("%(title)s pointed to a foreign address.") % {"title": self.manifest.title}, code="foreign_address"
            )
        return path if path.startswith(("http://", "https://")) else self._base + path

    def _recorded(
        self,
        request: httpx.Request,
        name: str,
        safe: bool,
        price: Price | None,
        timeout_s: float,
        cost: float,
        tries: int,
    ) -> Answer:
        line, started, tried = calls.put_aside(price), time.monotonic(), [0]
        result, code, status = "error", "", 0
        try:
            answer = self._tries(request, safe, timeout_s, cost, tried, tries)
            result, status = "ok", answer.status
            calls.pay(line, happened=True)
            return answer
        except Problem as problem:
            result, code, status = problem.default_code, problem.code, getattr(problem, "status", 0)
            calls.pay(line, happened=isinstance(problem, Unknown))
            raise
        finally:
            result = "refused" if result == "rejected" else result
            latency_ms = round((time.monotonic() - started) * 1000)
            method = f"{request.method} {name}"
            calls.finished(
                calls.Record(
                    self._connection_id,
                    self.manifest.slug,
                    method,
                    result,
                    code,
                    status,
                    tried[0],
                    latency_ms,
                    self._stamp,
                    self._by_agency,
                )
            )

    def _tries(
        self, request: httpx.Request, safe: bool, timeout_s: float, cost: float, tried: list[int], tries: int
    ) -> Answer:
        # Who goes elsewhere at the first failure waits for its turn and the answer no longer than for an answer.
        latest = pace.now() + timeout_s if tries == 1 else None
        renewed = False
        while True:
            failing = self._wait_for_turn(cost, latest)
            tried[0] += 1
            left = timeout_s if latest is None else max(latest - pace.now(), SHORTEST_S)
            try:
                return self._once(request, safe, left, failing)
            except Rejected as refusal:
                if refusal.code != "not_authorised" or refusal.status == 403 or renewed or not self._renew():
                    raise
                renewed = True
            except Temporary as problem:
                wait = problem.retry_after_s if problem.retry_after_s is not None else pace.jittered(tried[0])
                if tried[0] >= tries or wait > pace.LONGEST_S:
                    raise
                pace.sleep(wait)

    def _wait_for_turn(self, cost: float, latest: float | None) -> bool:
        """True when a call before this one failed."""
        title = {"title": self.manifest.title}
        while True:
            found = turn.take(self.manifest, cost)
            if found.open_s:
                sentence = _("%(title)s keeps failing; it is left alone for a moment.") % title
                raise Temporary(sentence, code="circuit_open", retry_after_s=max(found.open_s, pace.LONGEST_S + 1))
            wait = found.full_s
            if not wait:
                return found.failing
            if wait > pace.LONGEST_S or (latest is not None and pace.now() + wait > latest):
                sentence = _("%(title)s has been called as often as it allows.") % title
                raise Temporary(sentence, code="rate_used_up", retry_after_s=wait)
            pace.sleep(wait)

    def _once(self, request: httpx.Request, safe: bool, timeout_s: float, failing: bool) -> Answer:
        try:
            raw = self._followed(request, timeout_s)
        except Failed as failed:
            breaker.failed(self.manifest)
            raise outcome.of_failure(failed, self.manifest.title, repeatable=safe) from None
        answer = Answer(raw.status, raw.headers, raw.content, self.manifest.title, safe, self._hide)
        problem = self._judged(answer, raw.cut)
        if outcome.is_fault(problem):
            breaker.failed(self.manifest)
        elif failing:
            breaker.worked(self.manifest)
        if isinstance(problem, Temporary) and problem.retry_after_s:
            bucket.hold(self.manifest, problem.retry_after_s)
        if problem is not None:
            raise problem
        return answer

    def _judged(self, answer: Answer, cut: bool) -> Problem | None:
        problem = outcome.of_answer(answer, cut=cut)
        if cut:
            return problem
        try:
            with answer.reading():
                return self._judge(answer, problem)
        except Problem as unreadable:
            return unreadable

    def _renew(self) -> bool:
        """A refused token says nothing of the credentials it was made from: another one is made of them."""
        return isinstance(self._auth, Exchange) and self._auth.renew(self)

    def _followed(self, request: httpx.Request, timeout_s: float) -> Raw:
        """Send; where the client named the host, a read follows redirects, each checked like the first."""
        for _step in range(REDIRECTS):
            signed = self._signed(request)
            raw = send(signed, timeout_s=timeout_s, guarded=self._guarded)
            target = raw.headers.get("location", "")
            if not (self._guarded and request.method == "GET" and 300 <= raw.status < 400 and target):
                return raw
            headers = {name: value for name, value in request.headers.items() if name != "host"}
            request = httpx.Request("GET", guard.url(target, behind=str(request.url)), headers=headers)
        return raw

    def _signed(self, request: httpx.Request) -> httpx.Request:
        """A fresh copy with our proof, which goes only to the host it was given for."""
        copy = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        if _origin(copy.url) == self._origin:
            self._auth.sign(copy)
        return copy

    def _hide(self, text: str, limit: int = 300) -> str:
        return redact(text, self._auth.secrets, limit=limit)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _present(params: Mapping[str, Any] | list[tuple[str, Any]] | None) -> Any:
    """Parameters without those that were left out (None)."""
    pairs = params.items() if isinstance(params, Mapping) else params or []
    return [(name, value) for name, value in pairs if value is not None] or None
