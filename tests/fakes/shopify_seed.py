"""A past for the played shop: the same one each time, with people and lamps that nobody could take for real."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.fakes.shopify_shop import Node, Shop

FIRST_NAMES = ("Alma", "Bruno", "Celia", "Dario", "Edda", "Falk", "Greta", "Hugo", "Ilse", "Jonas", "Kaya", "Levi")
LAST_NAMES = ("Sample", "Specimen", "Placeholder", "Example", "Dummy", "Mock", "Stand-In")
LAMPS = ("Glow", "Ember", "Lantern", "Beacon", "Candle", "Torch", "Spark", "Flare", "Halo", "Dawn", "Dusk", "Comet")
YEAR = 365
PER_BUYER = 2.4
BUSY_SHARE = 0.3
"""The share of buyers who come back often; the others buy once or twice."""


@dataclass
class Past:
    """What the counter goes on with: who may buy next, and the next numbers."""

    buyers: list[Node]
    lamps: list[tuple[str, str, int]]
    next_number: int
    chance: random.Random

    def take_number(self) -> int:
        self.next_number += 1
        return self.next_number - 1


def fill(shop: Shop, until: datetime, *, orders: int = 320, seed: int = 7) -> Past:
    """`orders` orders of the two years before `until`, the newest of them hours old."""
    chance = random.Random(seed)
    lamps = [(f"LAMP-{place:02}", f"{name} lamp", chance.randrange(18, 240)) for place, name in enumerate(LAMPS, 1)]
    for place, (sku, title, price) in enumerate(lamps, 1):
        shop.product(place, [sku], until - timedelta(days=2 * YEAR), title=title, price=f"{price}.00")
    ages = sorted((_age(chance) for _order in range(orders)), reverse=True)
    buyers = [_buyer(shop, number, until, chance) for number in range(1, max(3, int(orders / PER_BUYER)) + 1)]
    past = Past(buyers, lamps, 1001, chance)
    for days in ages:
        sell(shop, past, until - timedelta(days=days))
    for node in buyers:
        mine = [each for each in shop.held["orders"].values() if each["customer"] is node]
        node["numberOfOrders"] = str(len(mine))
        spent = sum(float(each["totalPriceSet"]["shopMoney"]["amount"]) for each in mine)
        node["amountSpent"] = {"amount": f"{spent:.2f}", "currencyCode": shop.currency}
    return past


def sell(shop: Shop, past: Past, at: datetime) -> tuple[int, Node]:
    """One order of somebody; its number and itself."""
    chance, number = past.chance, past.take_number()
    busy = past.buyers[: max(1, int(len(past.buyers) * BUSY_SHARE))]
    buyer = chance.choice(busy if chance.random() < 0.6 else past.buyers)
    lines, total = basket(shop, past)
    refunded = f"{total}.00" if chance.random() < 0.03 else "0.0"
    return number, shop.order(number, buyer, f"{total}.00", at=at, items=lines, refunded=refunded)


def basket(shop: Shop, past: Past) -> tuple[list[Node], int]:
    """One to three articles, and what they come to."""
    chosen = past.chance.sample(past.lamps, past.chance.choice((1, 1, 1, 2, 2, 3)))
    lines, total = [], 0
    for place, (sku, title, price) in enumerate(chosen):
        quantity = past.chance.choice((1, 1, 1, 2))
        lines.append(shop.line(place, sku=sku, title=title, quantity=quantity, price=f"{price}.00"))
        total += price * quantity
    return lines, total


def _age(chance: random.Random) -> float:
    """Days ago: the shop grows, and sold last a few hours ago."""
    return 0.2 + 2 * YEAR * chance.random() ** 1.6


def _buyer(shop: Shop, number: int, until: datetime, chance: random.Random) -> Node:
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    state = "SUBSCRIBED" if chance.random() < 0.7 else chance.choice(("NOT_SUBSCRIBED", "UNSUBSCRIBED"))
    email = f"{first}.{last}.{number}@customers.example".lower()
    return shop.customer(number, email, until - timedelta(days=1), state=state, firstName=first, lastName=last)
