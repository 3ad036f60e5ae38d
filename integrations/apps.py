from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"

    def ready(self) -> None:
        from integrations.connections import probing  # noqa: F401  (listens to calls)
        from integrations.http import metrics  # noqa: F401  (listens to calls)
        from integrations.llm import checks as llm_checks  # noqa: F401  (registers itself)
        from integrations.vault import checks  # noqa: F401  (registers itself)
