"""In a rehearsal nobody in the file can be reached or recognised; otherwise nothing is invented."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from crm.models import Consent
from crm.names import person
from crm.services import ContactRow
from tenants.models import Client

OPTED_IN_PERCENT = 80


class Disguise(Protocol):
    def apply(self, row: ContactRow) -> ContactRow: ...

    def identity(self, external_id: str, *, tells_who: bool) -> str:
        """The external id to store; `tells_who`: it is made of an address or a number."""


class Plain:
    """The rows as they are."""

    def apply(self, row: ContactRow) -> ContactRow:
        return row

    def identity(self, external_id: str, *, tells_who: bool) -> str:
        return external_id


class Rehearsal:
    """Addresses `<stable>@example.invalid` for all, made-up names, opt-in for 80 % by a stable hash.

    The top-level domain `.invalid` never resolves (RFC 2606).
    """

    def __init__(self, client: Client, source: str, asked_at: datetime) -> None:
        self.client = client
        self.source = source
        self.asked_at = asked_at

    def apply(self, row: ContactRow) -> ContactRow:
        mark = self._mark(row.external_id)
        first_name, last_name = person(row.language or self.client.language, mark)
        opted_in = int(mark[-8:], 16) % 100 < OPTED_IN_PERCENT
        return replace(
            row,
            email=f"{mark[:12]}@example.invalid",
            phone="",
            first_name=first_name,
            last_name=last_name,
            is_synthetic=True,
            consent=Consent.OPTED_IN if opted_in else None,
            consent_at=self.asked_at if opted_in else None,
        )

    def identity(self, external_id: str, *, tells_who: bool) -> str:
        return self._mark(external_id)[:16] if tells_who else external_id

    def _mark(self, external_id: str) -> str:
        words = f"{self.client.slug}|{self.source}|{external_id}"
        return blake2b(words.encode(), digest_size=16).hexdigest()
