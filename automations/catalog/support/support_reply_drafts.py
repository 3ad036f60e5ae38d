"""Draft answers to tickets: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import references


@register
class SupportReplyDrafts(Declaration):
    slug = "support-reply-drafts"
    title = _("Draft answers to tickets")
    description = _("Drafts an answer to a ticket from approved facts.")
    category = "support"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "draft a reply to ticket",
            "answer ticket",
            "support reply",
            "write response to ticket",
            "reply to support request",
            "suggest an answer for ticket",
        ],
        "fr": [
            "rédiger une réponse au ticket",
            "réponse au ticket",
            "réponds au ticket",
            "brouillon de réponse support",
            "proposer une réponse au ticket",
            "répondre à la demande de support",
        ],
        "es": [
            "redacta una respuesta al ticket",
            "responde al ticket",
            "respuesta de soporte",
            "borrador de respuesta",
            "contesta el ticket",
            "propón una respuesta al ticket",
        ],
        "ar": [
            "اكتب ردا على التذكرة",
            "رد على التذكرة",
            "مسودة رد للدعم",
            "جاوب على التذكرة",
            "الرد على تذكرة الدعم",
            "اقترح جوابا للتذكرة",
        ],
    }

    class Params(fields.Form):
        ticket_id = fields.Text(_("Ticket"), required=False, hears=references.ref("ticket"))
