"""What every signed-in page of a client's host has in common: who reads, what they may do, the way around."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.models import Review
from surfaces.web.frame import Banner, Frame, Link
from surfaces.web.rendering import render_part
from tenants import clock, switches
from tenants.access import Standing, Verb
from tenants.models import Client, MemberRole, StaffRole, User

# Address, and the start of the addresses that belong to it. A page that does not exist is not listed.
PLACES = (
    ("home", "/", "home"),
    ("approvals", "/approvals/", "review"),
    ("directives", "/directives/", "chat"),
    ("automations", "/automations/", "bolt"),
    ("pressures", "/pressures/", "gauge"),
    ("sensors", "/sensors/", "eye"),
    ("goals", "/goals/", "target"),
    ("decisions", "/decisions/", "branch"),
    ("autopilot", "/autopilot/", "shield"),
    ("integrations", "/integrations/", "plug"),
)


def show(
    request: HttpRequest,
    page: str,
    context: Mapping[str, Any],
    *,
    part: str = "",
    status: int = 200,
    waiting: int | None = None,
) -> HttpResponse:
    """Render `page` in its frame, or for an htmx swap its `part`.

    `waiting` is the number of open reviews where the caller has counted them already.
    """
    now = context.get("now") or clock.now()
    standing: Standing = request.standing  # type: ignore[attr-defined]
    everything = {
        "now": now,
        "client": client_of(request),
        "may_operate": standing.may(Verb.OPERATE),
        "may_decide": standing.may(Verb.DECIDE),
        "frame": frame(request, now, waiting),
        **context,
    }
    return render_part(request, part or page, everything, page=page if part else None, status=status)


def frame(request: HttpRequest, now: datetime, waiting: int | None = None) -> Frame:
    """Sidebar, topbar and banner for the person who reads."""
    client, person = client_of(request), person_of(request)
    standing: Standing = request.standing  # type: ignore[attr-defined]
    if waiting is None:
        waiting = Review.objects.of_client(client).waiting().count()
    return Frame(
        name=client.name,
        place=f"{client.timezone.rpartition('/')[2].replace('_', ' ')} · {client.currency}",
        home_url=reverse("home"),
        groups=[[_link(request.path, *place, waiting) for place in PLACES]],
        person=str(person),
        role=_role(standing),
        banner=_banner(client),
        paused=switches.paused(client),
        switch_url=reverse("switch") if standing.may(Verb.MANAGE) else "",
        state="ok",
        state_word=_("Read at"),
        state_at=now,
    )


def client_of(request: HttpRequest) -> Client:
    """The client of this host; the door has made sure that there is one."""
    client: Client = request.client  # type: ignore[attr-defined]
    return client


def person_of(request: HttpRequest) -> User:
    """Who is signed in; the door has made sure that somebody is."""
    assert isinstance(request.user, User)
    return request.user


def _link(path: str, name: str, start: str, icon: str, waiting: int) -> Link:
    labels = {
        "home": _("Home"),
        "approvals": _("Approvals"),
        "directives": _("Directives"),
        "automations": _("Automations"),
        "pressures": _("Pressure"),
        "sensors": _("Sensors"),
        "goals": _("Goals"),
        "decisions": _("Reasons"),
        "autopilot": _("Autopilot"),
        "integrations": _("Integrations"),
    }
    here = path == start if name == "home" else path.startswith(start)
    return Link(reverse(name), labels[name], icon, current=here, count=waiting if name == "approvals" else None)


def _role(standing: Standing) -> str:
    if standing.member_role:
        return str(MemberRole(standing.member_role).label).capitalize()
    return _("Staff, %(role)s") % {"role": StaffRole(standing.staff_role).label}


def _banner(client: Client) -> Banner:
    if client.is_demo:
        return Banner.DEMO
    return Banner.REHEARSAL if client.is_rehearsal else Banner.NONE
