"""Local mailboxes: what left for a folder on this machine instead of a mail server."""

from email.utils import getaddresses

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from integrations.mail import StoredMessage, mailbox
from reviews.paper import message_response
from tenants import access
from tenants.access import Verb
from tenants.doors import staff_door
from tenants.models import Client, User

PAGE = 50


@staff_door(Verb.VIEW)
@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    """One line per client."""
    return render(request, "staff/mailboxes.html", {"clients": Client.objects.exclude(state=Client.State.ARCHIVED)})


@staff_door(Verb.VIEW)
@require_safe
def client_mailbox(request: HttpRequest, slug: str) -> HttpResponse:
    """A client's local mail, newest first."""
    client = get_object_or_404(Client, slug=slug)
    page = Paginator(_readable(request, client), PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/mailbox.html", {"client": client, "page": page})


@staff_door(Verb.VIEW)
@require_safe
def mail_detail(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One message with its exact bytes."""
    client = get_object_or_404(Client, slug=slug)
    message = _message(request, client, name)
    raw = message.raw.decode("utf-8", "backslashreplace")
    return render(request, "staff/mail.html", {"client": client, "message": message, "raw": raw, "name": name})


@staff_door(Verb.VIEW)
@require_safe
def mail_paper(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Its HTML, for a frame that can do nothing."""
    return message_response(_message(request, get_object_or_404(Client, slug=slug), name).html)


def _readable(request: HttpRequest, client: Client) -> list[StoredMessage]:
    """Mail to account holders is left out for all but administrators: a reset link opens an account."""
    found = mailbox(client)
    assert isinstance(request.user, User)
    if access.allows(request.user, None, Verb.MANAGE):
        return found
    accounts = {each.lower() for each in User.objects.values_list("email", flat=True)}
    return [each for each in found if not _addresses(each) & accounts]


def _addresses(message: StoredMessage) -> set[str]:
    return {address.lower() for _name, address in getaddresses([message.recipient])}


def _message(request: HttpRequest, client: Client, name: str) -> StoredMessage:
    for message in _readable(request, client):
        if message.path.stem == name:
            return message
    raise Http404
