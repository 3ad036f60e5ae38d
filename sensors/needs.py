"""What a sensor cannot do without, and how that is said when it is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from sensors.connectors import CONNECTORS

if TYPE_CHECKING:
    from sensors.tools import Tools


@dataclass(frozen=True)
class Missing:
    """One unmet need: the sentence for people, and the names of the credentials, where there are any."""

    sentence: str
    credentials: tuple[str, ...] = ()


class Need(Protocol):
    def missing(self, tools: "Tools") -> Missing | None:
        """What is missing for `tools.client`; None when the need is met. Reads little, calls no network."""
        ...


@dataclass(frozen=True)
class Connector:
    """An outside service connected with this client's credentials.

    Connections are not kept in this version, so the need is never met; it names each credential.
    """

    slug: str

    def missing(self, tools: "Tools") -> Missing:
        known = CONNECTORS[self.slug]
        return Missing(
            _("%(service)s is not connected for %(client)s: %(credentials)s missing.")
            % {
                "service": known.title,
                "client": tools.client.name,
                "credentials": ", ".join(known.credentials),
            },
            known.credentials,
        )


@dataclass(frozen=True)
class ImportedOrders:
    """At least one order file was imported for this client."""

    def missing(self, tools: "Tools") -> Missing | None:
        if tools.orders_source is not None:
            return None
        return Missing(_("No orders were imported for %(client)s.") % {"client": tools.client.name})


class OneOf:
    """Alternatives: one met is enough; when none is, all are named."""

    def __init__(self, *needs: Need) -> None:
        self.needs = needs

    def missing(self, tools: "Tools") -> Missing | None:
        found: list[Missing] = []
        # The last alternative is the one at hand without an outside account: it is asked first.
        for need in reversed(self.needs):
            missing = need.missing(tools)
            if missing is None:
                return None
            found.append(missing)
        found.reverse()
        return Missing(
            _("One of these is needed: %(ways)s") % {"ways": " · ".join(missing.sentence for missing in found)},
            tuple(name for missing in found for name in missing.credentials),
        )


def all_missing(needs: Sequence[Need], tools: "Tools") -> list[Missing]:
    """Every unmet need, in the order declared."""
    return [missing for need in needs if (missing := need.missing(tools)) is not None]
