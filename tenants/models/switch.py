"""The kill switch: one row pauses one client, or, without a client, all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.client import Client


class KillSwitch(models.Model):
    """Present while everything is paused."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, blank=True)
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("kill switch")
        verbose_name_plural = _("kill switches")
        constraints = (models.UniqueConstraint(fields=("client",), nulls_distinct=False, name="switch_once"),)

    def __str__(self) -> str:
        return f"paused: {self.client_id or 'everyone'}"
