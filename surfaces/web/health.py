"""Is this installation able to work? Asked by load balancers and by people who wonder."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from events import health
from tenants import clock
from tenants.doors import open_door

CLOCK_AGE = timedelta(seconds=20)
"""Beat ticks each second; without one for this long, nothing that is due will start."""


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def broker() -> str:
    cache.set("ready", 1, timeout=5)
    return ""


def workers() -> str:
    """Workers finish the ticks that beat sends, so one figure speaks for both."""
    seen = health.facts().dispatched_at
    if seen is None:
        return "no tick was ever finished"
    age = clock.now() - seen
    return "" if age <= CLOCK_AGE else f"the last tick was finished {age.total_seconds():.0f} s ago"


CHECKS: dict[str, Callable[[], str]] = {"database": database, "broker": broker, "workers": workers}


@open_door("a probe asks; the answer names parts and ages, nothing of any client")
@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, workers and clock work, else 503 naming what does not."""
    found = {name: _ask(check) for name, check in CHECKS.items()}
    return JsonResponse(
        {"ready": not any(found.values()), "failing": {k: v for k, v in found.items() if v}},
        status=503 if any(found.values()) else 200,
    )


def _ask(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:
        return type(error).__name__
