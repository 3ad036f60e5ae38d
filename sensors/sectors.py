"""The parts of a client's business that readings press on, and what a reading can say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    ACQUISITION = "acquisition", _("Acquisition")
    CONVERSION = "conversion", _("Conversion")
    RETENTION = "retention", _("Retention")
    REPUTATION = "reputation", _("Reputation")
    CONTENT = "content", _("Content and search")
    ADS = "ads", _("Advertising")
    OPERATIONS = "operations", _("Operations and suppliers")
    SUPPORT = "support", _("Support")
    VOICE = "voice", _("Voice")
    COST = "cost", _("Costs")


class Status(TextChoices):
    """Only OK, read in time from a source in time, may make anything happen."""

    OK = "ok", _("OK")
    DEGRADED = "degraded", _("Degraded")
    WARNING = "warning", _("Attention")
    ERROR = "error", _("Error")
    BLOCKED = "blocked", _("Blocked")
    UNKNOWN = "unknown", _("Not known")
    STALE = "stale", _("Out of date")
