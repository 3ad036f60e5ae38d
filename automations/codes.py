"""Discount codes in messages: one per person, from the shop itself or from the pool that the client filled."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from babel.dates import format_date
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

import events
from automations.actions.base import ReservedCode
from crm.services import release_code, reserve_code
from tenants.errors import Refused
from tenants.models import Client

if TYPE_CHECKING:
    from automations.models import Action

TAKE_BACK = "automations.take_code_back"
SAMPLE = "XXXX-XXXX"
"""Stands in a dry run, which puts no code of the pool aside."""
_SALT = "automations.codes"
_EASY = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
"""Neither 0 nor O, 1 nor I can be mistaken for the other."""


@dataclass(frozen=True)
class CodeWish:
    """A code of `percent` that counts at least until `until`, for one message.

    `code` is what the action with the key `made_by` makes at the shop; both are "" for the pool.
    """

    percent: int
    until: datetime
    code: str = ""
    made_by: str = ""

    def reserve(self, action_id: UUID, run_id: UUID) -> ReservedCode | None:
        """Put one of the pool aside. In the caller's transaction. Raises Refused `no_code`."""
        if self.code:
            return None
        found = reserve_code(percent=self.percent, until=self.until, run_id=run_id, action_id=action_id)
        if found is None:
            raise Refused(_("No free discount code is left."), code="no_code")
        return ReservedCode(found.code, found.percent, found.expires_at)

    def held(self, reserved: ReservedCode | None) -> ReservedCode:
        """What the message says: the shop's, what was put aside, or in a dry run a sample."""
        return reserved or ReservedCode(self.code or SAMPLE, self.percent, self.until)


def unique_code(client: Client, *occasion: str | int) -> str:
    """The same code for the same occasion, that nobody can guess: 50 bits under the installation's secret."""
    name = "/".join(str(part) for part in (client.pk, *occasion))
    digest = salted_hmac(_SALT, name, algorithm="sha256").digest()
    letters = base64.b32encode(digest).translate(_EASY).decode()
    return f"{letters[:5]}-{letters[5:10]}"


def words(held: ReservedCode, client: Client, language: str) -> dict[str, Any]:
    """For a template: `code`, `code_percent`, and `code_until` ("" where it counts without end)."""
    day = held.ends_at.astimezone(client.zone).date() if held.ends_at else None
    until = format_date(day, "long", locale=language) if day else ""
    return {"code": held.code, "code_percent": held.percent, "code_until": until}


def release(action: "Action", made_by: str) -> bool:
    """The message with the code will never leave: back into the pool with it, or out of the shop."""
    if not made_by:
        return release_code(action.pk)
    maker = type(action).objects.keyed([made_by]).first()
    if maker is None or maker.state not in (maker.State.SENDING, maker.State.DONE, maker.State.UNKNOWN):
        return False
    return events.enqueue(TAKE_BACK, {"action_id": str(maker.pk)}, key=f"take_back:{action.pk}") is not None
