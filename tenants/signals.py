"""What the ground layer announces; sent inside the transaction of the change, `client=` names whose."""

from django.dispatch import Signal

client_created = Signal()
client_suspended = Signal()
client_resumed = Signal()
client_archived = Signal()
switch_changed = Signal()
"""Also carries `paused=` (bool); `client=None` means every client."""
