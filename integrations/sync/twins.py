"""Which of our rows mirrors which of the shop's things, and how new it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database

from integrations.models import Connection, Twin
from integrations.sync.rows import Node, identity, moment

_KEEP = """
INSERT INTO integrations_twin AS known (connection_id, kind, external_id, parent, local_id, at, gone)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::timestamptz[], %s::boolean[])
ON CONFLICT (connection_id, kind, external_id) DO UPDATE
   SET local_id = COALESCE(EXCLUDED.local_id, known.local_id), at = GREATEST(EXCLUDED.at, known.at),
       parent = EXCLUDED.parent
 WHERE NOT known.gone AND (EXCLUDED.at >= known.at OR known.local_id IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing as it was `at`, and our row for it."""

    external_id: str
    local_id: int | None
    at: datetime
    parent: str = ""


def news(row: Connection, kind: str, nodes: Sequence[Node]) -> list[Node]:
    """Those that are not older than what is known, each once, and not gone."""
    newest: dict[str, Node] = {}
    for node in nodes:
        name = identity(node)
        if name not in newest or moment(node["updatedAt"]) >= moment(newest[name]["updatedAt"]):
            newest[name] = node
    known = known_of(row, kind, newest)
    return [node for name, node in newest.items() if _is_news(known.get(name), moment(node["updatedAt"]))]


def known_of(row: Connection, kind: str, external_ids: Iterable[str]) -> Mapping[str, Twin]:
    found = Twin.objects.of(row, kind, [name for name in external_ids if name])
    return {twin.external_id: twin for twin in found}


def keep(row: Connection, kind: str, rows: Iterable[Kept]) -> None:
    """Remember them; what is gone stays gone."""
    once = {each.external_id: each for each in rows if each.external_id}
    if once:
        table = [
            (row.pk, kind, each.external_id, each.parent, each.local_id, each.at, False)
            for _name, each in sorted(once.items())
        ]
        with database.cursor() as cursor:
            cursor.execute(_KEEP, [list(column) for column in zip(*table, strict=True)])


def end(row: Connection, kind: str, external_id: str, at: datetime) -> int | None:
    """Say that a thing is gone, also one never heard of; the id of the row that mirrored it."""
    twin, _made = Twin.objects.select_for_update().get_or_create(
        connection=row, kind=kind, external_id=external_id, defaults={"at": at, "gone": True}
    )
    local_id = twin.local_id
    twin.gone, twin.local_id = True, None
    twin.save(update_fields=["gone", "local_id"])
    return local_id


def _is_news(twin: Twin | None, at: datetime) -> bool:
    return twin is None or (not twin.gone and at >= twin.at)
