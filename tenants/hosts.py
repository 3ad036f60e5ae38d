"""Host names that a client may bring along: what a browser can ask for, and nobody else's."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.errors import Refused

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
# The last label begins with a letter: a name of digits alone is an address to a browser.
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")
HOST_CHARACTERS = 253


def refuse_unfit_host(name: str) -> None:
    """Raise Refused for what is no full lower-case host name, and for the agency's own (RFC 1123)."""
    if len(name) > HOST_CHARACTERS or not _HOST.fullmatch(name):
        words = _("“%s” is no host name; write it like shop.example.com, without http:// and port.")
        raise Refused(words % name, code="host")
    if name == settings.BASE_DOMAIN or name.endswith(f".{settings.BASE_DOMAIN}"):
        raise Refused(_("“%s” is the agency's own; leave it out, or take a host name of the firm.") % name, code="host")
