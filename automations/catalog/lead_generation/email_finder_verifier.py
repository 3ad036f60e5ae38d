"""E-mail addresses of leads: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import addresses, names


@register
class EmailFinderVerifier(Declaration):
    slug = "email-finder-verifier"
    title = _("E-mail addresses of leads")
    description = _("Finds business addresses and checks that they can be written to.")
    category = "lead-generation"
    needs = (Connector("apify"),)
    risk = Risk.COST
    synonyms = {
        "en": [
            "find email addresses",
            "email of people at a company",
            "verify emails",
            "check email addresses",
            "business emails",
            "email finder",
            "professional email",
            "emails for domain",
            "validate email addresses",
        ],
        "fr": [
            "trouver les adresses e-mail",
            "trouve les emails de l'entreprise",
            "vérifier les e-mails",
            "email professionnel",
            "adresses mail du domaine",
            "valide les adresses",
            "chercher l'email de",
        ],
        "es": [
            "encontrar correos",
            "busca los correos de la empresa",
            "verificar correos",
            "verifica los emails",
            "correo profesional",
            "correos del dominio",
            "validar direcciones",
        ],
        "ar": [
            "البحث عن البريد الإلكتروني",
            "اعثر على إيميلات الشركة",
            "تحقق من العناوين البريدية",
            "بريد مهني",
            "إيميلات الموظفين",
            "تأكد من صحة الإيميلات",
        ],
    }

    class Params(fields.Form):
        domain = fields.Text(_("Domain"), required=False, hears=addresses.domain())
        names = fields.List(_("Names"), required=False, hears=names.people())
