"""One import from start to end: check, fix the dates, write batch by batch, say what happened."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from crm.importers.disguise import Disguise, Plain, Rehearsal
from crm.importers.export import Export, Scan
from crm.importers.folder import FourFiles
from crm.importers.progress import Meter, Progress
from crm.importers.report import BadRows, ImportReport
from crm.importers.shopify import ShopifyOrders
from crm.importers.tally import Tally
from crm.importers.times import Times
from crm.models import Source
from crm.services import note_arrival, upsert_orders
from tenants import clock, context, faults
from tenants.errors import Refused
from tenants.models import Client, User

IMPORT_LOCK = 0x3A10


def import_shop(
    source_path: Path, *, rehearsal: bool = False, progress: Progress | None = None, by: User | None = None
) -> ImportReport:
    """Import a Shopify order export or a folder of four CSV files into the current client.

    Each batch is one transaction and every row is written by its own key, so an import that was
    interrupted is simply started again. `rehearsal` moves the dates so that the last order is
    yesterday (fixed at the first import) and replaces every name and address.
    Raises Refused when the file as a whole cannot be taken; nothing is written then.
    """
    client = context.current()
    refuse_unfit(client, rehearsal=rehearsal)
    began = time.monotonic()
    with only_import(), files_that_open(), BadRows(client) as bad_rows:
        export = open_export(source_path, client, bad_rows, progress)
        times = Times(client.zone, clock.now())
        scan = export.scan(times)
        source, times, disguise = begin(client, export, scan, times, rehearsal=rehearsal)
        report = ImportReport(source.slug, shift_days=times.shift_days)
        tally = Tally(report.counts)
        for number, batch in enumerate(export.batches(times, disguise), start=1):
            tally.add(batch, upsert_orders(batch))
            faults.point(f"crm.import.batch.{number}")
        report.notes = export.notes()
        report.skipped, report.skipped_total, report.skipped_path = bad_rows.first, bad_rows.total, bad_rows.path
    note_arrival(source, report.counts, skipped=report.skipped_total, by=by)
    report.took_s = time.monotonic() - began
    return report


def refuse_unfit(client: Client, *, rehearsal: bool) -> None:
    """A client's data is real, a rehearsal or made up: never a mixture."""
    if client.is_demo:
        raise Refused(_("A demo client shows generated data only; import into another client."), code="demo_client")
    if rehearsal and not client.is_rehearsal:
        words = _("%(client)s is not marked as a rehearsal; dates and addresses are invented only for one that is.")
        raise Refused(words % {"client": client.name}, code="not_rehearsal")
    if client.is_rehearsal and not rehearsal:
        words = _("%(client)s is a rehearsal: say --rehearsal, so that no real address gets in.")
        raise Refused(words % {"client": client.name}, code="rehearsal_only")


@contextmanager
def only_import() -> Iterator[None]:
    """Two imports of one client at once would wait for each other's rows; the second is refused."""
    key = [IMPORT_LOCK, context.current().pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (taken,) = cursor.fetchone()
    if not taken:
        raise Refused(_("Another import for this client is running; try again when it has ended."), code="busy")
    try:
        yield
    finally:
        release(key)


def release(key: list[int]) -> None:
    """A broken connection has let go of its locks already."""
    if connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@contextmanager
def files_that_open() -> Iterator[None]:
    """What the system says of a file becomes a sentence."""
    try:
        yield
    except OSError as error:
        words = _("%(file)s cannot be read: %(why)s.")
        raise Refused(words % {"file": error.filename or "-", "why": error.strerror}, code="unreadable") from error


def open_export(path: Path, client: Client, bad_rows: BadRows, progress: Progress | None) -> Export:
    """A folder is the four files, a file is Shopify's export."""
    if path.is_dir():
        files = [file for file in path.glob("*.csv") if not file.name.endswith("orders.csv")]
        twice = list(path.glob("*orders.csv"))
        return FourFiles(path, client, bad_rows, Meter(size_of([*files, *twice, *twice]), progress))
    if path.is_file():
        return ShopifyOrders(path, client, bad_rows, Meter(size_of([path, path]), progress))
    raise Refused(_("There is no file or folder %(path)s.") % {"path": path}, code="no_file")


def size_of(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def begin(
    client: Client, export: Export, scan: Scan, times: Times, *, rehearsal: bool
) -> tuple[Source, Times, Disguise]:
    """Note the source, committed before any row, so that a repeated import moves dates equally."""
    if rehearsal and scan.last is None:
        raise Refused(_("There is no order with a readable date, so no date can be moved."), code="no_dates")
    shift = times.days_to_yesterday(scan.last) if rehearsal and scan.last else 0
    source, _created = Source.objects.get_or_create(
        slug=Source.Slug.IMPORTED, defaults={"shift_days": shift, "first_imported_at": times.latest}
    )
    moved = Times(times.zone, times.latest, source.shift_days)
    if not rehearsal:
        return source, moved, Plain()
    return source, moved, Rehearsal(client, export.source, asked_at(scan, moved))


def asked_at(scan: Scan, moved: Times) -> datetime:
    """A rehearsal's invented consent was given before the first order."""
    return moved.moved(scan.first) if scan.first else moved.latest
