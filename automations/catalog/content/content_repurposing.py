"""One text, many forms: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import choices, references


@register
class ContentRepurposing(Declaration):
    slug = "content-repurposing"
    title = _("One text, many forms")
    description = _("Turns a post into social posts, an e-mail and a script.")
    category = "content"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "repurpose content",
            "turn post into social posts",
            "reuse article",
            "recycle blog post",
            "adapt post for channels",
            "convert post to social media",
            "repurpose article",
        ],
        "fr": [
            "recycler l'article",
            "décliner l'article en posts",
            "transformer un article en publications",
            "réutiliser le contenu",
            "adapter l'article aux réseaux",
            "décline le post",
        ],
        "es": [
            "reutilizar contenido",
            "convierte el artículo en publicaciones",
            "reciclar el post",
            "adapta el artículo a redes",
            "transforma la entrada en posts",
            "reaprovechar contenido",
        ],
        "ar": [
            "إعادة استخدام المحتوى",
            "حول المقال إلى منشورات",
            "إعادة تدوير المقال",
            "تحويل التدوينة إلى منشورات",
            "استعمل المقال في الشبكات",
            "كيف المقال للقنوات",
        ],
    }

    class Params(fields.Form):
        post_id = fields.Text(_("Post"), required=False, hears=references.ref("post"))
        channels = fields.List(_("Networks"), required=False, hears=choices.some_of(choices.NETWORKS))
