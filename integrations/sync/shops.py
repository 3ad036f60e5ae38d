"""Which clients mirror which shop: an index over all clients that holds a number of each shop and no more.

A shop is known from when it was reached with its own token; one that was only typed in is not
known. It stays known when it is disconnected: its people may still have to be forgotten.
"""

import hashlib

from events import board
from events.models import Board
from integrations.models import Connection
from tenants import clock
from tenants.models import Client

KIND = "shop"


def remember() -> None:
    """Of the client at work: its shop, if it is connected."""
    row = Connection.objects.to("shopify").filter(state=Connection.State.CONNECTED).first()
    if row is not None and row.config.get("SHOPIFY_STORE"):
        board.put(KIND, _number(row.config["SHOPIFY_STORE"]), state="known", at=clock.now())


def clients_of(shop: str) -> list[Client]:
    """Everybody who mirrors or mirrored the shop of this address, also while they are suspended."""
    known = Board.objects.of_kind(KIND).filter(key=_number(shop)).values("client")
    return list(Client.objects.filter(pk__in=known).exclude(state=Client.State.ARCHIVED).order_by("pk"))


def _number(shop: str) -> str:
    return hashlib.sha256(shop.encode()).hexdigest()
