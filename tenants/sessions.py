"""Whose session this is: it remembers the host it was opened on, and is asked again each time."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from tenants import access, clock
from tenants.models import Client, User

CLIENT = "client_id"
STAFF_UNTIL = "staff_until"
VISIT = timedelta(hours=4)


@receiver(user_logged_in)
def remember_host(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Tie the new session to the host it was opened on."""
    client: Client | None = getattr(request, "client", None)
    request.session[CLIENT] = client.pk if client else None


def open_visit(request: HttpRequest) -> None:
    """Mark a staff person's session on a client's host; it ends by itself."""
    request.session[STAFF_UNTIL] = (clock.now() + VISIT).isoformat()


def visit_ends(request: HttpRequest) -> datetime | None:
    """When a staff visit on this host ends; None when this is no staff visit."""
    until = request.session.get(STAFF_UNTIL)
    return datetime.fromisoformat(until) if until else None


def belongs(request: HttpRequest) -> bool:
    """Does this signed-in session still count on this host?"""
    user: Any = request.user
    client: Client | None = request.client  # type: ignore[attr-defined]
    if CLIENT not in request.session or request.session[CLIENT] != (client.pk if client else None):
        return False
    if not user.is_active:
        return False
    if client is None:
        return bool(user.is_staff)
    until = visit_ends(request)
    if until is not None:
        return bool(user.is_staff) and clock.now() < until
    request.standing = access.standing(user, client)  # type: ignore[attr-defined]  # the view's door asks next
    return bool(request.standing.member_role)  # type: ignore[attr-defined]
