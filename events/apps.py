"""Events, jobs, schedules, the board and the ledger's sealer."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app's `handlers.py` registers what it listens to."""
        from events import announcements  # noqa: F401  (connects itself to the ground layer's signals)

        autodiscover_modules("handlers")
