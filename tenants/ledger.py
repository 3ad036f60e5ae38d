"""Writing the audit trail; sealing it is the events layer's job."""

from typing import TYPE_CHECKING

from django.db.models import Model

from tenants import clock, context

if TYPE_CHECKING:
    from tenants.models import Client, User


def subject_of(subject: Model | tuple[str, object]) -> tuple[str, str]:
    """(kind, id) of a model instance, or the pair itself."""
    if isinstance(subject, Model):
        return subject._meta.model_name or "", str(subject.pk)
    kind, identity = subject
    return kind, str(identity)


def write(
    what: str,
    subject: Model | tuple[str, object],
    *,
    by: "User | None" = None,
    digest: str = "",
    client: "Client | None" = None,
) -> None:
    """Add one unchained entry to the caller's transaction, for the current client unless named.

    Ids and digests only: names, addresses and texts never enter the ledger.
    """
    from tenants.models import LedgerEntry

    kind, identity = subject_of(subject)
    owner = client or context.current_or_none()
    LedgerEntry.objects.create(
        client_id=owner.pk if owner else None,
        what=what,
        subject_kind=kind,
        subject_id=identity,
        by_user_id=by.pk if by else None,
        digest=digest,
        at=clock.now(),
    )
