"""What goes wrong, told to programs: RFC 9457, with our code and a sentence for whoever reads the log."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


def problem(status: int, code: str, sentence: str, *, retry_after_s: int = 0, **more: Any) -> JsonResponse:
    """A problem document; `more` are members of its own."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    answer = JsonResponse({**said, "detail": sentence, **more}, status=status, content_type="application/problem+json")
    answer["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    if retry_after_s:
        answer["Retry-After"] = str(retry_after_s)
    return answer
