"""What a shop tells us, before it is written: the one form for imports and for a live connection."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A customer as its source knows it; empty text means "not said" and never erases what is stored.

    `details_at` is the moment these details are from; older details only fill gaps. `consent`
    (a `Consent` value) is applied if `consent_at` is later than what is stored; None: not asked.
    `consent_is_live`: a connected shop says that this is when they answered.
    """

    external_id: str
    details_at: datetime
    happened_at: datetime
    known_at: datetime
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    country: str = ""
    language: str = ""
    timezone: str = ""
    is_synthetic: bool = False
    consent: str | None = None
    consent_at: datetime | None = None
    consent_is_live: bool = False


@dataclass(frozen=True, slots=True)
class ProductRow:
    sku: str
    title: str
    price_cents: int
    currency: str
    details_at: datetime
    happened_at: datetime
    known_at: datetime


@dataclass(frozen=True, slots=True)
class LineRow:
    sku: str
    quantity: int
    unit_price_cents: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A sale or a return; `contact` is the customer's external id in the same source, "" for nobody.

    `lines` None leaves stored lines alone; a sequence replaces them. So does `delivered_at`.
    """

    number: str
    contact: str
    kind: str
    total_cents: int
    currency: str
    happened_at: datetime
    known_at: datetime
    cancelled_at: datetime | None = None
    lines: Sequence[LineRow] | None = None
    delivered_at: datetime | None = None


@dataclass(slots=True)
class Batch:
    """Rows of one source that are written together."""

    source: str
    contacts: list[ContactRow] = field(default_factory=list)
    products: list[ProductRow] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)

    def __len__(self) -> int:
        lines = sum(len(order.lines or ()) for order in self.orders)
        return len(self.contacts) + len(self.products) + len(self.orders) + lines


@dataclass(slots=True)
class Count:
    """How many rows were new, changed by, or already the same as what was written."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def add(self, other: "Count") -> None:
        self.new += other.new
        self.changed += other.changed
        self.same += other.same

    @classmethod
    def of(cls, written: int, inserted: Sequence[bool]) -> "Count":
        """From the number of rows sent and one flag per row that the database wrote."""
        new = sum(inserted)
        return cls(new, len(inserted) - new, written - len(inserted))


@dataclass(slots=True)
class Counts:
    contacts: Count = field(default_factory=Count)
    products: Count = field(default_factory=Count)
    orders: Count = field(default_factory=Count)
    lines: Count = field(default_factory=Count)

    def add(self, other: "Counts") -> None:
        for name in self.__slots__:
            getattr(self, name).add(getattr(other, name))

    @property
    def taken(self) -> int:
        """Rows of any kind that are in the mirror now."""
        return sum(self.flat().values())

    def flat(self) -> dict[str, int]:
        """As event data: contacts_new, contacts_changed, … lines_same."""
        return {
            f"{name}_{what}": getattr(getattr(self, name), what)
            for name in self.__slots__
            for what in ("new", "changed", "same")
        }
