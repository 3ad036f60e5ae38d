"""Comments under posts: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import references


@register
class SocialCommentModeration(Declaration):
    slug = "social-comment-moderation"
    title = _("Comments under posts")
    description = _("Hides spam, answers questions and passes on what a person should see.")
    category = "social-media"
    needs = (Connector("meta_ads"),)
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "moderate comments",
            "hide spam comments",
            "comment moderation",
            "answer comments on post",
            "facebook comments",
            "instagram comments",
            "reply to comments",
        ],
        "fr": [
            "modérer les commentaires",
            "masquer les commentaires spam",
            "modération",
            "répondre aux commentaires",
            "commentaires facebook",
            "commentaires instagram",
        ],
        "es": [
            "moderar comentarios",
            "oculta los comentarios de spam",
            "moderación de comentarios",
            "responde a los comentarios",
            "comentarios de instagram",
            "comentarios de facebook",
        ],
        "ar": [
            "إدارة التعليقات",
            "أخف التعليقات المزعجة",
            "مراقبة التعليقات",
            "الرد على التعليقات",
            "تعليقات فيسبوك",
            "تعليقات انستغرام",
            "جاوب على الكومونتيرات",
        ],
    }

    class Params(fields.Form):
        post_ids = fields.List(_("Posts"), required=False, hears=references.refs("post"))
