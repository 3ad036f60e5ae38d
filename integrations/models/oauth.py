"""An authorisation on its way: somebody was sent to a service and has not come back yet."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from integrations.models.connections import Connection


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def open(self, now: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=now)

    def ended(self, now: datetime) -> Self:
        """Those that nobody can finish any more."""
        return self.exclude(used_at=None, expires_at__gt=now)


class Authorisation(models.Model):
    """Bound to the connection and the person; `digest` is of the state, which is shown once and never kept.

    The PKCE verifier is derived from the state, and what the service sent back is sealed under the
    ticket, so nothing here helps whoever reads the table.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="authorisations")
    by_user_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    ticket_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  (null: those without one are all alike)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: ClassVar[AuthorisationQuerySet] = AuthorisationQuerySet.as_manager()  # type: ignore[assignment]
