"""Directives: a sentence becomes a plan to confirm, one question, or a refusal with its reason."""

from automations.directives.understanding import Understanding, understand

__all__ = ["Understanding", "understand"]
