"""The one door to outside services over HTTP."""

from integrations.http.answer import Answer
from integrations.http.client import Http

__all__ = ["Answer", "Http"]
