"""A Klaviyo account with a memory: events are listed oldest first by page, writes are kept once per `unique_id`.

Written from developers.klaviyo.com ("Get events", "Create event", "Create or update profile",
"Bulk unsubscribe profiles"), revision 2026-07-15; what it accepts is the connector's contract.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes.calls import Call, Operation
from tests.fakes.documented import documented
from tests.fakes.server import Fake, Reply
from tests.integrations.connectors.contracts.klaviyo import REVISION, ROUTES

KEY = "pk_canary"
FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)
METRICS = {"Opened Email": "OPEN1", "Clicked Email": "CLICK1"}
PAGE = 200
Node = dict[str, Any]


class Account:
    """`told` is what it took, in order: (kind, address, facts). `down`: it answers 503 to everything."""

    def __init__(self) -> None:
        self.account_id, self.down, self.busy, self.forget_cursors = "ACC1", False, False, False
        self.metrics = dict(METRICS)
        self.held: list[Node] = []
        self.told: list[tuple[str, str, Any]] = []
        self.refused_address = ""
        self.unique: set[str] = set()
        replies = dict.fromkeys(ROUTES, self._guarded)
        contract = documented(ROUTES, headers=REVISION)
        self.fake = Fake(contract, replies, auth={"Authorization": f"Klaviyo-API-Key {KEY}"})

    def happened(self, address: str, *, metric: str = "Opened Email", at: datetime | None = None, **said: Any) -> Node:
        number = len(self.held) + 1
        node = {
            "id": f"E{number}", "address": address, "metric": self.metrics.get(metric, metric),
            "at": at or FIRST + timedelta(minutes=number), "said": said,
        }  # fmt: skip
        self.held.append(node)
        return node

    def _guarded(self, call: Call, operation: Operation) -> Any:
        if self.down:
            return Reply(503, {"errors": [{"title": "Service unavailable"}]})
        if self.busy:
            return Reply(429, {"errors": [{"title": "Throttled"}]}, {"Retry-After": "30"})
        verb, path = operation.name.split(" ")
        if verb == "GET":
            return {"/api/accounts": self._accounts, "/api/metrics": self._metrics, "/api/events": self._events}[path](
                call
            )
        return self._written(path, call.json()["data"])

    def _accounts(self, _call: Call) -> Any:
        return {"data": [{"type": "account", "id": self.account_id, "attributes": {}}]}

    def _metrics(self, _call: Call) -> Any:
        rows = [
            {"type": "metric", "id": id_, "attributes": {"name": name, "integration": {"key": "klaviyo"}}}
            for name, id_ in self.metrics.items()
        ]
        foreign = {"name": "Opened Email", "integration": {"key": "api"}}
        return {"data": [*rows, {"type": "metric", "id": "FOREIGN", "attributes": foreign}], "links": {"next": None}}

    def _events(self, call: Call) -> Any:
        asked = re.fullmatch(r'equals\(metric_id,"(\w+)"\),greater-or-equal\(datetime,(.+)\)', call.query["filter"][0])
        assert asked is not None, call.query
        place = int(call.query.get("page[cursor]", ["0"])[0])
        if place and self.forget_cursors:
            self.forget_cursors = False
            return Reply(400, {"errors": [{"code": "invalid", "detail": "Invalid cursor"}]})
        since = datetime.fromisoformat(asked[2])
        found = sorted((e for e in self.held if e["metric"] == asked[1] and e["at"] >= since), key=lambda e: e["at"])
        page, more = found[place : place + PAGE], len(found) > place + PAGE
        following = f"https://a.klaviyo.com/api/events?page%5Bcursor%5D={place + PAGE}" if more else None
        people = {e["address"] for e in page if e["address"]}
        return {
            "data": [self._event(each) for each in page],
            "included": [{"type": "profile", "id": f"P-{a}", "attributes": {"email": a}} for a in sorted(people)],
            "links": {"next": following},
        }

    @staticmethod
    def _event(held: Node) -> Node:
        profile = {"data": {"type": "profile", "id": f"P-{held['address']}"}}
        facts = {"datetime": held["at"].isoformat(), "event_properties": held["said"]}
        return {"type": "event", "id": held["id"], "attributes": facts, "relationships": {"profile": profile}}

    def _written(self, path: str, data: Any) -> Any:
        said = data["attributes"]
        if path == "/api/events":
            address = said["profile"]["data"]["attributes"]["email"]
            kind, facts = said["metric"]["data"]["attributes"]["name"], said["properties"]
        elif path == "/api/profile-import":
            address, kind, facts = said["email"], "profile", said.get("properties")
        else:
            address, kind, facts = said["profiles"]["data"][0]["attributes"]["email"], "unsubscribe", None
        if address == self.refused_address:
            return Reply(400, {"errors": [{"code": "invalid", "detail": "Invalid email address"}]})
        if said.get("unique_id") not in self.unique:
            self.told.append((kind, address, facts))
            self.unique |= {said["unique_id"]} if "unique_id" in said else set()
        return Reply(202 if path != "/api/profile-import" else 200, {"data": {"type": "profile", "id": f"P-{address}"}})


__all__ = ["FIRST", "KEY", "Account"]
