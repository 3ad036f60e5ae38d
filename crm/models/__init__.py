"""A client's customers and what they bought; all of it lives in the client's own schema."""

from crm.models.codes import DiscountCode
from crm.models.history import Activity, ConsentEvent, Suppression
from crm.models.leads import LeadScore
from crm.models.orders import Buyers, Cart, Order, OrderLine, OrderQuerySet
from crm.models.people import Consent, Contact, ContactQuerySet
from crm.models.products import Product, ProductQuerySet
from crm.models.source import Source

__all__ = [
    "Activity",
    "Buyers",
    "Cart",
    "Consent",
    "ConsentEvent",
    "Contact",
    "ContactQuerySet",
    "DiscountCode",
    "LeadScore",
    "Order",
    "OrderLine",
    "OrderQuerySet",
    "Product",
    "ProductQuerySet",
    "Source",
    "Suppression",
]
