"""Sensors: tables in each client's schema."""

from django.apps import AppConfig


class SensorsConfig(AppConfig):
    name = "sensors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the layer below what stands still without a service."""
        from sensors import dependents  # noqa: F401
