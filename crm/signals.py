"""What the customer mirror announces of one contact; sent inside the transaction of the change."""

from django.dispatch import Signal

tags_changed = Signal()
"""`contact=`, `tag=`, `added=` (bool), `key=` (names this change for good), `at=`."""

consent_changed = Signal()
"""`contact=`, whose `email_consent` is the new answer, and `at=`: given here, not read from a service."""

contact_erasing = Signal()
"""`contact` is about to be forgotten and still has its name. Sender: Contact."""
