"""Every change to a client's customers and orders goes through one of these functions."""

from crm.services.batch import Batch, ContactRow, Count, Counts, LineRow, OrderRow, ProductRow
from crm.services.people import record_activity, set_consent, suppress, tag_contact, untag
from crm.services.shop import upsert_orders
from crm.services.sources import note_arrival, note_nothing_new

__all__ = [
    "Batch",
    "ContactRow",
    "Count",
    "Counts",
    "LineRow",
    "OrderRow",
    "ProductRow",
    "note_arrival",
    "note_nothing_new",
    "record_activity",
    "set_consent",
    "suppress",
    "tag_contact",
    "untag",
    "upsert_orders",
]
