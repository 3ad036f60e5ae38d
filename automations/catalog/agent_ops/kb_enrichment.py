"""Knowledge base: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import references


@register
class KbEnrichment(Declaration):
    slug = "kb-enrichment"
    title = _("Knowledge base")
    description = _("Adds approved facts to the knowledge base as a new version that can be taken back.")
    category = "agent-ops"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "knowledge base",
            "add fact to knowledge base",
            "update the kb",
            "enrich knowledge",
            "inject approved facts",
            "knowledge base version",
            "roll back knowledge base",
        ],
        "fr": [
            "base de connaissances",
            "ajouter le fait à la base",
            "enrichir la base de connaissances",
            "mettre à jour la base de connaissances",
            "injecter les faits approuvés",
            "version de la base",
        ],
        "es": [
            "base de conocimiento",
            "añade el hecho a la base",
            "enriquecer la base de conocimiento",
            "actualiza la base de conocimiento",
            "hechos aprobados",
            "versión de la base",
        ],
        "ar": [
            "قاعدة المعرفة",
            "أضف الحقيقة إلى قاعدة المعرفة",
            "إثراء قاعدة المعرفة",
            "تحديث قاعدة المعرفة",
            "الحقائق المعتمدة",
            "إصدار قاعدة المعرفة",
        ],
    }

    class Params(fields.Form):
        fact_ids = fields.List(_("Facts"), required=False, hears=references.refs("fact"))
