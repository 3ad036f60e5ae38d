"""Sorting tickets: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import references


@register
class SupportTicketTriage(Declaration):
    slug = "support-ticket-triage"
    title = _("Sorting tickets")
    description = _("Tells what a ticket is about, how urgent it is and who should have it.")
    category = "support"
    synonyms = {
        "en": [
            "triage ticket",
            "classify tickets",
            "prioritise support tickets",
            "route ticket",
            "sort support tickets",
            "ticket priority",
            "assign tickets",
            "categorize ticket",
        ],
        "fr": [
            "trier les tickets",
            "classe le ticket",
            "prioriser les tickets",
            "tri des tickets",
            "router le ticket",
            "urgence du ticket",
            "affecter les tickets",
            "catégoriser le ticket",
        ],
        "es": [
            "clasificar tickets",
            "prioriza los tickets",
            "triaje de tickets",
            "asigna el ticket",
            "ordena los tickets de soporte",
            "urgencia del ticket",
            "categoriza el ticket",
        ],
        "ar": [
            "فرز التذاكر",
            "صنف التذكرة",
            "ترتيب أولوية التذاكر",
            "توجيه التذكرة",
            "تصنيف تذاكر الدعم",
            "رتب التيكيات",
            "أولوية التذكرة",
        ],
    }

    class Params(fields.Form):
        ticket_id = fields.Text(_("Ticket"), required=False, hears=references.ref("ticket"))
