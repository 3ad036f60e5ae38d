"""The realistic shop in a process of its own: `python -m tests.bench.shopify ORDERS`; says where it answers."""

import json
import os
import sys
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.shopify_shop import FIRST, Node, Shop, stamp

BUYERS_SHARE = 4
ARTICLES = 400


class StillShop(Shop):
    """Nothing changes in it, so each list is put in order once, however many pages are read of it."""

    def _lister(self, rows: Callable[[], list[Node]], place: Callable[[Node], str]) -> Callable[..., Node]:
        ordered: list[Node] = []
        places: list[str] = []

        def listed(_info: Any, first: int, after: str | None = None, query: str | None = None, **_asked: Any) -> Node:
            if not ordered:
                ordered.extend(sorted(rows(), key=place))
                places.extend(place(row) for row in ordered)
            start = bisect_right(places, after) if after else 0
            if query and not after:
                since = datetime.fromisoformat(query.partition("'")[2].rstrip("'"))
                start = bisect_right(places, stamp(since))
            page = ordered[start : start + first]
            return self._page(page, places[start + first - 1] if len(ordered) > start + first else None)

        return listed


def specs() -> Path:
    """Where the vendors' specifications lie (SHARED_DIR); they are no part of the product."""
    return Path(os.environ.get("SHARED_DIR", "../shared")) / "specs"


def filled(orders: int) -> Shop:
    """So many orders of two lines, by a fourth as many people."""
    shop = StillShop(specs(), currency="EUR")
    people = [
        shop.customer(number, f"p{number}@shop.example", FIRST - timedelta(minutes=number))
        for number in range(1, orders // BUYERS_SHARE + 1)
    ]
    for number in range(1, ARTICLES + 1):
        shop.product(number, [f"CJ-{number}"], FIRST - timedelta(minutes=number))
    for number in range(1, orders + 1):
        at = FIRST - timedelta(minutes=number)
        shop.order(number, people[number % len(people)], at=at, changed=at, lines=2)
    return shop


def main() -> None:
    shop = filled(int(sys.argv[1]))
    shop.fake.start()
    print(json.dumps({"base": shop.base}), flush=True)
    sys.stdin.read()
    shop.fake.stop()


if __name__ == "__main__":
    main()
