"""Directives: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.reading import phrases


@register
class DoeDispatcher(Declaration):
    slug = "doe-dispatcher"
    title = _("Directives")
    description = _("Understands a sentence, plans what it asks for and shows the plan.")
    category = "agent-ops"
    synonyms = {
        "en": [
            "dispatch directive",
            "run directive",
            "interpret this order",
            "directive dispatcher",
            "dispatch instruction",
            "plan from a sentence",
        ],
        "fr": [
            "dispatcher la directive",
            "exécuter la directive",
            "interpréter l'ordre",
            "répartiteur de directives",
            "traite la directive",
        ],
        "es": [
            "despacha la directiva",
            "ejecuta la directiva",
            "interpreta la orden",
            "despachador de directivas",
            "procesa la directiva",
        ],
        "ar": [
            "توزيع التوجيه",
            "نفذ التوجيه",
            "تفسير الأمر",
            "موزع التوجيهات",
            "معالجة التوجيه",
        ],
    }

    class Params(fields.Form):
        directive = fields.Text(_("Sentence"), required=False, hears=phrases.quoted())
        params = fields.Mapping(_("Parameters"), required=False)
