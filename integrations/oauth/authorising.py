"""Sending a person to a service to consent."""

from collections.abc import Mapping

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.db import transaction

from integrations import registry
from integrations.connections import changing
from integrations.models import Authorisation, Connection
from integrations.oauth import application, states
from tenants import access, clock, context, ledger
from tenants.models import User


def begin(slug: str, values: Mapping[str, str], by: User) -> str:
    """The address at the service where `by` consents; `values` are what it needs to be known (a shop's address).

    Raises Refused (`not_allowed`, `no_oauth`, `no_application`, `unknown_value`, `bad_value`, or the connector's own).
    """
    client = context.current()
    access.require(by, client, access.Verb.MANAGE)
    manifest = registry.get(slug)
    spec, special = application.spec_of(manifest), application.special(manifest)
    given = {name: changing.checked(manifest, name, value) for name, value in values.items() if value.strip()}
    if special and hasattr(special, "check_values"):
        special.check_values(given)
    state = states.issue(client)
    row = changing.row_made(slug)
    app = application.application(manifest, row)
    _note(row, state, given, by)
    proof = {}
    if spec.pkce:
        proof = {"code_challenge": create_s256_code_challenge(states.verifier(state)), "code_challenge_method": "S256"}
    separator = getattr(special, "SCOPE_SEPARATOR", " ")
    url: str = prepare_grant_uri(
        application.authorize_url(manifest, given),
        app.id,
        "code",
        redirect_uri=application.callback_url(),
        scope=separator.join(spec.scopes),
        state=state,
        **proof,
        **spec.extra,
    )
    return url


@transaction.atomic
def _note(row: Connection, state: str, given: Mapping[str, str], by: User) -> None:
    """Remember the way that was begun, by its digest, until it comes back or is too old."""
    now = clock.now()
    begun = Authorisation.objects.create(
        connection=row,
        by_user_id=by.pk,
        digest=states.digest(state),
        details={"values": dict(given)},
        created_at=now,
        expires_at=now + states.LIFE,
    )
    ledger.write("oauth.begun", begun, by=by)
