"""The pool of discount codes on an automation's page: how full it is, and a file for it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from automations.base import Automation
from automations.needs import CodePool, Need, OneOf
from crm.code_pool import end_of, fills
from crm.importers.codes import MOST_BYTES, read_codes
from crm.services import Loaded, load_codes
from surfaces.web.client import automation_facts
from surfaces.web.client.frame import client_of, person_of
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused


def shown(automation: Automation, now: datetime) -> dict[str, Any] | None:
    """The pool for who uses one: the percentage wanted, and the fill as of `now`; None for the others."""
    percent = next(_percents(automation.needs), None)
    return None if percent is None else {"percent": percent, "fills": fills(now), "at": now}


@client_door(Verb.MANAGE)
@require_POST
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the codes of a file into the pool, all or none."""
    automation = automation_facts.offered_or_404(client_of(request), slug)
    percent = next(_percents(automation.needs), None)
    if percent is None:
        raise Http404
    try:
        loaded = _loaded(request, percent)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _said(loaded))
    return redirect("automation", slug=slug)


def _loaded(request: HttpRequest, percent: int) -> Loaded:
    """Raises Refused for no file, a day that is none, and what the file has wrong."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Refused(_("Choose a file of codes first."), code="no_file")
    name, typed = file.name or "", request.POST.get("until", "").strip()
    try:
        until = end_of(date.fromisoformat(typed), client_of(request)) if typed else None
    except (ValueError, OverflowError):
        raise Refused(_("Enter a date such as 2027-03-28."), code="bad_date") from None
    # One byte more than is allowed, so that who reads it sees that it is too much.
    codes = read_codes(file.read(MOST_BYTES + 1), name)
    return load_codes(codes, percent=percent, expires_at=until, source=name, by=person_of(request))


def _said(loaded: Loaded) -> str:
    new = ngettext("%(n)s code is new in the pool.", "%(n)s codes are new in the pool.", loaded.new)
    known = ngettext("%(n)s was there before.", "%(n)s were there before.", loaded.known)
    return " ".join((new % {"n": loaded.new}, known % {"n": loaded.known} if loaded.known else "")).strip()


def _percents(needs: Iterable[Need]) -> Iterator[int]:
    """The percentages of the pools named in the needs, also as one of several ways."""
    for need in needs:
        if isinstance(need, CodePool):
            yield need.percent
        elif isinstance(need, OneOf):
            yield from _percents(need.needs)
