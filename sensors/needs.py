"""What a sensor cannot do without, and how that is said when it is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from crm.models import Source
from integrations import registry

if TYPE_CHECKING:
    from sensors.tools import Tools

CONNECTED_SHOP = Source.Slug.SHOPIFY


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
    """An outside service that is connected for this client: everything is there, and it answered lately.

    What is missing is named as the service's manifest names it. Raises Refused `unknown_connector`.
    """

    slug: str

    def missing(self, tools: "Tools") -> Missing | None:
        found = tools.connection(self.slug)
        if found.works:
            return None
        if not found.missing:
            return Missing(found.sentence)
        facts = {"service": found.title, "client": tools.client.name, "credentials": ", ".join(found.missing)}
        if not registry.get(self.slug).required():
            return Missing(
                _("%(service)s is not connected for %(client)s: one of %(credentials)s is needed.") % facts,
                found.missing,
            )
        return Missing(
            _("%(service)s is not connected for %(client)s: %(credentials)s missing.") % facts, found.missing
        )


@dataclass(frozen=True)
class VoiceGateway:
    """Where calls are carried. This version has none, so the need is never met; it names what one is reached by."""

    credentials: tuple[str, ...] = ("VOICE_GATEWAY_URL", "VOICE_GATEWAY_TOKEN")

    def missing(self, tools: "Tools") -> Missing:
        facts = {"client": tools.client.name, "credentials": ", ".join(self.credentials)}
        return Missing(
            _("There is no voice gateway for %(client)s: %(credentials)s missing.") % facts, self.credentials
        )


@dataclass(frozen=True)
class ImportedOrders:
    """At least one order file was imported for this client, and is what its orders come from.

    What a connected shop told is only worth something while the shop answers.
    """

    def missing(self, tools: "Tools") -> Missing | None:
        if tools.orders_source is not None and tools.orders_source.slug != CONNECTED_SHOP:
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


def lives_on_orders(needs: Sequence[Need]) -> bool:
    """Are orders among the needs, also as one of several ways?"""
    return any(
        isinstance(one, ImportedOrders) or (isinstance(one, OneOf) and lives_on_orders(one.needs)) for one in needs
    )


def all_missing(needs: Sequence[Need], tools: "Tools") -> list[Missing]:
    """Every unmet need, in the order declared."""
    return [missing for need in needs if (missing := need.missing(tools)) is not None]
