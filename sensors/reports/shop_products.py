"""The shop's active products, read once for every sensor that looks at them."""

from dataclasses import dataclass
from typing import Any

from integrations.connectors.shopify.client import Page, Shopify
from sensors import answers
from sensors.tools import Tools
from tenants.errors import Refused, Temporary

PAGE = 25
PAGES = 8
CALLS = PAGES
"""At most so many calls for one reading: 200 products, those unchanged for longest first."""
Row = dict[str, Any]


@dataclass(frozen=True)
class Products:
    """`rows` are the active ones among those read; `complete` when there are no others; `failure` broke off."""

    rows: list[Row]
    complete: bool
    failure: str


def active_products(tools: Tools) -> Products:
    """One sweep per go. Raises Temporary, Refused where not even the first page came."""
    return tools.shared(("shopify", "products"), lambda: _sweep(tools.bound("shopify")))


def _sweep(shop: Shopify) -> Products:
    rows: list[Row] = []
    cursor: str | None = None
    for turn in range(PAGES):
        try:
            page: Page = shop.products(cursor=cursor, size=PAGE)
        except (Temporary, Refused) as problem:
            if turn == 0:
                raise
            return Products(rows, complete=False, failure=problem.sentence)
        found = answers.rows(page.rows, "products")
        rows += [row for row in found if answers.text(answers.field(row, "status"), "status") == "ACTIVE"]
        cursor = page.cursor
        if cursor is None:
            break
    return Products(rows, complete=cursor is None, failure="")


def nodes(row: Row, name: str) -> list[Row]:
    """The rows of a list inside a product."""
    return answers.rows(answers.field(answers.field(row, name), "nodes"), name)
