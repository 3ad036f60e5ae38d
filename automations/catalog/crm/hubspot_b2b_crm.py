"""HubSpot records: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import money, names


@register
class HubspotB2bCrm(Declaration):
    slug = "hubspot-b2b-crm"
    title = _("HubSpot records")
    description = _("Makes and updates contacts, companies and deals in HubSpot.")
    category = "crm"
    needs = (Connector("hubspot"),)
    risk = Risk.OPERATIONS
    synonyms = {
        "en": [
            "hubspot",
            "create a deal in hubspot",
            "sync hubspot",
            "update contact in hubspot",
            "add company to hubspot",
            "new deal",
            "hubspot crm sync",
            "add contact to crm",
            "create opportunity",
        ],
        "fr": [
            "hubspot",
            "créer un deal dans hubspot",
            "synchroniser hubspot",
            "mettre à jour hubspot",
            "ajoute le contact dans hubspot",
            "nouvelle affaire",
            "crée une opportunité",
            "synchroniser le crm",
        ],
        "es": [
            "hubspot",
            "crear un trato en hubspot",
            "sincronizar hubspot",
            "crea un negocio",
            "añade el contacto a hubspot",
            "actualizar hubspot",
            "nueva oportunidad",
            "sincroniza el crm",
        ],
        "ar": [
            "هابسبوت",
            "هاب سبوت",
            "HubSpot",
            "أنشئ صفقة",
            "أضف جهة اتصال",
            "مزامنة هابسبوت",
            "صفقة جديدة",
            "زيد صفقة ف هابسبوت",
        ],
    }

    class Params(fields.Form):
        records = fields.List(_("Records"), required=False)
        stage = fields.Text(_("Stage"), required=False, hears=names.stage())
        amount = fields.Money(_("Amount"), required=False, hears=money.money())
