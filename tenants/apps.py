"""The ground layer: clients, people, context, clock, ledger."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants import checks, sessions  # noqa: F401  (register themselves)
