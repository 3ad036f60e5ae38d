"""A person who is forgotten: nothing more is sent to them, and what was sent is not kept."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from automations.models import Action
from automations.services import settling
from tenants.errors import Temporary

State = Action.State
NOT_GONE = (State.PLANNED, State.WAITING, State.RELEASED)
PERSONAL = frozenset({"name"})
"""What of a payload names the person, where the payload is no message."""


@transaction.atomic
def forget_contact(contact_id: int) -> int:
    """Call off what was to come and blank what was; that something happened, and its figures, stay.

    Returns how many actions there were. Raises Temporary while one is being sent.
    """
    rows = list(Action.objects.filter(contact_id=contact_id).select_for_update().order_by("pk"))
    if any(action.state == State.SENDING for action in rows):
        raise Temporary(_("A message to this person is being sent at this moment."), code="being_sent")
    for action in rows:
        settling.close(action, State.CANCELLED, code="contact_erased", was=NOT_GONE)
        kept = {name: value for name, value in action.payload.items() if name not in PERSONAL}
        Action.objects.filter(pk=action.pk).update(payload={} if action.is_communication else kept)
    return len(rows)
