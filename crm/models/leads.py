"""How promising each lead was, score by score."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from crm.models.history import Activity
from crm.models.people import Contact

LEAD_KIND = "lead."
"""Activities of these kinds make a contact a lead: where it came from, what it wants, what it is."""


class LeadScoreQuerySet(models.QuerySet["LeadScore"]):
    def by(self, moment: datetime) -> Self:
        """Only what had been scored at `moment`."""
        return self.filter(at__lte=moment)

    def newest(self) -> Self:
        """Of each contact the latest score."""
        return self.order_by("contact_id", "-at", "-id").distinct("contact_id")

    def first_seen(self) -> dict[int, datetime]:
        """When each contact was first scored."""
        firsts = self.order_by().values("contact_id").annotate(first=Min("at"))
        return dict(firsts.values_list("contact_id", "first"))


class LeadScore(models.Model):
    """One score of a lead, kept when a later one differs; `looked_at` is when it was last found unchanged.

    `points`: what it is made of, each {"signal", "points", "source", "at"}; codes and times, no words of a person.
    """

    class Tier(models.TextChoices):
        HOT = "hot", _("hot")
        WARM = "warm", _("warm")
        COLD = "cold", _("cold")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_index=False)
    score = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=4, choices=Tier)
    points = models.JSONField(default=list)
    at = models.DateTimeField()
    looked_at = models.DateTimeField()

    objects: ClassVar[LeadScoreQuerySet] = LeadScoreQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("lead score")
        verbose_name_plural = _("lead scores")
        indexes = (
            models.Index(fields=["contact", "-at"], name="score_of_contact"),
            models.Index(fields=["at"], name="score_by_time"),
        )
        constraints = (models.CheckConstraint(condition=Q(score__lte=100), name="score_is_0_to_100"),)

    def __str__(self) -> str:
        return f"{self.tier} {self.score}"


def leads_to_score(kinds: list[str], *, overlap: timedelta, most: int) -> list[int]:
    """Contacts of whom something of `kinds` became known since they were last looked at, at most `most`.

    `overlap` looks so much further back: a row becomes known before its transaction ends.
    """
    leads = Activity.objects.filter(kind__startswith=LEAD_KIND).values("contact_id")
    looked = LeadScore.objects.filter(contact=OuterRef("contact_id")).order_by("-at", "-id").values("looked_at")[:1]
    rows = (
        Activity.objects.filter(Q(kind__in=kinds) | Q(kind__startswith=LEAD_KIND), contact_id__in=leads)
        .order_by()
        .values("contact_id")
        .annotate(newest=Max("known_at"), looked=Subquery(looked))
        .filter(Q(looked=None) | Q(newest__gt=F("looked") - overlap))
    )
    return list(rows.order_by("newest").values_list("contact_id", flat=True)[:most])
