"""The way out of every message, for people without an account. Looking never acts; a POST does."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from automations import unsubscribe as links
from crm.models import Contact
from tenants.doors import open_door
from tenants.errors import Refused


# RFC 8058: mail programs send the POST themselves, without cookie or token; the signed link is the key.
@csrf_exempt
@open_door("the signed link in a message is the key; it can only take its own contact out")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button, or do what it says. A link that is not ours tells nothing about anybody."""
    if request.client is None:  # type: ignore[attr-defined]
        raise Http404
    try:
        contact = links.unsubscribe(token) if request.method == "POST" else links.contact_of(token)
    except Refused as refused:
        return render(request, "client/unsubscribe.html", {"problem": refused.sentence}, status=404)
    with translation.override(_language(request, contact)):
        return render(request, "client/unsubscribe.html", {"done": request.method == "POST"})


def _language(request: HttpRequest, contact: Contact) -> str | None:
    """What the reader chose on this host, else the language we write to them in, else the page's own."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    known = contact.language in dict(settings.LANGUAGES)
    return contact.language if known and not chosen else translation.get_language()
