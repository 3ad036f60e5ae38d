"""Pressure by client and sector, from the board: one query, whatever the number of clients."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count

from events.models import Board, Job
from reviews.models import Review
from sensors import matrix as sensed
from sensors import silences
from sensors.matrix import SectorPressure
from sensors.models import Silence
from sensors.sectors import Sector, Status
from tenants.models import Client, KillSwitch

PAGE = 50
# Where a tint deepens; the first is the limit that autonomy acts above.
DEEPER = (60, 70, 80)


@dataclass(frozen=True)
class Cell:
    """One sector of one client; `level` is the tint, 0 where nothing is known now; `silence` in words, "" for none."""

    pressure: SectorPressure | None
    silence: str

    @property
    def status(self) -> str:
        return self.pressure.status if self.pressure else Status.UNKNOWN

    @property
    def known(self) -> bool:
        return self.pressure is not None and self.pressure.level is not None and self.status in sensed.WITH_LEVEL

    @property
    def level(self) -> int:
        if not self.known or self.pressure is None:
            return 0
        return 1 + sum((self.pressure.level or 0) > edge for edge in DEEPER)


@dataclass(frozen=True)
class Row:
    client: Client
    cells: list[Cell]
    waiting: int
    dead: int
    paused: bool

    @property
    def highest(self) -> float:
        return max((cell.pressure.level or 0 for cell in self.cells if cell.known and cell.pressure), default=-1)


@dataclass(frozen=True)
class Matrix:
    """`rows` is one page, highest pressure first; the counts are over all clients."""

    sectors: list[Sector]
    rows: Page[Row]
    clients: int
    acting: int
    pressed: int
    sensors: int
    blocked: int
    newest: datetime | None
    wanted: str


def matrix(now: datetime, *, wanted: str, page: str) -> Matrix:
    """All clients' sectors as their last readings count at `now`; narrowed to names with `wanted`."""
    board = list(Board.objects.of_kind(sensed.BOARD_KIND).exclude(client=None))
    found = sensed.across_clients(board, now)
    sectors = [sector for sector in Sector if any(sector in each for each in found.values())]
    rows = _rows(found, sectors, silences.across_clients(now))
    rows.sort(key=lambda row: (-row.highest, row.client.name))
    shown = [row for row in rows if wanted.strip().lower() in row.client.name.lower()]
    return Matrix(
        sectors=sectors,
        rows=Paginator(shown, PAGE).get_page(page),
        clients=len(rows),
        acting=sum(row.client.state == Client.State.ACTIVE and not row.paused for row in rows),
        pressed=sum(row.highest > DEEPER[0] for row in rows),
        sensors=len(board),
        blocked=sum(entry.state == Status.BLOCKED for entry in board),
        newest=max((entry.at for entry in board), default=None),
        wanted=wanted,
    )


def _rows(
    found: dict[int, dict[Sector, SectorPressure]],
    sectors: list[Sector],
    silenced: dict[tuple[int, Sector], Silence.Kind],
) -> list[Row]:
    waiting = dict(Review.objects.waiting().order_by().values_list("client").annotate(Count("pk")))
    dead = dict(Job.objects.filter(state=Job.State.DEAD).values_list("client").annotate(Count("pk")))
    paused = set(KillSwitch.objects.values_list("client_id", flat=True))
    clients = Client.objects.customers().exclude(state=Client.State.ARCHIVED)
    return [
        Row(
            client=client,
            cells=[
                Cell(found.get(client.pk, {}).get(sector), str(kind.label) if kind else "")
                for sector in sectors
                for kind in [silenced.get((client.pk, sector))]
            ],
            waiting=waiting.get(client.pk, 0),
            dead=dead.get(client.pk, 0),
            paused=client.pk in paused or None in paused,
        )
        for client in clients
    ]
