"""Google Calendar: free times and appointments."""

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "google-discovery/calendar.v3.json"
_names = ("probe", "busy", "events", "event", "book", "cancel")

MANIFEST = Manifest(
    slug="google_calendar",
    title="Google Calendar",
    level="client",
    version="v3",
    base_url="https://www.googleapis.com/calendar/v3",
    credentials=(
        Credential(
            "GOOGLE_CALENDAR_ID", _("Calendar"), "text", _("Settings of the calendar, “Integrate calendar”: its id.")
        ),
        google.access("GOOGLE_CALENDAR"),
    ),
    setup_url="https://calendar.google.com/calendar/r/settings",
    docs="https://developers.google.com/workspace/calendar/api/v3/reference",
    methods=tuple(Method(name, "Google discovery document calendar.v3", SPEC) for name in _names),
    oauth=google.oauth("GOOGLE_CALENDAR", "calendar.events", "calendar.freebusy"),
    rate=Rate(per_s=5, per_minute=300),  # 600 a minute and user ("Manage quotas")
)
