"""The newest figure of each kind per client, for pages that mix clients."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import Client


class BoardQuerySet(models.QuerySet["Board"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def of_client(self, client: Client | None) -> Self:
        return self.filter(client=client)


class Board(models.Model):
    """A typed projection that services write in the transaction of the change they show.

    `stale_at` is when what the figure was read from grows too old; null where that has no time.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, db_index=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=64, blank=True)
    number = models.FloatField(null=True)
    at = models.DateTimeField()
    stale_at = models.DateTimeField(null=True)

    objects: ClassVar[BoardQuerySet] = BoardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("board entry")
        verbose_name_plural = _("board")
        constraints = (
            models.UniqueConstraint(fields=("kind", "client", "key"), nulls_distinct=False, name="board_once"),
        )
