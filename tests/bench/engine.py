"""The real engine, with an automation that tags one contact. Run as `celery -A tests.bench.engine worker`."""

from collections.abc import Iterator
from typing import Any

import django

django.setup()

import events  # noqa: E402
from automations import fields  # noqa: E402
from automations.actions.tag_contact import TagContact  # noqa: E402
from automations.base import Automation, register  # noqa: E402
from automations.services import start_run  # noqa: E402
from config.celery import app  # noqa: E402
from events.work import Work  # noqa: E402

__all__ = ["app"]


@register
class BenchTag(Automation):
    slug = "bench-tag"
    title = "Tag one contact"
    category = "bench"

    class Params(fields.Form):
        contact = fields.Number("Contact", initial=0)

    def plan(self, ctx: Any, params: dict[str, Any]) -> Iterator[Any]:
        yield TagContact(
            contact_id=int(params["contact"]), tag="BENCH", once_per=(int(params["contact"]), str(ctx.now))
        )


@events.subscribe("bench.wanted", lease_s=300)
def start(work: Work) -> None:
    """One run per trigger."""
    assert work.event is not None
    start_run("bench-tag", {"contact": int(work.event.subject_id)}, trigger="event")
