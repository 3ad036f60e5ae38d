"""What a handler is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tenants.errors import NoClient

if TYPE_CHECKING:
    from tenants.models import Client


class LeaseLost(RuntimeError):
    """Somebody else has the job by now: stop, change nothing more."""


@dataclass(frozen=True)
class Happened:
    """The event that a subscriber's job is about."""

    id: int
    type: str
    subject_kind: str
    subject_id: str
    data: Mapping[str, Any]


Renew = Callable[[], None]


def no_lease() -> None:
    """Atomic work and dry runs hold none: nothing to extend."""


@dataclass(frozen=True)
class Work:
    """One job as its handler sees it; it runs inside the client's context."""

    job_id: int
    key: str
    args: Mapping[str, Any]
    event: Happened | None
    attempt: int
    owner: "Client | None"
    renew: Renew = field(default=no_lease, repr=False)

    @property
    def client(self) -> "Client":
        """Whose work this is; raises NoClient for the platform's own jobs."""
        if self.owner is None:
            raise NoClient("This job belongs to the platform, not to a client.")
        return self.owner

    def extend(self) -> None:
        """Take a fresh lease in the middle of long work; raises LeaseLost when it is too late."""
        self.renew()
