"""Can products be found by their texts? Asks Shopify."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.reports.shop_products import CALLS, active_products, nodes
from sensors.tools import Tools

Row = dict[str, Any]
LONGEST_READ = 5_000
_tag = re.compile(r"<[^<>]*>")


def _length(value: object, what: str) -> int:
    """Signs of a text without its markup; a text that is not there has none."""
    if value is None:
        return 0
    return len(_tag.sub("", answers.text(value, what, longest=LONGEST_READ)).strip())


def _title_fits(row: Row) -> bool:
    return 15 <= _length(answers.field(row, "title"), "title") <= 70


def _search_title_fits(row: Row) -> bool:
    """The one set for search, else the product's own, which Shopify then uses."""
    own = (row.get("seo") or {}).get("title")
    return 15 <= _length(own or row["title"], "seo.title") <= 60


def _search_text_fits(row: Row) -> bool:
    return 50 <= _length((row.get("seo") or {}).get("description"), "seo.description") <= 160


def _description_is_long(row: Row) -> bool:
    return _length(answers.field(row, "descriptionHtml"), "descriptionHtml") >= 200


def _pictures_are_named(row: Row) -> bool:
    pictures = [each for each in nodes(row, "media") if each.get("mediaContentType") == "IMAGE"]
    return bool(pictures) and all(_length(each.get("alt"), "alt") for each in pictures)


CHECKS: dict[str, Callable[[Row], bool]] = {
    "title": _title_fits,
    "search_title": _search_title_fits,
    "search_text": _search_text_fits,
    "description": _description_is_long,
    "pictures": _pictures_are_named,
}


@register
class ProductTexts(Sensor):
    """How many of five checks the active products pass: title, search title, search text, description, pictures.

    Source: the shop's own API, live, up to 200 products (those unchanged for longest, which need it
    most; shared with the shop's sensor). Pressure: the percentage of checks that are failed, 0 when
    every product passes all, 100 when none passes any. The checks are house values that follow what
    a result page shows: title of 15 to 70 signs, search title of 15 to 60, search text of 50 to 160,
    description of 200 signs or more without markup, a picture, and a text with each picture.
    UNKNOWN without an active product. WARNING when half of them have no page in the online store:
    no text helps what nobody can open, and publishing is a person's decision. DEGRADED when the shop
    broke off in the middle.
    """

    slug = "product-seo-sensor"
    title = gettext_lazy("Product texts for search")
    description = gettext_lazy("Quality of product titles, descriptions, picture texts and meta data.")
    sector = Sector.CONTENT
    needs = (Connector("shopify"),)
    every = timedelta(hours=24)
    cost = Cost(calls=CALLS)
    metrics = (Metric("product_texts_score", gettext_lazy("Checks that product texts pass"), "score", "%"),)

    def read(self, tools: Tools) -> Read:
        """Counts only: what the texts say is looked at and left where it is."""
        source = Source("shopify", "Shopify", tools.now)
        products = active_products(tools)
        if not products.rows:
            return Read.unknown(products.failure or _("The shop has no active product."), source=source)
        failed = {name: sum(not passes(row) for row in products.rows) for name, passes in CHECKS.items()}
        hidden = sum(not row.get("onlineStoreUrl") for row in products.rows)
        pressure = 100 * sum(failed.values()) / (len(CHECKS) * len(products.rows))
        facts = {
            "products": len(products.rows),
            "all_products_read": products.complete,
            "failed": failed,
            "without_page": hidden,
            "score": round(100 - pressure, 2),
        }
        if 2 * hidden >= len(products.rows):
            reason = _("Half of the active products or more have no page in the online store.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        if products.failure:
            return Read.degraded(products.failure, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)
