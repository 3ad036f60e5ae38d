"""First-contact e-mails: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, numbers


@register
class ColdOutreachSequence(Declaration):
    slug = "cold-outreach-sequence"
    title = _("First-contact e-mails")
    description = _("A series of personal first e-mails to businesses, each with a way out.")
    category = "lead-generation"
    needs = (Connector("klaviyo"), Connector("smtp"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "cold emails",
            "cold outreach",
            "cold email sequence",
            "prospecting emails",
            "first contact email",
            "outreach campaign to leads",
            "reach out to prospects",
            "contact new prospects by email",
        ],
        "fr": [
            "e-mails à froid",
            "emails de prospection",
            "prospection à froid",
            "cold email",
            "séquence de prospection",
            "premier contact par mail",
            "contacte les prospects par e-mail",
            "démarchage par e-mail",
            "relance à froid",
            "campagne de relance froide",
        ],
        "es": [
            "correos en frío",
            "emails de prospección",
            "secuencia en frío",
            "primer contacto por correo",
            "contacta a los prospectos",
            "cold email",
            "campaña de prospección",
        ],
        "ar": [
            "رسائل باردة",
            "رسائل تعريفية",
            "التواصل الأول مع العملاء المحتملين",
            "حملة تواصل بارد",
            "بريد بارد",
            "راسل العملاء المحتملين",
            "تسلسل رسائل التعارف",
        ],
    }

    class Params(fields.Form):
        segment = fields.Text(
            _("Customers"), required=False, hears=names.group(*names.SEGMENTS, "cold email", "auprès")
        )
        template = fields.Text(
            _("Template"), required=False, hears=names.named("template", "modèle", "plantilla", "قالب")
        )
        daily_cap = fields.Number(_("At most a day"), required=False, hears=numbers.per_day())
