"""Posts on the company's LinkedIn page: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import phrases


@register
class LinkedinContentPublisher(Declaration):
    slug = "linkedin-content-publisher"
    title = _("Posts on the company's LinkedIn page")
    description = _("Drafts posts for the company's page on LinkedIn and publishes them after approval.")
    category = "social-media"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "linkedin post",
            "write a linkedin post about",
            "publish on linkedin",
            "post on our company page",
            "linkedin content",
            "draft linkedin update",
        ],
        "fr": [
            "post linkedin",
            "écrire un post linkedin sur",
            "publier sur linkedin",
            "publication linkedin",
            "page entreprise linkedin",
            "rédige un post linkedin",
        ],
        "es": [
            "publicación de linkedin",
            "escribe un post de linkedin sobre",
            "publica en linkedin",
            "página de empresa linkedin",
            "post en linkedin",
            "redacta una publicación linkedin",
        ],
        "ar": [
            "منشور لينكد إن",
            "اكتب منشورا على لينكدإن",
            "انشر على لينكد إن",
            "بوست لينكدين",
            "صفحة الشركة على لينكدإن",
            "منشور لينكدن عن",
        ],
    }

    class Params(fields.Form):
        topic = fields.Text(_("Topic"), required=False, hears=phrases.about())
