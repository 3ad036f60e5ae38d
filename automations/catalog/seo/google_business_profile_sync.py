"""Google Business Profile: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.reading import references


@register
class GoogleBusinessProfileSync(Declaration):
    slug = "google-business-profile-sync"
    title = _("Google Business Profile")
    description = _("Keeps hours, photos, posts and questions of the profile up to date.")
    category = "seo"
    risk = Risk.CONTENT
    synonyms = {
        "en": [
            "google business profile",
            "update opening hours on google",
            "google my business",
            "business listing",
            "sync hours",
            "google profile photos",
            "business hours",
        ],
        "fr": [
            "fiche google",
            "fiche d'établissement",
            "google my business",
            "mettre à jour les horaires sur google",
            "horaires d'ouverture",
            "profil d'entreprise google",
            "synchroniser la fiche",
        ],
        "es": [
            "perfil de empresa de google",
            "google my business",
            "ficha de google",
            "actualiza el horario en google",
            "horarios de apertura",
            "sincroniza la ficha",
            "perfil de negocio",
        ],
        "ar": [
            "ملف النشاط التجاري",
            "جوجل ماي بزنس",
            "ساعات العمل على جوجل",
            "تحديث ملف جوجل",
            "نشاطي التجاري على جوجل",
            "أوقات العمل",
            "بروفايل جوجل التجاري",
        ],
    }

    class Params(fields.Form):
        location_id = fields.Text(_("Branch"), required=False, hears=references.ref("location"))
