"""Learning from conversations: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import references


@register
class ConversationLearner(Declaration):
    slug = "conversation-learner"
    title = _("Learning from conversations")
    description = _(
        "Collects from conversations what could not be answered, was corrected or objected, for a person to check."
    )
    category = "agent-ops"
    synonyms = {
        "en": [
            "learn from conversation",
            "conversation learner",
            "extract patterns from session",
            "what did we learn from chats",
            "learn from chat session",
            "analyse conversation",
            "objections in conversations",
        ],
        "fr": [
            "apprendre de la conversation",
            "analyser la conversation",
            "extraire les objections",
            "apprendre des échanges",
            "apprends de la session",
            "analyse la discussion",
        ],
        "es": [
            "aprender de la conversación",
            "analiza la conversación",
            "extrae las objeciones",
            "aprende de los chats",
            "aprende de la sesión",
            "patrones de conversación",
        ],
        "ar": [
            "التعلم من المحادثة",
            "حلل المحادثة",
            "استخراج الاعتراضات",
            "تعلم من الجلسة",
            "تحليل المحادثات",
            "تعلم من الشات",
        ],
    }

    class Params(fields.Form):
        session_id = fields.Text(_("Session"), required=False, hears=references.ref("session"))
