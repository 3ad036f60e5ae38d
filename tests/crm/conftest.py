"""A rehearsal client, small shop files, and ways to write rows as a shop would tell them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm.services import Batch, ContactRow, LineRow, OrderRow, upsert_orders
from tenants.models import Client

FIXTURES = Path(__file__).parent / "fixtures"
LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _reports_in_a_folder_of_their_own(settings, tmp_path: Path) -> None:
    """Lists of skipped rows go where the test ends."""
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def in_shop(client_b: Client, noon: datetime) -> Iterator[Client]:
    """Inside the EUR client, at a fixed noon."""
    with client_b.active():
        yield client_b


@pytest.fixture
def in_rehearsal(client_b: Client, noon: datetime) -> Iterator[Client]:
    """The same client, marked as a rehearsal."""
    client_b.is_rehearsal = True
    client_b.save(update_fields=["is_rehearsal"])
    with client_b.active():
        yield client_b


@pytest.fixture
def four_files(tmp_path: Path) -> Path:
    """A folder with three customers, two products, three sales and a return, in EUR."""
    write = {
        "customers.csv": "customer_id,country\n1,France\n2,Belgium\n3,EIRE\n",
        "products.csv": "sku,name,list_price_eur\nA1,Moka pot,25.00\nB2,Ethiopian beans 1 kg,18.50\n",
        "orders.csv": (
            "order_no,customer_id,ordered_at,kind,total_eur\n"
            "100,1,2026-03-01T10:00,sale,43.50\n"
            "101,2,2026-06-15T12:30,sale,18.50\n"
            "102,1,2026-08-20T09:05,sale,25.00\n"
            "C103,1,2026-08-25T16:40,return,-25.00\n"
        ),
        "order_lines.csv": (
            "order_no,sku,quantity,unit_price_eur\n"
            "100,A1,1.0,25.00\n100,B2,1.0,18.50\n101,B2,1.0,18.50\n102,A1,1.0,25.00\nC103,A1,-1.0,25.00\n"
        ),
    }
    folder = tmp_path / "shop"
    folder.mkdir()
    for name, text in write.items():
        (folder / f"tiny_{name}").write_text(text, encoding="utf-8")
    return folder


def contact_row(external_id: str, at: datetime = LONG_AGO, **fields: object) -> ContactRow:
    return ContactRow(external_id, details_at=at, happened_at=at, known_at=at, **fields)  # type: ignore[arg-type]


def order_row(
    number: str, contact: str, at: datetime, cents: int = 1000, kind: str = "sale", **fields: object
) -> OrderRow:
    values = {"known_at": at, "lines": [LineRow("A1", 1, cents)]} | fields
    return OrderRow(number, contact, kind, cents, "EUR", at, **values)  # type: ignore[arg-type]


def tell(*rows: ContactRow | OrderRow) -> None:
    """The shop tells us these rows."""
    batch = Batch("test")
    for row in rows:
        (batch.contacts if isinstance(row, ContactRow) else batch.orders).append(row)
    upsert_orders(batch)
