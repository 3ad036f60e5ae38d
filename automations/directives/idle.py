"""Why nothing may happen at a client now; asked before a text model is paid, and by the critic."""

from tenants import switches
from tenants.models import Client


def idle(client: Client) -> str:
    """ "client_not_active" or "paused", "" where things may happen. The state is read again: it may be old."""
    state = Client.objects.values_list("state", flat=True).get(pk=client.pk)
    if state != Client.State.ACTIVE:
        return "client_not_active"
    return "paused" if switches.paused(client) else ""
