from django.apps import AppConfig


class AutomationsConfig(AppConfig):
    name = "automations"

    def ready(self) -> None:
        """Tell the layers below what this one can do: render and carry out reviews of runs."""
        from automations import checks, dependents, review_kind  # noqa: F401  # register themselves

        review_kind.register()
