"""Who a customer of the shop is here: by the shop's own number, else as an export would know them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crm.models import Contact
from integrations.models import Connection, Twin
from integrations.sync import rows, twins
from integrations.sync.rows import Node
from integrations.sync.twins import Kept

_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """External ids of contacts by the shop's number; `gone` are those who were deleted or erased."""

    names: dict[str, str]
    gone: frozenset[str]

    def name_of(self, node: Node) -> str:
        """The contact's external id; "" for nobody. An address that changed does not make another person."""
        number = rows.identity(node)
        if number in self.gone:
            return ""
        return self.names.get(number) or rows.natural_key(node)


def known(row: Connection, nodes: Sequence[Node]) -> Known:
    found = twins.known_of(row, Twin.Kind.CUSTOMER, [rows.identity(node) for node in nodes])
    stored = Contact.objects.filter(pk__in=[twin.local_id for twin in found.values() if twin.local_id])
    names = dict(stored.values_list("id", "external_id"))
    gone = frozenset(number for number, twin in found.items() if twin.gone)
    return Known({number: names[twin.local_id] for number, twin in found.items() if twin.local_id in names}, gone)


def keep(row: Connection, seen: Iterable[tuple[Node, datetime]], people: Known) -> None:
    """Remember which contact each customer is."""
    numbered = {rows.identity(node): (node, at) for node, at in seen if rows.identity(node) not in people.gone}
    numbered.pop("", None)
    names = {number: people.name_of(node) for number, (node, _at) in numbered.items()}
    ids = dict(Contact.objects.from_source(rows.SOURCE, list(names.values())).values_list("external_id", "id"))
    kept = []
    for number, (node, at) in numbered.items():
        # What an order says of its buyer must not hide a change of the customer itself that comes later.
        told = rows.moment(node["updatedAt"]) if node.get("updatedAt") else _ANY_TIME
        kept.append(Kept(number, ids.get(names[number]), min(told, at)))
    twins.keep(row, Twin.Kind.CUSTOMER, kept)
