"""How far the mirror of a connected shop has come, and which of our rows is which of the shop's."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from integrations.models.connections import Connection


class TwinQuerySet(models.QuerySet["Twin"]):
    def of(self, connection: Connection, kind: str, external_ids: list[str]) -> Self:
        return self.filter(connection=connection, kind=kind, external_id__in=external_ids)


class Twin(models.Model):
    """A row of the mirror and the thing at the service that it mirrors, as it was `at`.

    `gone`: it was deleted or erased there, so that nothing that comes late brings it back.
    `parent` groups what belongs together there (a product's variants).
    """

    class Kind(models.TextChoices):
        CUSTOMER = "customer"
        ORDER = "order"
        VARIANT = "variant"
        CHECKOUT = "checkout"
        PRODUCT = "product"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="twins")
    kind = models.CharField(max_length=10, choices=Kind)
    external_id = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True, default="")
    local_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    gone = models.BooleanField(default=False)

    objects: ClassVar[TwinQuerySet] = TwinQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("connection", "kind", "external_id"), name="twin_once"),)
        indexes = (models.Index(fields=("kind", "local_id"), name="twin_by_row"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.external_id}"


class SyncCursor(models.Model):
    """Where the reading of one resource stands. A sweep reads what changed since `since`, page by page.

    `page` is where the next page begins ("" between sweeps), `reached` the newest change seen;
    `turn` counts pages, so that of two readers at once one stops. `done` and `total` are rows of
    the first sweep, for its progress.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="cursors")
    resource = models.CharField(max_length=20)
    account = models.CharField(max_length=120)
    since = models.DateTimeField(null=True)
    reached = models.DateTimeField(null=True)
    page = models.TextField(blank=True, default="")
    turn = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    new = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    same = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("connection", "resource"), name="cursor_once"),)

    def __str__(self) -> str:
        return self.resource

    @property
    def percent(self) -> int:
        """How much of the first sweep is done (0-100); 100 once it ended."""
        if self.finished_at:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    def see(self, at: datetime) -> None:
        self.reached = max(at, self.reached) if self.reached else at


class PrivacyRequestQuerySet(models.QuerySet["PrivacyRequest"]):
    def open(self) -> Self:
        return self.filter(answered_at=None)

    def longest_wait_first(self) -> Self:
        """Those that wait, the oldest before; then those that were answered, the newest before."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


class PrivacyRequest(models.Model):
    """A person's question what is stored of them, with the answer that the client passes on.

    The document goes with the person when they are erased.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="privacy_requests")
    request_id = models.CharField(max_length=40)
    customer_id = models.CharField(max_length=40)
    document = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[PrivacyRequestQuerySet] = PrivacyRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        constraints = (models.UniqueConstraint(fields=("connection", "request_id"), name="privacy_request_once"),)

    def __str__(self) -> str:
        return self.request_id
