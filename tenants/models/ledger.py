"""The audit trail: who did what to what, by ids and digests only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models.client import Client


class LedgerEntry(models.Model):
    """One line; unchained until the sealer gives it a number and a hash.

    It holds no names and no text, so that erasing a person never breaks the chain.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True)
    what = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    by_user_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    number = models.BigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        constraints = (
            models.UniqueConstraint(
                fields=("client", "number"),
                condition=Q(number__isnull=False),
                nulls_distinct=False,
                name="ledger_number_once",
            ),
        )
        indexes = (
            models.Index(fields=("client", "id"), condition=Q(number__isnull=True), name="ledger_unsealed"),
            models.Index(fields=("client", "subject_kind", "subject_id"), name="ledger_subject"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.subject_kind} {self.subject_id}"
