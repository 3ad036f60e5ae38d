"""What a kind of action is. An instance is one planned action; class methods act on a stored one."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from automations.guards import Guard
from automations.risk import Risk
from integrations.costs import Price
from reviews.rendering import RenderedMessage
from tenants.errors import Refused

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action

KEY_LENGTH = 200
registered: dict[str, type["ActionKind"]] = {}


@dataclass(frozen=True)
class Shown:
    """One action in words: a title, a line of detail, short marks, and the message where there is one."""

    title: str
    detail: str = ""
    message: RenderedMessage | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReservedCode:
    """A discount code that one message alone may hold; `ends_at` None: it counts without end."""

    code: str
    percent: int
    ends_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ActionKind(ABC):
    """One effect, planned.

    `once_per` names the occasion: for one occasion an automation plans an action of this kind
    once, ever. `due_at=None` means at once. `confidence` (0-100) is for operations.

    `is_external` kinds leave this database, so they are claimed, sent and settled in separate
    steps; the others happen inside one transaction with their result. `is_communication` kinds
    reach a contact: consent, suppression, quiet hours and frequency always apply, and a share of
    the contacts is held out to compare with. A kind that is `for_message` makes something that only
    a message to the same contact uses: it is left out, and held out, as that message is.
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    risk: ClassVar[Risk] = Risk.NONE
    is_external: ClassVar[bool] = False
    is_communication: ClassVar[bool] = False
    for_message: ClassVar[bool] = False

    once_per: tuple[str | int, ...]
    contact_id: int | None = None
    due_at: datetime | None = None
    guards: tuple[Guard, ...] = ()
    confidence: float | None = None

    def key(self, automation: str) -> str:
        """The deterministic name of this effect."""
        return action_key(automation, self.slug, self.once_per)

    def price(self) -> Price | None:
        """What it will cost; None when it costs nothing."""
        return None

    def reserve(self, action_id: UUID, run_id: UUID) -> ReservedCode | None:
        """Put aside what no other action may use; `draft` finds it on the desk. None: it needs nothing.

        In the transaction that begins the drafting of a real run. Raises Refused when there is none left.
        """
        return None

    @abstractmethod
    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        """Everything `execute` needs, complete and rendered, as JSON values."""

    @classmethod
    def redraft(cls, action: "Action", changes: dict[str, str]) -> dict[str, Any]:
        """The payload with a person's changes; raises Refused for what cannot be changed."""
        raise Refused(_("An action of this kind cannot be changed."), code="fixed")

    @classmethod
    @abstractmethod
    def show(cls, action: "Action") -> Shown:
        """The stored action as it will happen."""

    @classmethod
    def obstacle(cls, action: "Action") -> str:
        """Why it must not happen now, as a code; "" when it may. In the transaction that claims it."""
        return ""

    @classmethod
    @abstractmethod
    def execute(cls, action: "Action") -> None:
        """Do it. Raises Temporary, Refused or, when nobody can know, `integrations.mail.Unknown`."""

    @classmethod
    def settled(cls, action: "Action", *, happened: bool) -> bool:
        """What was put aside for it is spent, or free again; False where nothing was.

        In the transaction that says what became of it.
        """
        return False

    @classmethod
    def words_done(cls, number: int) -> str:
        """What happened `number` times, `%(n)s` standing for the number as its reader writes it."""
        return ngettext("%(n)s action done", "%(n)s actions done", number)

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        """Did it already happen? None where that cannot be found out, so that a person is asked."""
        return None


def action_key(automation: str, kind: str, once_per: tuple[str | int, ...]) -> str:
    """One word of at most 200 characters; too long a name is replaced by its hash."""
    occasion = "/".join(str(part) for part in once_per)
    key = f"{automation}:{kind}:{occasion}"
    if len(key) > KEY_LENGTH - 40:  # a freed key grows by its action's id
        key = f"{automation}:{kind}:{hashlib.sha256(occasion.encode()).hexdigest()}"
    return key


def register(cls: type[ActionKind]) -> type[ActionKind]:
    """Class decorator: make the kind known by its slug."""
    if cls.slug in registered and registered[cls.slug].__module__ != cls.__module__:
        raise ValueError(f"Two kinds of action are called {cls.slug}.")
    registered[cls.slug] = cls
    return cls
