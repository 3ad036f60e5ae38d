"""Conversions told to Meta: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import choices, references


@register
class MetaCapiGateway(Declaration):
    slug = "meta-capi-gateway"
    title = _("Conversions told to Meta")
    description = _("Tells Meta from the server what visitors did, each event once, addresses hashed.")
    category = "paid-ads"
    needs = (Connector("meta_ads"),)
    synonyms = {
        "en": [
            "meta conversions api",
            "capi",
            "send event to meta",
            "facebook conversion event",
            "server-side event meta",
            "purchase event to facebook",
            "meta capi",
        ],
        "fr": [
            "api conversions meta",
            "capi",
            "envoyer l'événement à meta",
            "événement facebook côté serveur",
            "conversion facebook",
            "transmettre l'achat à meta",
        ],
        "es": [
            "api de conversiones de meta",
            "capi",
            "envía el evento a meta",
            "evento de facebook",
            "conversión de facebook",
            "evento de compra a meta",
        ],
        "ar": [
            "واجهة تحويلات ميتا",
            "أرسل الحدث إلى ميتا",
            "حدث تحويل فيسبوك",
            "تحويلات Meta",
            "CAPI",
            "حدث شراء إلى فيسبوك",
        ],
    }

    class Params(fields.Form):
        event_name = fields.Text(_("Event"), required=False, hears=choices.one_of(choices.EVENTS))
        event_id = fields.Text(_("Event number"), required=False, hears=references.ref("event"))
        user_data = fields.Mapping(_("Person"), required=False)
