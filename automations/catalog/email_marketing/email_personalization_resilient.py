"""Personal e-mail series: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, numbers


@register
class EmailPersonalization(Declaration):
    slug = "email-personalization-resilient"
    title = _("Personal e-mail series")
    description = _("Words a series of personal e-mails for a group of customers, a cart's reminders among them.")
    category = "email-marketing"
    needs = (Connector("klaviyo"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "write emails for segment",
            "personalised email series",
            "personalized emails",
            "email series for customers",
            "generate email sequence",
            "tailor emails",
            "draft emails for group",
            "write 3 emails",
        ],
        "fr": [
            "rédiger des e-mails pour le segment",
            "série d'emails personnalisés",
            "écris des emails pour",
            "séquence d'e-mails",
            "personnaliser les e-mails",
            "génère des e-mails",
            "prépare des mails pour le segment",
        ],
        "es": [
            "escribe correos para el segmento",
            "serie de correos personalizados",
            "emails personalizados",
            "secuencia de correos",
            "redacta correos para",
            "genera emails",
            "personalizar correos",
        ],
        "ar": [
            "اكتب رسائل للشريحة",
            "سلسلة رسائل مخصصة",
            "رسائل بريد شخصية",
            "تسلسل إيميلات",
            "إيميلات مخصصة للعملاء",
            "حرر رسائل",
            "كتب إيميلات للزبائن",
        ],
    }

    class Params(fields.Form):
        segment = fields.Text(_("Customers"), required=False, hears=names.group())
        goal = fields.Text(_("Purpose"), required=False, hears=names.named("goal", "objectif", "objetivo", "هدف"))
        series_len = fields.Number(
            _("Number of e-mails"),
            required=False,
            hears=numbers.count_of(
                "email",
                "emails",
                "e-mail",
                "e-mails",
                "mail",
                "mails",
                "messages",
                "letters",
                "correo",
                "correos",
                "courriels",
                "mensajes",
                "رسائل",
                "إيميلات",
                "رسالة",
            ),
        )
