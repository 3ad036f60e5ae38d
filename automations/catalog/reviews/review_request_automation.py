"""Ask for a review some days after delivery, once per order."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, LeftOut, PlanItem, Risk, register
from automations.context import Context
from automations.guards import order_stands
from automations.needs import Connector, MailTransport
from automations.reading import numbers, spans
from automations.triggers import Daily
from tenants.errors import Refused

GRACE = timedelta(days=7)
"""Orders of so many days before are caught up with, when days were missed."""
SHOWN = 5


@register
class ReviewRequest(Automation):
    slug = "review-request-automation"
    title = _("Review requests")
    description = _("Asks for a review some days after an order was delivered. Who sent something back is not asked.")
    category = "reviews"
    needs = (Connector("shopify"), MailTransport())
    triggers = (Daily(at="10:00"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "reviews", "review booster", "ask for reviews", "ask for a review", "request reviews", "review request",
            "ask customers to rate", "collect reviews",
        ],
        "fr": [
            "avis", "demande d'avis", "avis clients", "demander des avis", "demander un avis", "collecter des avis",
            "solliciter des avis",
        ],
        "es": [
            "reseñas", "pedir reseñas", "pide reseñas", "solicitar opiniones", "pide opiniones", "pedir una valoración",
            "recoger reseñas",
        ],
        "ar": ["تقييمات", "اطلب تقييما", "طلب التقييمات", "طلب مراجعة", "اطلب من العملاء تقييم", "جمع التقييمات"],
    }  # fmt: skip
    outcome_window = timedelta(days=30)

    class Params(fields.Form):
        delay_days = fields.Number(
            _("Days after delivery"), min_value=1, max_value=60, initial=7, words=("day", "jour")
        )
        link = fields.Text(
            _("Address of the review page"),
            required=False,
            initial="",
            max_length=500,
            help_text=_("Starts with https://. Without it nobody is asked."),
        )

        def check_together(self, params: dict[str, Any]) -> None:
            if params["link"] and not params["link"].startswith("https://"):
                raise ValidationError(_("The address must start with https://."))

    class Said(fields.Form):
        delay_days = fields.Number(_("Days after delivery"), required=False, hears=spans.span("day"))
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """The days; how many people at a time is for the client's limits to say."""
        if said.get("batch"):
            raise Refused(
                _now("How many are asked at a time is set in the limits. Shall it start so?"), code="no_batch"
            )
        return {name: value for name, value in said.items() if name == "delay_days"}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """One e-mail per order, ever; a person with several gets one for the last of them."""
        if not params["link"]:
            raise Refused(_now("Enter the address of the page where reviews are written."), code="no_review_link")
        until = ctx.now - timedelta(days=params["delay_days"])
        orders = ctx.orders.sales().exclude(contact=None).delivered(until - GRACE, until).prefetch_related("lines")
        latest = {order.contact_id: order for order in orders}
        yield Fact("delivered", len(latest))
        sent_back = ctx.mirror.sent_back(latest.values())
        for contact_id, order in latest.items():
            if order.pk in sent_back:
                yield LeftOut(contact_id, "order_returned")
                continue
            titles = [" ".join(line.title.split()) for line in order.lines.all() if line.title.strip()]
            yield SendEmail(
                contact_id=contact_id,
                template="review_request",
                once_per=(order.source, order.number),
                guards=(order_stands(order),),
                about={"titles": titles[:SHOWN], "link": params["link"], "delivered_on": ctx.day(order.delivered_at)},
            )
