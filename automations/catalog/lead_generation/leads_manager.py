"""Lead clean-up and routing: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import names, numbers


@register
class LeadsManager(Declaration):
    slug = "leads-manager"
    title = _("Lead clean-up and routing")
    description = _("Joins doubles, fills gaps and sends raw leads on to the customer records and the mail lists.")
    category = "lead-generation"
    needs = (Connector("hubspot"), Connector("klaviyo"))
    synonyms = {
        "en": [
            "deduplicate leads",
            "clean up leads",
            "merge duplicate leads",
            "enrich leads",
            "route leads to crm",
            "process raw leads",
            "import leads",
            "duplicate contacts",
        ],
        "fr": [
            "dédoublonner les leads",
            "dédoublonne les prospects",
            "nettoyer les prospects",
            "enrichir les leads",
            "router les leads vers le crm",
            "fusionner les doublons",
            "traiter les leads bruts",
            "importe les prospects",
        ],
        "es": [
            "deduplicar leads",
            "limpia los leads",
            "eliminar leads duplicados",
            "enriquecer prospectos",
            "enviar leads al crm",
            "procesa los leads nuevos",
            "fusiona duplicados",
        ],
        "ar": [
            "إزالة تكرار العملاء المحتملين",
            "نظف العملاء المحتملين",
            "إثراء العملاء المحتملين",
            "توجيه العملاء المحتملين",
            "دمج المكررين",
            "نقي الليدز",
        ],
    }

    class Params(fields.Form):
        source = fields.Text(
            _("Where they come from"),
            required=False,
            hears=names.named("source", "origine", "origen", "fuente", "المصدر"),
        )
        batch = fields.Number(_("At a time"), required=False, hears=numbers.batch())
