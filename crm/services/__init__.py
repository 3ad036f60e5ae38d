"""Every change to a client's customers and orders goes through one of these functions."""

from crm.services.batch import Batch, ContactRow, Count, Counts, LineRow, OrderRow, ProductRow
from crm.services.carts import CartRow, close_carts, put_cart
from crm.services.codes import (
    Loaded,
    give_code,
    load_codes,
    release_code,
    release_codes,
    reserve_code,
    withdraw_codes,
)
from crm.services.leads import note_signal, put_score
from crm.services.people import record_activity, set_consent, suppress, tag_contact, untag
from crm.services.removing import dossier, erase_contact, merge_contacts, remove_orders, remove_products
from crm.services.shop import upsert_orders
from crm.services.sources import note_arrival, note_live, note_nothing_new

__all__ = [
    "Batch",
    "CartRow",
    "ContactRow",
    "Count",
    "Counts",
    "LineRow",
    "Loaded",
    "OrderRow",
    "ProductRow",
    "close_carts",
    "dossier",
    "erase_contact",
    "give_code",
    "load_codes",
    "merge_contacts",
    "note_arrival",
    "note_live",
    "note_nothing_new",
    "note_signal",
    "put_cart",
    "put_score",
    "record_activity",
    "release_code",
    "release_codes",
    "remove_orders",
    "remove_products",
    "reserve_code",
    "set_consent",
    "suppress",
    "tag_contact",
    "untag",
    "upsert_orders",
    "withdraw_codes",
]
