"""A chain that names what does not exist would only show when a model is asked; so it shows at the start."""

from typing import Any

from django.conf import settings
from django.core import checks

from integrations import registry


@checks.register
def chains_can_be_asked(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Every service of every chain is a connector that completes texts, with a model and a price."""
    known = {manifest.slug for manifest in registry.all() if any(each.name == "complete" for each in manifest.methods)}
    found: list[checks.CheckMessage] = []
    for chain, slugs in settings.LLM_CHAINS.items():
        for slug in slugs:
            if slug not in known or not settings.LLM_MODELS.get(slug) or slug not in settings.LLM_PRICES:
                text = (
                    f"LLM_CHAIN_{chain.upper()} names {slug}, which is no text model with a model's name and a price."
                )
                found.append(checks.Error(text, hint=f"Choose among: {', '.join(sorted(known))}.", id="llm.E001"))
    return found
