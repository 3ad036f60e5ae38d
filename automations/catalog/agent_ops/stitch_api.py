"""Screen designs: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import phrases, references


@register
class StitchApi(Declaration):
    slug = "stitch-api"
    title = _("Screen designs")
    description = _("Has designs of screens made by Stitch.")
    category = "agent-ops"
    scope = "platform"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "stitch",
            "design a screen",
            "generate ui screens",
            "stitch design",
            "mock-up of a page",
            "generate a screen design",
            "design landing page",
        ],
        "fr": [
            "stitch",
            "concevoir un écran",
            "générer une maquette",
            "maquette avec stitch",
            "dessine un écran",
            "design d'interface",
        ],
        "es": [
            "stitch",
            "diseña una pantalla",
            "genera una maqueta",
            "diseño con stitch",
            "pantalla de interfaz",
            "diseño de interfaz",
        ],
        "ar": [
            "ستيتش",
            "صمم شاشة",
            "تصميم واجهة",
            "تصميم شاشات عبر Stitch",
            "ماكيت صفحة",
        ],
    }

    class Params(fields.Form):
        project_id = fields.Text(_("Project"), required=False, hears=references.ref("project"))
        prompt = fields.Text(
            _("What it shall show"),
            required=False,
            hears=phrases.after("of a", "of", "for a", "for", "d'un", "d'une", "pour", "de un", "de una", "para"),
        )
