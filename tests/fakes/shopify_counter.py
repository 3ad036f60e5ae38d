"""The shop as it is played: connected by consent, telling by itself what happens, run from a page of its own.

The page ("the counter") is on another port, so that it is there while the shop is not.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from tenants import clock
from tests.fakes.calls import Call, Mismatch, Operation
from tests.fakes.pages import html
from tests.fakes.server import Fake, Reply
from tests.fakes.shopify_consent import SECRET, ShopifyConsent
from tests.fakes.shopify_deliveries import Deliveries, customer_body
from tests.fakes.shopify_seed import basket, fill, sell
from tests.fakes.shopify_shop import Node, Shop

STORE, NAME = "specimen-lamps.myshopify.com", "Specimen Lamps"
SHOWN = 12
ACTS = {
    "order": "Place an order", "cart": "Leave a cart at the till", "down": "Unplug the shop",
    "up": "Plug the shop in again",
}  # fmt: skip


class PlayedShop:
    """`orders` of its past; `now` is the time by which it sells.

    `numbers_from`: what is sold from now on has other numbers than an earlier playing's.
    """

    def __init__(
        self, specs: Path, *, currency: str = "EUR", orders: int = 320, numbers_from: int = 0,
        now: Callable[[], datetime] = clock.now,
    ) -> None:  # fmt: skip
        self.now = now
        self.consent = ShopifyConsent(STORE)
        self.shop = Shop(specs, currency, store=STORE, name=NAME, consent=self.consent)
        self.past = fill(self.shop, now(), orders=orders)
        self.past.next_number = max(self.past.next_number, numbers_from)
        self.deliveries = Deliveries(self.shop, SECRET, now)
        self.counter = Fake(_Counter(), {"show": self._shown, **dict.fromkeys(ACTS, self._acted)})

    def start(self) -> "PlayedShop":
        self.shop.fake.start()
        self.counter.start()
        self.deliveries.start()
        return self

    def stop(self) -> None:
        self.deliveries.stop()
        self.counter.stop()
        self.shop.fake.stop()

    def order(self) -> Node:
        """Somebody buys now, and who listens is told."""
        number, node = sell(self.shop, self.past, self.now())
        self.deliveries.tell("ORDERS_CREATE", self.shop.told(number))
        buyer = node["customer"]
        buyer["numberOfOrders"], buyer["updatedAt"] = str(int(buyer["numberOfOrders"]) + 1), node["updatedAt"]
        self.deliveries.tell("CUSTOMERS_UPDATE", customer_body(buyer))
        return node

    def cart(self) -> Node:
        """Somebody stops before paying."""
        number = self.past.take_number()
        lines, total = basket(self.shop, self.past)
        buyer = self.past.chance.choice(self.past.buyers)
        node = self.shop.checkout(number, buyer, self.now() - timedelta(seconds=1), f"{total}.00", lines)
        self.deliveries.tell("CHECKOUTS_CREATE", self.shop.told_checkout(number))
        return node

    def down(self) -> None:
        self.shop.fake.unplug()

    def up(self) -> None:
        self.shop.fake.plug_in()

    def _acted(self, call: Call, operation: Operation) -> Reply:
        getattr(self, operation.name)()
        return Reply(303, None, {"Location": "/"})

    def _shown(self, _call: Call, _operation: Operation) -> Reply:
        state = "is open" if self.shop.fake.plugged else "is unplugged: nobody answers there"
        buttons = "".join(
            f'<form method=post action="/{act}"><button>{escape(words)}</button></form>' for act, words in ACTS.items()
        )
        rows = "".join(
            f"<tr><td>{each.at:%H:%M:%S}</td><td>{escape(each.topic)}</td><td>{each.status or 'nobody there'}</td>"
            f"<td>{each.tries}</td></tr>"
            for each in reversed(self.deliveries.told[-SHOWN:])
        )
        table = f"<table><tr><th>at</th><th>told</th><th>answer</th><th>tries</th></tr>{rows}</table>"
        counts = f"{len(self.shop.held['orders'])} orders, {len(self.shop.subscribed)} subscriptions"
        return html("Shopify", f"<h1>{NAME} {state}</h1><p>{STORE}: {counts}</p>{buttons}{table}")


class _Counter:
    """The page, and one address per button."""

    def check(self, call: Call) -> Operation:
        known: dict[Any, str] = {("GET", "/"): "show", **{("POST", f"/{act}"): act for act in ACTS}}
        if (call.verb, call.path) not in known:
            raise Mismatch(f"{call.verb} {call.path} is no button")
        return Operation(known[call.verb, call.path])
