"""Leads from the site's forms: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register


@register
class WebsiteFormLeadCapture(Declaration):
    slug = "website-form-lead-capture"
    title = _("Leads from the site's forms")
    description = _("Makes a lead of every form or chat that visitors send from the site.")
    category = "lead-generation"
    synonyms = {
        "en": [
            "website form leads",
            "capture leads from the contact form",
            "form submissions",
            "web form lead",
            "chat leads",
            "contact form to lead",
            "landing page form",
            "collect leads from website",
        ],
        "fr": [
            "formulaire du site",
            "capter les leads du formulaire",
            "formulaire de contact",
            "prospects du site web",
            "soumissions de formulaire",
            "leads du chat",
            "récupère les demandes du formulaire",
        ],
        "es": [
            "formulario web",
            "captar leads del formulario",
            "formulario de contacto",
            "leads del sitio",
            "envíos del formulario",
            "leads del chat",
            "recoge los formularios",
        ],
        "ar": [
            "نموذج الموقع",
            "استقبال العملاء من نموذج الاتصال",
            "فورم الموقع",
            "عملاء من الاستمارة",
            "نماذج الاتصال",
            "تسجيل العملاء من الموقع",
        ],
    }

    class Params(fields.Form):
        form_payload = fields.Mapping(_("Form's content"), required=False)
