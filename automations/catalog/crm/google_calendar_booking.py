"""Meetings in the calendar: declared, not built yet."""

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.base import Declaration, register
from automations.needs import Connector
from automations.reading import moments, references, spans


@register
class GoogleCalendarBooking(Declaration):
    slug = "google-calendar-booking"
    title = _("Meetings in the calendar")
    description = _("Proposes free slots and books meetings in the team's calendar.")
    category = "crm"
    needs = (Connector("google_calendar"),)
    synonyms = {
        "en": [
            "book a meeting",
            "schedule a meeting",
            "google calendar",
            "propose slots",
            "book an appointment",
            "find a time slot",
            "schedule a call with contact",
            "free slots",
            "set up a demo meeting",
        ],
        "fr": [
            "réserver un rendez-vous",
            "prends rendez-vous",
            "planifier une réunion",
            "fixe un rdv",
            "propose des créneaux",
            "google agenda",
            "cale un rendez-vous",
            "bloque un créneau",
            "calendrier",
        ],
        "es": [
            "reservar una reunión",
            "reserva una cita",
            "agendar reunión",
            "agenda una llamada",
            "propone horarios",
            "calendario",
            "huecos libres",
            "programa una reunión",
        ],
        "ar": [
            "احجز اجتماع",
            "احجز موعدا",
            "حدد موعدا",
            "جدولة اجتماع",
            "تقويم جوجل",
            "اقترح مواعيد",
            "دير رنديفو",
            "برمج اجتماع",
            "خد موعد مع",
        ],
    }

    class Params(fields.Form):
        contact_id = fields.Text(_("Contact"), required=False, hears=references.ref("contact", "customer", "lead"))
        duration_min = fields.Number(_("Duration (minutes)"), required=False, hears=spans.span("minute"))
        window = fields.Text(_("When"), required=False, hears=moments.when())
