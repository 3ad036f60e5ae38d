"""What the shop tells by itself: to each subscription, signed, again when nobody took it.

Source: shopify.dev, "Webhooks": any 2xx within five seconds is success; eight repetitions, then the
subscription is deleted. The repetitions come sooner here than Shopify's, which spread over four hours.
"""

import json
import queue
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.shopify_shop import Shop, stamp

PATIENCE_S = 5.0
WAITS_S = (0.5, 1, 2, 5, 10, 30, 60, 120)


@dataclass
class Told:
    """One message to one subscription. `status`: the last answer (0: none yet, or nobody there)."""

    topic: str
    uri: str
    body: bytes
    at: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    tries: int = 0
    status: int = 0


class Deliveries:
    """Carries messages in a thread of its own, in order; a repetition is no younger than its wait."""

    def __init__(self, shop: Shop, secret: str, now: Callable[[], datetime], waits_s: tuple[float, ...] = WAITS_S):
        self.shop, self.secret, self.now, self.waits_s = shop, secret, now, waits_s
        self.told: list[Told] = []
        self._waiting: queue.Queue[Told | None] = queue.Queue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._carry, name="deliveries", daemon=True)

    def start(self) -> "Deliveries":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._ended.set()
        self._waiting.put(None)

    def tell(self, topic: str, body: bytes) -> int:
        """`topic` as a subscription names it (ORDERS_CREATE); how many are told."""
        subscribed = [each["uri"] for each in self.shop.subscribed if each["topic"] == topic]
        for uri in subscribed:
            message = Told(topic.lower().replace("_", "/", 1), uri, body, self.now())
            self.told.append(message)
            self._waiting.put(message)
        return len(subscribed)

    def _carry(self) -> None:
        while (message := self._waiting.get()) is not None:
            while not self._ended.is_set() and not self._arrived(message):
                if message.tries > len(self.waits_s):
                    self.shop.subscribed[:] = [each for each in self.shop.subscribed if each["uri"] != message.uri]
                    break
                self._ended.wait(self.waits_s[message.tries - 1])

    def _arrived(self, message: Told) -> bool:
        message.tries += 1
        target = urlsplit(message.uri)
        name = target.hostname or ""
        here = name == "localhost" or name.endswith(".localhost")
        connection = HTTPConnection("127.0.0.1" if here else name, target.port or 80, timeout=PATIENCE_S)
        try:
            connection.request("POST", target.path, message.body, self._headers(message, target.netloc))
            message.status = connection.getresponse().status
        except (OSError, HTTPException):
            message.status = 0
        finally:
            connection.close()
        return 200 <= message.status < 300

    def _headers(self, message: Told, host: str) -> dict[str, str]:
        signed = Shop.sign(message.topic, message.body, message.id, secret=self.secret, shop=self.shop.store)
        about = {"X-Shopify-Event-Id": message.id, "X-Shopify-Triggered-At": stamp(message.at)}
        return {**signed, **about, "X-Shopify-Api-Version": "2026-07", "Content-Type": "application/json", "Host": host}


def customer_body(node: dict[str, Any]) -> bytes:
    return json.dumps(Shop.rest_customer(node)).encode()
