"""Shared rows of the ground layer."""

from tenants.models.access import ApiToken, Ticket
from tenants.models.client import Client, Domain
from tenants.models.ledger import LedgerEntry
from tenants.models.people import Member, MemberRole, StaffRole, User
from tenants.models.switch import KillSwitch
from tenants.models.template import SchemaTemplate

__all__ = [
    "ApiToken",
    "Client",
    "Domain",
    "KillSwitch",
    "LedgerEntry",
    "Member",
    "MemberRole",
    "SchemaTemplate",
    "StaffRole",
    "Ticket",
    "User",
]
