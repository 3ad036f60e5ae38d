"""Order lines wait in a temporary table, so that two files of any size can be joined in any order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from django.db import connection

from crm.services import LineRow

Staged = tuple[int, str, str, int, int]
"""Line in the file, order number, sku, quantity, unit price in cents."""


class StagedLines:
    """The table lives in this connection only and goes with it."""

    def __enter__(self) -> Self:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.import_line")
            cursor.execute(
                "CREATE TEMPORARY TABLE import_line"
                " (line int, number text, sku text, quantity int, price_cents bigint)"
            )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE pg_temp.import_line")

    def fill(self, rows: Iterable[Staged]) -> None:
        with connection.cursor() as cursor:
            with cursor.copy("COPY import_line FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("CREATE INDEX ON import_line (number)")
            cursor.execute("ANALYZE import_line")

    def take(self, numbers: Sequence[str]) -> dict[str, list[LineRow]]:
        """Hand out the lines of these orders in the file's order; each line is handed out once."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM import_line WHERE number = ANY(%s) RETURNING line, number, sku, quantity, price_cents",
                [list(numbers)],
            )
            found: defaultdict[str, list[LineRow]] = defaultdict(list)
            for _line, number, sku, quantity, cents in sorted(cursor.fetchall()):
                found[number].append(LineRow(sku, quantity, cents))
        return found

    def left(self) -> Iterator[tuple[int, str]]:
        """Lines that no order asked for, as (line in the file, order number)."""
        after = 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT line, number FROM import_line WHERE line > %s ORDER BY line LIMIT 1000", [after]
                )  # fmt: skip
                rows = cursor.fetchall()
            if not rows:
                return
            yield from rows
            after = rows[-1][0]
