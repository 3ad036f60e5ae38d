"""Scheduled social posts: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import choices, moments, references


@register
class SocialPostScheduler(Declaration):
    slug = "social-post-scheduler"
    title = _("Scheduled social posts")
    description = _("Sets posts for several networks at the hours that suit.")
    category = "social-media"
    needs = (Connector("meta_ads"),)
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "schedule social posts",
            "schedule post on instagram",
            "plan facebook posts",
            "post on social media",
            "social media scheduling",
            "publish on instagram tomorrow",
            "queue posts",
        ],
        "fr": [
            "programmer des posts",
            "planifie les publications instagram",
            "programme un post facebook",
            "publier sur les réseaux sociaux",
            "planning des réseaux",
            "publication sur instagram",
        ],
        "es": [
            "programar publicaciones",
            "programa un post en instagram",
            "publica en redes sociales",
            "planifica posts de facebook",
            "publicaciones en redes",
            "agenda los posts",
        ],
        "ar": [
            "جدولة المنشورات",
            "برمج منشورات إنستغرام",
            "انشر على مواقع التواصل",
            "جدول منشورات فيسبوك",
            "منشورات الشبكات الاجتماعية",
            "برمج بوستات",
            "نشر على انستجرام",
        ],
    }

    class Params(fields.Form):
        posts = fields.List(_("Posts"), required=False, hears=references.refs("post"))
        channels = fields.List(_("Networks"), required=False, hears=choices.some_of(choices.NETWORKS))
        when = fields.Text(_("When"), required=False, hears=moments.when())
