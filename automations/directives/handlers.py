"""Planning an order in a job, starting what was confirmed, and forgetting what was said."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

import events
from automations.models import DirectiveSession
from automations.services import confirming, directing, forgetting_words
from crm.models import Contact
from crm.signals import contact_erasing
from events import Work
from tenants.models import User

ATTEMPTS = 3


@events.handler("automations.direct", max_attempts=ATTEMPTS, lease_s=180)
def plan(work: Work) -> None:
    """Plan an order that waits for it; what breaks it off for good is said on its page."""
    session_id = UUID(work.args["session_id"])
    if not DirectiveSession.objects.filter(pk=session_id).exists():
        return
    try:
        directing.plan(session_id)
    except Exception:
        if work.attempt >= ATTEMPTS:
            directing.fail(session_id)
        raise


@events.handler("automations.directive_start", lease_s=300)
def start(work: Work) -> None:
    """Start a confirmed run whose process died in between; one that was started is left alone."""
    by_id = work.args.get("by")
    by = User.objects.filter(pk=by_id).first() if by_id else None
    if by_id and by is None:
        return  # whoever confirmed it has no account any more
    confirming.start(UUID(work.args["session_id"]), by)


@events.cron("automations.forget_directives", "50 3 * * *")
def forget(work: Work) -> None:
    forgetting_words.forget_outdated()


@receiver(contact_erasing, dispatch_uid="automations.directives")
def forget_person(sender: type[Contact], contact: Contact, **more: Any) -> None:
    """In the transaction that erases the person: afterwards nobody knows the name."""
    forgetting_words.forget_person(contact)
