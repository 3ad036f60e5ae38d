"""Sidebar and topbar of the staff pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from events.models import Job
from reviews.models import Review
from surfaces.web.frame import Frame, Link
from tenants import access, switches
from tenants.access import Verb
from tenants.models import Client, StaffRole, User


def staff_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` for staff on the agency's host; asked for only where a page draws it."""
    user = getattr(request, "user", None)
    if getattr(request, "client", None) is not None or not isinstance(user, User) or not user.is_staff:
        return {}
    return {"frame": SimpleLazyObject(lambda: _frame(request.path, user))}


def _frame(path: str, user: User) -> Frame:
    return Frame(
        name=_agency(),
        place=_("Agency command"),
        home_url=reverse("admin:index"),
        groups=_groups(path),
        person=str(user),
        role=_("Staff, %(role)s") % {"role": StaffRole(user.staff_role).label},
        paused=switches.paused(None),
        switch_url=reverse("staff-switch") if access.allows(user, None, Verb.MANAGE) else "",
    )


def _agency() -> str:
    """The agency's own name, once it has a record."""
    own = Client.objects.filter(is_agency=True).values_list("name", flat=True).first()
    return own or _("Agency")


def _groups(path: str) -> list[list[Link]]:
    desk = [
        ("admin:index", _("Command centre"), "gauge", None),
        ("admin:approvals", _("Approvals"), "review", Review.objects.waiting().count()),
        ("staff-jobs", _("Dead jobs"), "refresh", Job.objects.dead().count()),
        ("staff-integrations", _("Integrations"), "plug", None),
        ("staff-mailbox", _("Mailbox"), "mail", None),
    ]
    records = [
        ("admin:tenants_client_changelist", _("Clients"), "file", None),
        ("admin:tenants_user_changelist", _("People"), "user", None),
        ("admin:tenants_ledgerentry_changelist", _("Ledger"), "shield", None),
        ("admin:records", _("All records"), "book", None),
    ]
    return [[_link(path, *each) for each in group] for group in (desk, records)]


def _link(path: str, name: str, label: str, icon: str, count: int | None) -> Link:
    url = reverse(name)
    here = path == url if name == "admin:index" else path.startswith(url)
    return Link(url, label, icon, current=here, count=count)
