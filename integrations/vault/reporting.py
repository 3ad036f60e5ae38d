"""Keeping secrets out of error pages and error mails."""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from integrations.vault.known import HIDDEN, redact
from integrations.vault.redaction import NAMES, is_secret


class ReporterFilter(SafeExceptionReporterFilter):
    """Hides settings, fields of a form and local variables that are named like secrets, always."""

    hidden_settings = NAMES
    cleansed_substitute = HIDDEN

    def is_active(self, request: HttpRequest | None) -> bool:
        """Development pages are seen and sent around too."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Values of forms are hidden altogether: a connection's form is full of secrets."""
        return {} if request is None else dict.fromkeys(request.POST, HIDDEN)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        shown = super().get_traceback_frame_variables(request, tb_frame)
        return {name: HIDDEN if is_secret(name) else value for name, value in shown}.items()


class Reporter(ExceptionReporter):
    """Error reports without any secret this process knows, wherever in them it stands."""

    def get_traceback_html(self) -> SafeString:
        return mark_safe(redact(super().get_traceback_html()))  # noqa: S308  (escaped by Django; only shortened here)

    def get_traceback_text(self) -> SafeString:
        return mark_safe(redact(super().get_traceback_text()))  # noqa: S308  (plain text)
