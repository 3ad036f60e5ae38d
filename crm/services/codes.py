"""The pool of codes: filled from files, each put aside for one message and given with it, or free again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from crm.models import DiscountCode
from crm.models.codes import DiscountCodeQuerySet
from tenants import clock, ledger
from tenants.errors import Refused
from tenants.models import User

State = DiscountCode.State


@dataclass(frozen=True)
class Loaded:
    """How many codes of a file are new, and how many were in the pool before (whatever became of them)."""

    new: int
    known: int


@transaction.atomic
def load_codes(
    codes: Sequence[str], *, percent: int, expires_at: datetime | None, source: str, by: User | None = None
) -> Loaded:
    """Put codes into the pool; one that was ever there, in whatever letters, is left as it is.

    Raises Refused for a percentage that is none, or an end that has passed.
    """
    now = clock.now()
    if not 1 <= percent <= 100:
        raise Refused(_("A code gives between 1 and 100 percent."), code="bad_percent")
    if expires_at is not None and expires_at <= now:
        raise Refused(_("These codes have ended already: choose a later day."), code="codes_ended")
    before = _known(codes)
    rows = [
        DiscountCode(
            code=code, percent=percent, source=source[:120], expires_at=expires_at, loaded_at=now, changed_at=now
        )
        for code in codes
        if code.upper() not in before
    ]
    made = DiscountCode.objects.bulk_create(rows, batch_size=1000)
    if made:
        ledger.write("codes.loaded", made[0], by=by)
    return Loaded(len(made), len(codes) - len(made))


def reserve_code(*, percent: int, until: datetime, run_id: UUID, action_id: UUID) -> DiscountCode | None:
    """Put a free code aside for a message, the one that ends first; None where there is none left.

    In the caller's transaction: whoever asks at the same moment takes another one (SKIP LOCKED).
    """
    free = DiscountCode.objects.free(percent, until).select_for_update(skip_locked=True)
    code = free.order_by(F("expires_at").asc(nulls_last=True), "pk").first()
    if code is not None:
        code.state, code.run_id, code.action_id, code.changed_at = State.RESERVED, run_id, action_id, clock.now()
        code.save(update_fields=["state", "run_id", "action_id", "changed_at"])
    return code


def release_codes(*, run_id: UUID, keeping: Iterable[UUID] = ()) -> int:
    """What was put aside for a run is free again, but for the actions that are kept; how many."""
    held = DiscountCode.objects.of_run(run_id).filter(state=State.RESERVED).exclude(action_id__in=list(keeping))
    return _free(held)


def release_code(action_id: UUID) -> bool:
    """The message will not leave: its code is free again. False if it had none (any more)."""
    return bool(_free(DiscountCode.objects.of_action(action_id).filter(state=State.RESERVED)))


def give_code(action_id: UUID) -> bool:
    """The message with the code has left: the code is somebody's."""
    held = DiscountCode.objects.of_action(action_id).filter(state=State.RESERVED)
    return bool(held.update(state=State.GIVEN, changed_at=clock.now()))


@transaction.atomic
def withdraw_codes(source: str, *, by: User | None = None) -> int:
    """Take what nobody has yet of a file out of the pool; how many codes."""
    rows = DiscountCode.objects.filter(source=source, state=State.FREE).select_for_update()
    found = list(rows.order_by("pk"))
    DiscountCode.objects.filter(pk__in=[code.pk for code in found]).update(
        state=State.WITHDRAWN, changed_at=clock.now()
    )
    if found:
        ledger.write("codes.withdrawn", found[0], by=by)
    return len(found)


def _free(rows: DiscountCodeQuerySet) -> int:
    return rows.update(state=State.FREE, run_id=None, action_id=None, changed_at=clock.now())


def _known(codes: Sequence[str]) -> set[str]:
    wanted = [code.upper() for code in codes]
    stored = DiscountCode.objects.annotate(upper=Upper("code")).filter(upper__in=wanted)
    return set(stored.values_list("upper", flat=True))
