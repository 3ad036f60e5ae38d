"""Asking text models: one door, with a chain of services and a rule at its end."""

from integrations.llm.answer import Answer
from integrations.llm.asking import ask, is_available
from integrations.llm.forms import Choice, Form, Misfit, Text, Whole
from integrations.llm.prompts import Prompt
from integrations.llm.purposes import Purpose, register

__all__ = [
    "Answer",
    "Choice",
    "Form",
    "Misfit",
    "Prompt",
    "Purpose",
    "Text",
    "Whole",
    "ask",
    "is_available",
    "register",
]
