"""Greet people who have just said yes to e-mail: three messages in a week."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, PlanItem, Risk, register
from automations.context import Context
from automations.guards import has_not_bought_since
from automations.needs import Connector, MailTransport
from automations.often_ordered import often_ordered
from automations.reading import references
from automations.triggers import On
from tenants.errors import Refused

if TYPE_CHECKING:
    from events.work import Happened

LATELY = timedelta(days=2)


@register
class WelcomeSeries(Automation):
    slug = "welcome-series"
    title = _("Welcome series")
    description = _("Three messages to people who have just subscribed. The last one is for those who have not bought.")
    category = "email-marketing"
    needs = (Connector("shopify"), MailTransport())
    triggers = (On("contact.subscribed"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "welcome", "new subscribers", "welcome mail", "welcome series", "welcome emails", "greet new subscribers",
            "welcome sequence",
        ],
        "fr": [
            "bienvenue", "nouveaux abonnés", "série de bienvenue", "e-mails de bienvenue",
            "accueillir les nouveaux inscrits",
            "séquence de bienvenue",
        ],
        "es": [
            "bienvenida", "nuevos suscriptores", "serie de bienvenida", "correos de bienvenida",
            "saludar a los nuevos suscriptores",
        ],
        "ar": ["ترحيب", "سلسلة الترحيب", "رسائل ترحيبية", "الترحيب بالمشتركين الجدد", "رسالة ترحيب"],
    }  # fmt: skip
    outcome_window = timedelta(days=30)

    class Params(fields.Form):
        contact_id = fields.Number(
            _("Contact"), required=False, initial=0, min_value=0, help_text=_("0: everybody of the last two days.")
        )
        second_after_days = fields.Number(_("Second message after (days)"), min_value=2, max_value=14, initial=3)
        third_after_days = fields.Number(_("Third message after (days)"), min_value=4, max_value=30, initial=7)
        shop_url = fields.Text(
            _("Address of the shop"), required=False, initial="", max_length=500, help_text=_("Starts with https://.")
        )

        def check_together(self, params: dict[str, Any]) -> None:
            if params["third_after_days"] < params["second_after_days"] + 2:
                raise ValidationError(_("Leave two days between the second and the third message."))
            if params["shop_url"] and not params["shop_url"].startswith("https://"):
                raise ValidationError(_("The address must start with https://."))

    def params_for(self, event: "Happened") -> dict[str, Any]:
        return {"contact_id": int(event.subject_id)}

    class Said(fields.Form):
        list_id = fields.Text(_("List"), required=False, hears=references.ref("list"))

    def params_of(self, said: dict[str, Any]) -> dict[str, Any]:
        """Whoever has just subscribed; there are no lists to choose from."""
        if said.get("list_id"):
            sentence = gettext("The series goes to everybody who has just subscribed, not to one list. Shall it?")
            raise Refused(sentence, code="no_lists")
        return {}

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """Three messages per person, once ever, however often they subscribe again."""
        found = ctx.subscribed(ctx.now - LATELY, ctx.now, params["contact_id"])
        yield Fact("subscribers", len(found))
        if ctx.source is not None:
            at = ctx.source.last_happened_at
            yield Fact("source", ctx.source.slug)
            yield Fact("source_at", at.isoformat() if at else None)
        chosen = often_ordered(ctx) if found else []
        days = (0, params["second_after_days"], params["third_after_days"])
        for contact_id, since in found.items():
            for step, after in enumerate(days, start=1):
                yield SendEmail(
                    contact_id=contact_id,
                    template=f"welcome_{step}",
                    once_per=(contact_id, step),
                    due_at=ctx.now + timedelta(days=after),
                    guards=(has_not_bought_since(since),) if step == len(days) else (),
                    about={"shop_url": params["shop_url"], "chosen": chosen, "chosen_on": ctx.today},
                )
