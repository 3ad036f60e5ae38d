"""Events told to Google Analytics: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import choices, references


@register
class Ga4MeasurementProtocol(Declaration):
    slug = "ga4-measurement-protocol"
    title = _("Events told to Google Analytics")
    description = _("Tells Google Analytics from the server what happened.")
    category = "analytics"
    needs = (Connector("ga4"),)
    synonyms = {
        "en": [
            "send event to ga4",
            "measurement protocol",
            "server-side analytics event",
            "log event in google analytics",
            "ga4 event",
            "push event to analytics",
        ],
        "fr": [
            "envoyer un événement à ga4",
            "measurement protocol",
            "événement google analytics",
            "événement côté serveur ga4",
            "pousse l'événement dans analytics",
        ],
        "es": [
            "envía un evento a ga4",
            "measurement protocol",
            "evento de google analytics",
            "evento del lado del servidor ga4",
            "registra el evento en analytics",
        ],
        "ar": [
            "أرسل حدثا إلى GA4",
            "حدث تحليلات جوجل",
            "بروتوكول القياس",
            "حدث جوجل أناليتكس",
            "سجل الحدث في التحليلات",
        ],
    }

    class Params(fields.Form):
        client_id = fields.Text(_("Visitor"), required=False, hears=references.ref("visitor"))
        event = fields.Text(_("Event"), required=False, hears=choices.one_of(choices.EVENTS))
