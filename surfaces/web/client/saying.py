"""What the page that follows a button says: that it is done, or why it was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from tenants.errors import Refused


def say_done(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it, and have the next page say `done`, or the sentence of what refused it."""
    try:
        act()
    except Refused as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, done)
