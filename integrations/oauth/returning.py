"""Coming back from a service: first to the agency's host, then with a ticket to the client's."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integrations import registry
from integrations.connections import changing
from integrations.models import Authorisation, Connection
from integrations.oauth import application, carrying, states, tokens
from integrations.vault import sealing
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

TICKET_LIFE = timedelta(seconds=60)
RETURN = "/oauth/return/"
MOST_PARAMS, LONGEST_PARAM = 20, 4000


def arrived(params: Mapping[str, str]) -> str:
    """The address on the client's host where it goes on; called in no client's context.

    Raises Refused `bad_state`, for a state that is forged, old, used before or another client's.
    """
    state = params.get("state", "")
    client = states.client_of(state)
    if len(params) > MOST_PARAMS or any(len(value) > LONGEST_PARAM for value in params.values()):
        raise states.bad_state()
    ticket = secrets.token_urlsafe(32)
    with client.active(), transaction.atomic():
        now = clock.now()
        waiting = Authorisation.objects.open(now).filter(digest=states.digest(state), ticket_digest=None)
        begun = waiting.select_for_update().first()
        if begun is None:
            raise states.bad_state()
        begun.ticket_digest, begun.expires_at = states.digest(ticket), now + TICKET_LIFE
        begun.details = {**begun.details, "returned": carrying.seal(params, ticket, place(begun))}
        begun.save(update_fields=["ticket_digest", "expires_at", "details"])
    return client.url(f"{RETURN}{ticket}/")


def complete(ticket: str, by: User) -> Connection:
    """Exchange what was brought back for tokens, and keep them. Only who began it completes it.

    Raises Refused (`not_allowed`, `bad_state`, `consent_refused`, the connector's own checks, or the
    service's refusal), Temporary or Unknown; whatever happens, the ticket is used up.
    """
    access.require(by, context.current(), access.Verb.MANAGE)
    row, values, returned = _used_up(ticket, by)
    manifest = registry.get(row.connector)
    if "error" in returned or not returned.get("code"):
        raise Refused(
            _("%(title)s was not connected: consent was not given.") % {"title": manifest.title}, code="consent_refused"
        )
    app, special = application.application(manifest, row), application.special(manifest)
    if special and hasattr(special, "check_return"):
        special.check_return(returned, app.secret.reveal(), values)
    answer = tokens.exchange(manifest, values, app, code=returned["code"], state=returned["state"])
    asked = application.spec_of(manifest).scopes
    consent = {"asked": list(asked), "granted": sorted(asked if answer.rights is None else answer.rights)}
    tokened = {**values, **answer.values}
    found = changing.store(manifest, tokened, by=by, expires_at=answer.expires_at, consent=consent)
    ledger.write("oauth.connected", found, by=by)
    return found


@transaction.atomic
def _used_up(ticket: str, by: User) -> tuple[Connection, dict[str, str], dict[str, str]]:
    now = clock.now()
    waiting = Authorisation.objects.open(now).filter(ticket_digest=states.digest(ticket), by_user_id=by.pk)
    begun = waiting.select_related("connection").select_for_update(of=("self",)).first()
    if begun is None:
        raise states.bad_state()
    details, begun.details, begun.used_at = begun.details, {}, now
    begun.save(update_fields=["details", "used_at"])
    try:
        return begun.connection, details["values"], carrying.unseal(details["returned"], ticket, place(begun))
    except sealing.Forged:
        raise states.bad_state() from None


def place(begun: Authorisation) -> str:
    """What the sealed answer is bound to."""
    return f"client/{context.current().pk}/authorisation/{begun.pk}"


def forget() -> int:
    """Remove the ways that were gone to their end or are too old to be; how many."""
    removed, _by_model = Authorisation.objects.ended(clock.now()).delete()
    return removed
