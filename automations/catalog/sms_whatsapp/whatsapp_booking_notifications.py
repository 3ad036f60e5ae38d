"""Booking messages on WhatsApp: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, Risk, register
from automations.needs import Connector
from automations.reading import names, references, spans


@register
class WhatsappBookingNotifications(Declaration):
    slug = "whatsapp-booking-notifications"
    title = _("Booking messages on WhatsApp")
    description = _("Confirms, recalls and moves bookings by approved WhatsApp templates.")
    category = "sms-whatsapp"
    needs = (Connector("whatsapp"), Connector("google_calendar"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "whatsapp booking reminder",
            "remind booking by whatsapp",
            "confirm appointment whatsapp",
            "whatsapp confirmation of booking",
            "appointment reminder",
            "reschedule booking whatsapp",
            "reservation reminder",
        ],
        "fr": [
            "rappel de réservation whatsapp",
            "confirme la réservation par whatsapp",
            "rappel de rendez-vous whatsapp",
            "whatsapp réservation",
            "confirmer le rdv par whatsapp",
            "reporter la réservation",
        ],
        "es": [
            "recordatorio de reserva por whatsapp",
            "confirma la reserva por whatsapp",
            "recordatorio de cita whatsapp",
            "whatsapp reserva",
            "avisa de la cita por whatsapp",
            "reprogramar la reserva",
        ],
        "ar": [
            "تذكير بالحجز عبر واتساب",
            "أكد الحجز واتساب",
            "تذكير بالموعد واتساب",
            "رسالة حجز واتساب",
            "فكر الزبون بالموعد ف واتساب",
            "إعادة جدولة الحجز",
        ],
    }

    class Params(fields.Form):
        booking_id = fields.Text(_("Booking"), required=False, hears=references.ref("booking"))
        template = fields.Text(
            _("Template"), required=False, hears=names.named("template", "modèle", "plantilla", "قالب")
        )
        lead_time_h = fields.Number(_("Hours before"), required=False, hears=spans.span("hour"))
