"""The words a client's market is watched by: those entered with a service, else the products sold most."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from integrations.models import Connection
from sensors.tools import Tools

MOST = 10
LONGEST, LONGEST_WORDS = 80, 10
"""Google Ads takes no longer keyword (Google Ads Help, "Keyword: limits")."""
SOLD_DAYS = 90
ENTERED, SOLD = "entered", "products_sold"
_markup = re.compile(r"<[^>]*>?")
_foreign = re.compile(r"[^\w\s'’&-]|_")


@dataclass(frozen=True)
class Keywords:
    """`words`, in small letters, each once; `origin` says where they come from: `entered` or `products_sold`."""

    words: tuple[str, ...]
    origin: str

    def facts(self) -> dict[str, Any]:
        return {"keywords": list(self.words), "keywords_from": self.origin}


def watched(tools: Tools, connector: str, name: str) -> Keywords:
    """What was entered as `name` at `connector`, else the titles of the products sold most in 90 days.

    No words at all where neither is there. A title is text of the shop's, maybe somebody else's: it
    is cut down to letters, digits and a few signs, and is only ever searched for.
    """
    config = Connection.objects.to(connector).values_list("config", flat=True).first() or {}
    entered = _each_once(re.split(r"[,;\n]", str(config.get(name, ""))))
    return Keywords(entered, ENTERED) if entered else Keywords(_each_once(_titles(tools)), SOLD)


def nothing_to_watch() -> str:
    """What to do when there is no word to ask for."""
    return _("There is no keyword to ask for: enter keywords with the service, or import orders with their products.")


def clean(text: str) -> str:
    """A keyword as services take it; "" where nothing of it is left."""
    plain = _foreign.sub(" ", _markup.sub(" ", unicodedata.normalize("NFKC", text[:500])))
    kept = ""
    for word in plain.lower().split()[:LONGEST_WORDS]:
        longer = f"{kept} {word}".strip()
        if len(longer) > LONGEST:
            break
        kept = longer
    return kept if any(sign.isalpha() for sign in kept) else ""


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(clean(text) for text in texts)
    return tuple(word for word in found if word)[:MOST]


def _titles(tools: Tools) -> list[str]:
    """Titles of the products sold most, in pieces, as the mirror knows them."""
    sales = tools.orders.sales().last_days(SOLD_DAYS, tools.now).filter(lines__quantity__gt=0).order_by()
    rows = sales.values("lines__sku").annotate(pieces=Sum("lines__quantity"), title=Max("lines__title"))
    # More than are kept: several articles may have one title.
    best = list(rows.order_by("-pieces", "lines__sku").values_list("lines__sku", "title")[: 5 * MOST])
    known = tools.mirror.products.filter(sku__in=[sku for sku, _title in best])
    titles = dict(known.values_list("sku", "title"))
    return [titles.get(sku) or title for sku, title in best]
