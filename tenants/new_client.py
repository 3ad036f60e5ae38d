"""What a client is made from, and what cannot work later: refused at once, with the word to change."""

import re
from dataclasses import dataclass

from babel.core import get_global
from django.utils.translation import gettext as _

from tenants.errors import Refused
from tenants.hosts import refuse_unfit_host
from tenants.locality import place_problems
from tenants.models import Client, Domain

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
RESERVED = frozenset({"www", "admin", "api", "static", "mail", "public", "mcp", "hooks"})
# CLDR's table of currencies also names a union, an unknown country, and states that are no more.
NO_COUNTRY = frozenset({"EU", "ZZ", "BU", "CS", "DD", "SU", "TP", "YD", "YU", "ZR"})
NAME_CHARACTERS = 120


@dataclass(frozen=True)
class NewClient:
    """What a client is made from; what is left out follows from the country's market."""

    slug: str
    name: str
    country: str
    vertical: str = Client.Vertical.SHOP
    language: str = ""
    currency: str = ""
    timezone: str = ""
    is_agency: bool = False
    is_demo: bool = False
    is_rehearsal: bool = False
    domain: str = ""


def check(wanted: NewClient) -> None:
    """Refuse what could not work later, each with the word to change."""
    if not _SLUG.fullmatch(wanted.slug) or wanted.slug in RESERVED:
        raise Refused(
            _("“%(slug)s” cannot be a client's short name: use 1-40 lower-case letters, digits and inner dashes.")
            % {"slug": wanted.slug},
            code="slug",
        )
    if not wanted.name.strip() or len(wanted.name) > NAME_CHARACTERS or not wanted.name.isprintable():
        raise Refused(_("A client's name is one line of 1 to 120 characters."), code="name")
    country = wanted.country.upper()
    if country in NO_COUNTRY or country not in get_global("territory_currencies"):
        words = _("“%s” is no country code; use two letters such as MA, FR or GB.")
        raise Refused(words % wanted.country, code="country")
    if wanted.currency and wanted.currency.upper() not in get_global("all_currencies"):
        words = _("“%s” is no currency; use three letters such as MAD, EUR or GBP.")
        raise Refused(words % wanted.currency, code="currency")
    for problem in place_problems(wanted.timezone, wanted.language):
        raise problem
    if wanted.domain:
        check_domain(wanted)


def check_domain(wanted: NewClient) -> None:
    """Refuse a host name that cannot be one, or that leads to somebody else."""
    host = wanted.domain.lower()
    refuse_unfit_host(host)
    if Domain.objects.filter(domain=host).exclude(tenant__slug=wanted.slug).exists():
        raise Refused(_("“%s” belongs to another client already.") % host, code="host_taken")
