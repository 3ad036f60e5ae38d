"""Offline conversions in the Data Manager's words. Source: discovery document datamanager.v1, Event."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Conversion:
    """One sale or lead. `consented`: the person agreed to the use of their data for ads."""

    transaction_id: str
    at: datetime
    value: Decimal
    currency: str
    consented: bool
    gclid: str = ""
    email: str = ""


def request_body(
    conversions: Sequence[Conversion], *, customer: str, manager: str, action: str, check_only: bool
) -> Row:
    """The request; identifiers are hashed and only sent with consent."""
    destination: Row = {
        "operatingAccount": {"accountType": "GOOGLE_ADS", "accountId": customer},
        "productDestinationId": action,
    }
    if manager:
        destination["loginAccount"] = {"accountType": "GOOGLE_ADS", "accountId": manager}
    events = [_event(conversion) for conversion in conversions]
    return {"destinations": [destination], "encoding": "HEX", "validateOnly": check_only, "events": events}


def _event(conversion: Conversion) -> Row:
    state = "CONSENT_GRANTED" if conversion.consented else "CONSENT_DENIED"
    event: Row = {
        "transactionId": conversion.transaction_id,
        "eventTimestamp": conversion.at.isoformat(),
        "conversionValue": float(conversion.value),
        "currency": conversion.currency,
        "eventSource": "WEB",
        "consent": {"adUserData": state, "adPersonalization": state},
    }
    if conversion.gclid:
        event["adIdentifiers"] = {"gclid": conversion.gclid}
    if conversion.email and conversion.consented:
        event["userData"] = {"userIdentifiers": [{"emailAddress": hashed_email(conversion.email)}]}
    return event


def hashed_email(email: str) -> str:
    """SHA-256 in hex of the address in small letters; Gmail ignores dots ("Format user data")."""
    name, at, host = email.strip().lower().partition("@")
    if host in ("gmail.com", "googlemail.com"):
        name = name.replace(".", "")
    return hashlib.sha256(f"{name}{at}{host}".encode()).hexdigest()
