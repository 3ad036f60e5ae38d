"""The demo agency under other names, with this process as its own worker."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import events
from surfaces.local import agency, loop
from tenants import provisioning
from tenants.models import Client
from tenants.services import NewClient

AGENCY = NewClient(slug="bureau", name="Bureau", country="MA", language="en", is_agency=True)
SHOP = NewClient(slug="velmora-coffee", name="Velmora Coffee", country="BE", language="en", is_demo=True)


@pytest.fixture
def shop(_rows: None, noon: object, mailbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The only demo shop, with its history; waiting for a worker runs what is due."""
    monkeypatch.setattr(agency, "SHOPS", (SHOP,))
    monkeypatch.setattr(agency, "OWNERS", ("Lotte Peeters",))
    monkeypatch.setattr(agency, "AGENCY", AGENCY)
    # Only the loop's own clock: other threads of this process sleep as they are used to.
    waiting = SimpleNamespace(monotonic=time.monotonic, sleep=lambda seconds: events.run_due())
    monkeypatch.setattr(loop, "time", waiting)
    yield agency.ensure_agency()[0]
    for made in Client.objects.filter(slug__in=(SHOP.slug, AGENCY.slug)):
        provisioning.drop_schema(made.schema_name)
