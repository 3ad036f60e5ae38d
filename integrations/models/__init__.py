"""Rows of the integrations: connections and their sealed secrets, calls, deliveries, costs."""

from integrations.models.connections import Call, Connection
from integrations.models.costs import MICROS_PER_CENT, Budget, CostLine
from integrations.models.deliveries import Delivery, Latest
from integrations.models.oauth import Authorisation
from integrations.models.queue import QueuedWrite
from integrations.models.secrets import DataKey, Secret
from integrations.models.sync import PrivacyRequest, SyncCursor, Twin

__all__ = [
    "MICROS_PER_CENT",
    "Authorisation",
    "Budget",
    "Call",
    "Connection",
    "CostLine",
    "DataKey",
    "Delivery",
    "Latest",
    "PrivacyRequest",
    "QueuedWrite",
    "Secret",
    "SyncCursor",
    "Twin",
]
