"""Find the customers who are about to stop buying, and start what helps, once per crossing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations import fields
from automations.actions.notify_staff import NotifyStaff
from automations.actions.tag_contact import TagContact
from automations.base import Answer, Automation, Fact, PlanItem, Risk, register
from automations.context import Context
from automations.needs import Connector, ImportedOrders, OneOf
from automations.reading import references, spans
from automations.triggers import Daily
from sensors.sectors import Sector
from tenants.errors import Refused

if TYPE_CHECKING:
    from learning.science.reasons import Reason


@dataclass(frozen=True)
class Tier:
    """One band of risk. `missing_ways` are what R16 asks for and no action kind can do yet."""

    name: str
    threshold: str
    missing_ways: tuple[str | Promise, ...]

    @property
    def tag(self) -> str:
        return f"AT_RISK_{self.name}"


TIERS = (
    Tier(
        "CRITICAL", "critical_from", (gettext_lazy("call"), gettext_lazy("personal offer"), gettext_lazy("CRM stage"))
    ),
    Tier("HIGH", "high_from", (gettext_lazy("SMS"),)),
    Tier("MEDIUM", "medium_from", (gettext_lazy("replenishment"), gettext_lazy("birthday"), gettext_lazy("referral"))),
)
TAGS = tuple(tier.tag for tier in TIERS)


@dataclass(frozen=True)
class AtRisk:
    """One contact in a tier. `silence` is the day of the last purchase: a new one begins a new window."""

    contact_id: int
    tier: Tier
    risk: float
    silence: int
    reason: "Reason"

    def occasion(self, tier: Tier) -> tuple[str | int, ...]:
        return (self.contact_id, self.silence, tier.name)


@register
class ChurnPrediction(Automation):
    slug = "churn-prediction-resilient"
    title = gettext_lazy("Churn prediction")
    description = gettext_lazy("Scores every buyer, tags who is about to stop buying, and starts the series.")
    category = "retention"
    needs = (OneOf(Connector("shopify"), ImportedOrders()),)
    triggers = (Daily(at="08:00"),)
    answers = (Answer(sector=Sector.RETENTION), Answer(metric="repeat_buyers_90d"))
    on_from_start = ("shop",)
    risk = Risk.COST
    synonyms = {
        "en": [
            "churn", "anti-churn", "predict churn", "which customers will leave", "customers about to leave",
            "churn risk", "who is likely to stop buying", "customers we are losing", "buyers we will lose",
        ],
        "fr": [
            "attrition", "churn", "anti-churn", "prédire le churn", "clients qui partent", "quels clients vont partir",
            "risque de départ", "clients qui risquent de nous quitter", "prédiction d'attrition",
        ],
        "es": [
            "abandono", "churn", "predecir el abandono", "clientes que se van", "qué clientes se van a ir",
            "riesgo de abandono", "riesgo de fuga", "clientes que dejarán de comprar",
        ],
        "ar": [
            "توقع فقدان العملاء", "فقدان العملاء", "العملاء الذين سيغادرون", "خطر مغادرة العملاء",
            "الزبناء لي غادي يمشيو",
            "شكون الكليان لي غادي يمشي", "كليان غادي يمشي",
        ],
    }  # fmt: skip

    class Params(fields.Form):
        horizon_days = fields.Number(
            gettext_lazy("Horizon (days)"), min_value=14, max_value=365, initial=90, hears=spans.span("day")
        )
        critical_from = fields.Number(gettext_lazy("Critical from"), step=0.01, min_value=0, max_value=1, initial=0.85)
        high_from = fields.Number(gettext_lazy("High from"), step=0.01, min_value=0, max_value=1, initial=0.70)
        medium_from = fields.Number(gettext_lazy("Medium from"), step=0.01, min_value=0, max_value=1, initial=0.50)

        def check_together(self, params: dict[str, Any]) -> None:
            if not params["medium_from"] < params["high_from"] < params["critical_from"]:
                raise ValidationError(_("Critical must lie above high, and high above medium."))

    class Said(fields.Form):
        customer_ids = fields.List(gettext_lazy("Customers"), required=False, hears=references.refs("customer"))
        horizon_days = fields.Number(gettext_lazy("Horizon (days)"), required=False, hears=spans.span("day"))

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """The horizon; the scores are of all buyers, because they are compared with each other."""
        if said.get("customer_ids"):
            raise Refused(_("Churn is predicted for all buyers at once, not for single ones."), code="not_for_one")
        return {name: value for name, value in said.items() if name == "horizon_days"}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """A tag per contact that has crossed into a tier, and notices for what staff should know."""
        from learning.churn_sentences import sentence  # with the scorer: only who plans pays for it

        at_risk, facts = score(ctx, params)
        yield from facts
        crossed = crossings(ctx, at_risk)
        for tier in TIERS:
            yield Fact(f"{tier.name.lower()}_people", sum(each.tier is tier for each in at_risk))
            yield Fact(f"{tier.name.lower()}_crossed", sum(each.tier is tier for each in crossed))
        for each in crossed:
            yield TagContact(
                contact_id=each.contact_id,
                tag=each.tier.tag,
                instead_of=tuple(tag for tag in TAGS if tag != each.tier.tag),
                why=_("Risk %(risk).2f. %(reason)s") % {"risk": each.risk, "reason": sentence(each.reason)},
                once_per=each.occasion(each.tier),
            )
        yield from notices(crossed)


def score(ctx: Context, params: dict[str, Any]) -> tuple[list[AtRisk], list[Fact]]:
    """Everybody in a tier, the likeliest to leave first; and what the scores rest on."""
    scores = ctx.churn_scores(horizon_days=params["horizon_days"])
    facts = [Fact("model", scores.model), Fact("calibrated", bool(scores.calibrated)), Fact("scored", len(scores.risk))]
    if ctx.source is not None:
        newest = ctx.source.last_happened_at
        facts += [Fact("source", ctx.source.slug), Fact("source_at", newest.isoformat() if newest else None)]
    last_days = ctx.last_purchase_days()
    found = []
    for row, risk in enumerate(scores.risk.tolist()):
        if tier := tier_of(risk, params):
            contact_id = int(scores.customer[row])
            found.append(AtRisk(contact_id, tier, risk, last_days[contact_id], scores.reason[row]))
    return sorted(found, key=lambda each: (-each.risk, each.contact_id)), facts


def tier_of(risk: float, params: dict[str, Any]) -> Tier | None:
    """The highest tier whose threshold the risk reaches."""
    return next((tier for tier in TIERS if risk >= params[tier.threshold]), None)


def crossings(ctx: Context, at_risk: list[AtRisk]) -> list[AtRisk]:
    """Those for whom nothing was done in this silence at this tier or a higher one."""
    up_to = {tier.name: TIERS[: place + 1] for place, tier in enumerate(TIERS)}
    reached = [(each, [each.occasion(tier) for tier in up_to[each.tier.name]]) for each in at_risk]
    acted = ctx.acted(TagContact, [occasion for _each, occasions in reached for occasion in occasions])
    return [each for each, occasions in reached if not acted.intersection(occasions)]


def notices(crossed: list[AtRisk]) -> Iterator[PlanItem]:
    """One alert for the critical ones, and one notice for all ways that are not there yet."""
    if not crossed:
        return
    counts = {tier.name.lower(): sum(each.tier is tier for each in crossed) for tier in TIERS}
    crossing = hashlib.sha256(repr([each.occasion(each.tier) for each in crossed]).encode()).hexdigest()[:32]
    if critical := counts["critical"]:
        yield NotifyStaff(
            headline=ngettext(
                "%(n)d customer is about to leave.", "%(n)d customers are about to leave.", critical
            ) % {"n": critical},
            lines=(_("They wear the tag %(tag)s.") % {"tag": TIERS[0].tag},),
            level="alert",
            counts={"critical": critical},
            once_per=("critical", crossing),
        )  # fmt: skip
    lines = [_line(tier, counts[tier.name.lower()]) for tier in TIERS if counts[tier.name.lower()]]
    yield NotifyStaff(
        headline=_("Some ways to reach customers at risk are not set up; please do these by hand."),
        lines=tuple(lines),
        counts=counts,
        once_per=("by-hand", crossing),
    )


def _line(tier: Tier, people: int) -> str:
    ways = ", ".join(str(way) for way in tier.missing_ways)
    return _("%(tag)s: %(people)d people (%(ways)s)") % {"tag": tier.tag, "people": people, "ways": ways}
