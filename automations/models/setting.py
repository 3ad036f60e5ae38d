"""How a client has set an automation: on or off, its parameters, and when it must ask."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SettingQuerySet(models.QuerySet["Setting"]):
    def of(self, automation: str) -> Self:
        return self.filter(automation=automation)

    def switched_on(self) -> Self:
        return self.filter(enabled=True)


class Setting(models.Model):
    """One automation at this client. Without a row it is off and has its initial parameters.

    `switched_off_at` stops what was planned before it and has not left yet.
    """

    automation = models.SlugField(max_length=100, unique=True)
    enabled = models.BooleanField(default=False)
    params = models.JSONField(default=dict)
    cron = models.CharField(max_length=64, blank=True, default="")
    switched_off_at = models.DateTimeField(null=True)

    objects: ClassVar[SettingQuerySet] = SettingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("setting of an automation")
        verbose_name_plural = _("settings of automations")

    def __str__(self) -> str:
        return self.automation

    def stops(self, planned_at: datetime) -> bool:
        """Was it switched off after a run was planned at `planned_at`, and is it off still?"""
        return not self.enabled and self.switched_off_at is not None and planned_at <= self.switched_off_at


class PolicyQuerySet(models.QuerySet["Policy"]):
    def of(self, automation: str) -> Self:
        return self.filter(automation=automation)


class Policy(models.Model):
    """When one automation must ask a person; without a row the market's default applies.

    Amounts in cents of the client's currency, `batch` in people, `confidence` in percent.
    """

    automation = models.SlugField(max_length=100, unique=True)
    customer_value_cents = models.BigIntegerField()
    batch = models.PositiveIntegerField()
    day_cost_cents = models.BigIntegerField()
    confidence = models.PositiveSmallIntegerField(default=75)

    objects: ClassVar[PolicyQuerySet] = PolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("policy of an automation")
        verbose_name_plural = _("policies of automations")

    def __str__(self) -> str:
        return self.automation
