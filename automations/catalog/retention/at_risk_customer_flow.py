"""Write to customers who are about to stop buying: three messages that end when they buy."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, PlanItem, Risk, register
from automations.context import Context
from automations.guards import has_not_bought_since
from automations.needs import Connector, ImportedOrders, MailTransport, OneOf
from automations.triggers import After


@register
class AtRiskCustomerFlow(Automation):
    slug = "at-risk-customer-flow"
    title = _("At-risk customer series")
    description = _("Three messages to customers who are about to stop buying. It ends when they buy.")
    category = "retention"
    needs = (OneOf(Connector("shopify"), ImportedOrders()), MailTransport())
    triggers = (After("churn-prediction-resilient", tagged="AT_RISK_HIGH", into="contacts"),)
    on_from_start = ("shop",)
    risk = Risk.FINANCIAL
    synonyms = {
        "en": ["win back", "at-risk customers", "lapsed customers"],
        "fr": ["reconquête", "clients à risque", "clients perdus"],
        "es": ["recuperar clientes", "clientes en riesgo"],
        "ar": ["استعادة العملاء"],
    }
    outcome_window = timedelta(days=30)

    class Params(fields.Form):
        contacts = fields.Segment(_("Customers"), initial={"tag": "AT_RISK_HIGH"})
        second_after_days = fields.Number(
            _("Second message after (days)"), min_value=2, max_value=14, initial=3, words=("day", "jour")
        )
        third_after_days = fields.Number(_("Third message after (days)"), min_value=4, max_value=30, initial=7)

        def check_together(self, params: dict[str, Any]) -> None:
            if params["third_after_days"] < params["second_after_days"] + 2:
                raise ValidationError(_("Leave two days between the second and the third message."))

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """Three messages per contact, once per silence (the time since the last order)."""
        contacts = ctx.selected(params["contacts"])
        last_orders = ctx.last_orders(contacts)
        yield Fact("contacts", len(contacts))
        offsets = (0, params["second_after_days"], params["third_after_days"])
        for contact_id in contacts:
            last = last_orders.get(contact_id)
            silence = f"{last.happened_at:%Y%m%d}" if last else "never"
            for step, days in enumerate(offsets, start=1):
                yield SendEmail(
                    contact_id=contact_id,
                    template=f"at_risk_{step}",
                    once_per=(contact_id, silence, step),
                    due_at=ctx.now + timedelta(days=days),
                    guards=(has_not_bought_since(ctx.now),),
                )
