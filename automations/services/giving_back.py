"""What was made for a message that will never leave is taken back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from automations.actions.create_discount import CreateDiscount
from automations.models import Action
from tenants.errors import Temporary

State = Action.State
TAKEN_BACK = "taken_back"


def take_back(action_id: UUID) -> bool:
    """Delete the code that an action made at the shop; False where it made none. Calls the shop.

    Raises Temporary while it is being made, so that a code cannot appear after its removal.
    """
    action = Action.objects.filter(pk=action_id).first()
    if action is None or not action.payload or action.state not in (State.SENDING, State.DONE, State.UNKNOWN):
        return False
    if action.state == State.SENDING:
        raise Temporary(_("The code is being made at this moment."), code="being_sent")
    # First said, then done: from here on no message relies on it.
    Action.objects.filter(pk=action.pk).update(reason_code=TAKEN_BACK)
    return CreateDiscount.take_back(action)
