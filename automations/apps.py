from django.apps import AppConfig


class AutomationsConfig(AppConfig):
    name = "automations"

    def ready(self) -> None:
        """Tell the layers below what this one can do: render and carry out reviews of runs."""
        from automations import checks, review_kind  # noqa: F401  # registers the system check

        review_kind.register()
