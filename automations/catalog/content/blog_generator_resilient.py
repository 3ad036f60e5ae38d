"""Blog posts: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import phrases, tongues, wishes


@register
class BlogGenerator(Declaration):
    slug = "blog-generator-resilient"
    title = _("Blog posts")
    description = _("Researches, writes and checks posts, and publishes them after approval.")
    category = "content"
    needs = (Connector("wordpress"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "blog",
            "write a blog post",
            "blog article about",
            "draft a post on",
            "write an article",
            "publish a blog",
            "blog post",
            "article on",
            "content piece",
        ],
        "fr": [
            "blog",
            "article de blog",
            "rédiger un article sur",
            "écris un article",
            "billet de blog",
            "publier un article",
            "rédaction d'article",
        ],
        "es": [
            "blog",
            "artículo de blog",
            "escribe un artículo sobre",
            "redacta una entrada",
            "publica un artículo",
            "post para el blog",
            "entrada de blog",
        ],
        "ar": [
            "اكتب مقالا",
            "مقال عن",
            "مقالة",
            "مدونة",
            "تدوينة",
            "اكتب تدوينة عن",
            "انشر مقالا",
            "كتب مقال على",
            "مقال للمدونة",
        ],
    }

    class Params(fields.Form):
        topic = fields.Text(_("Topic"), required=False, hears=phrases.about())
        language = fields.Text(_("Language"), required=False, hears=tongues.language())
        publish = fields.Flag(_("Publish it"), hears=wishes.publish())
