"""Write to customers who are about to stop buying: three messages that end when they buy."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, PlanItem, Risk, register
from automations.context import Context
from automations.guards import has_not_bought_since
from automations.needs import Connector, ImportedOrders, MailTransport, OneOf
from automations.reading import money, references
from automations.triggers import After
from tenants.errors import Refused


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
        "en": [
            "win back", "at-risk customers", "at-risk customer", "lapsed customers", "win-back offer",
            "customers at high risk", "bring customers back", "re-engage customers",
        ],
        "fr": [
            "reconquête", "client à risque", "clients à risque", "clients perdus", "reconquérir les clients",
            "offre de reconquête", "faire revenir les clients", "récupérer les clients à risque",
        ],
        "es": [
            "recuperar clientes", "cliente en riesgo", "clientes en riesgo", "clientes perdidos",
            "reconquistar clientes",
            "oferta de recuperación", "reactivar clientes",
        ],
        "ar": [
            "استعادة العملاء", "عميل معرض للخطر", "العملاء المعرضين للخطر", "استرجاع الزبناء", "عرض لاستعادة العميل",
            "عملاء في خطر",
        ],
    }  # fmt: skip
    outcome_window = timedelta(days=30)

    class Params(fields.Form):
        contacts = fields.Segment(_("Customers"), initial={"tag": "AT_RISK_HIGH"})
        second_after_days = fields.Number(_("Second message after (days)"), min_value=2, max_value=14, initial=3)
        third_after_days = fields.Number(_("Third message after (days)"), min_value=4, max_value=30, initial=7)

        def check_together(self, params: dict[str, Any]) -> None:
            if params["third_after_days"] < params["second_after_days"] + 2:
                raise ValidationError(_("Leave two days between the second and the third message."))

    class Said(fields.Form):
        customer_id = fields.Text(_("Customer"), required=False, hears=references.ref("customer"))
        offer = fields.Text(_("Offer"), required=False, hears=money.offer())
        ltv_threshold = fields.Money(
            _("Worth at least"),
            required=False,
            hears=money.figure("ltv", "lifetime value", "valeur vie", "valor de vida"),
        )

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """One customer or all at risk. The messages carry no offer, so one is never promised."""
        if said.get("offer") or said.get("ltv_threshold"):
            raise Refused(gettext("This series carries no offer yet. Shall it be sent without one?"), code="no_offer")
        number = str(said.get("customer_id") or "")
        return {"contacts": {"contacts": [int(number)]}} if number.isdigit() else {}

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
