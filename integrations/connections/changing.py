"""Setting connections up and taking them down."""

from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import events
from events import board
from integrations import hooks, registry, vault
from integrations.connections import reading
from integrations.manifest import Credential, Manifest
from integrations.models import Connection
from integrations.oauth import revoking
from integrations.vault import Sensitive
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

LONGEST_VALUE = 64_000
BOARD_KIND = "connection"


def configure(slug: str, values: Mapping[str, str], by: User | None) -> Connection:
    """Take over the values given (empty ones stay as they are); the next test says whether they work.

    Raises Refused (`not_allowed`, `unknown_connector`, `unknown_value`, `bad_value`) with what to change.
    """
    manifest = registry.get(slug)
    if by is not None:
        access.require(by, context.current(), access.Verb.MANAGE)
    given = {name: checked(manifest, name, value) for name, value in values.items() if value.strip()}
    return store(manifest, given, by=by)


@transaction.atomic
def store(
    manifest: Manifest,
    given: Mapping[str, str],
    *,
    by: User | None,
    expires_at: datetime | None = None,
    consent: Mapping[str, list[str]] | None = None,
) -> Connection:
    """Write checked values: secrets into the vault, the others beside the connection.

    `consent`: the rights that were asked for and granted, where that is how the values came.
    """
    row = row_of(manifest.slug)
    secret, signing = secret_names(manifest), hooks.signing_names(manifest.slug)
    for name, value in given.items():
        if name in secret:
            if name in signing:
                vault.keep_previous(row, name)
            if name in token_names(manifest):
                vault.keep_pulled(row, name)
            vault.put(row, name, Sensitive(value), by=by)
        else:
            row.config[name] = value
    if given:
        row.expires_at, row.checked_at, row.unanswered_since = expires_at, None, None
        if consent or token_names(manifest) & set(given):
            row.consent = dict(consent) if consent else None
        if manifest.oauth and manifest.oauth.access_name in given and manifest.oauth.refresh_name not in given:
            vault.delete(row, name=manifest.oauth.refresh_name, by=by)
        row.save(update_fields=["config", "expires_at", "checked_at", "unanswered_since", "consent"])
        ledger.write("connection.configured", row, by=by)
        complete = not reading.missing_names(manifest, row)
        move(row, Connection.State.CONFIGURED if complete else Connection.State.MISSING)
        show(row)
    return row


@transaction.atomic
def keep_tokens(
    row: Connection, values: Mapping[str, str], expires_at: datetime | None, rights: Collection[str] | None = None
) -> None:
    """Put renewed tokens in place of the ended ones; the state stays what it is, unless a right is gone.

    `rights`: what the service now grants; None where it does not say.
    """
    for name, value in values.items():
        vault.keep_pulled(row, name)
        vault.put(row, name, Sensitive(value), by=None)
    row.expires_at = expires_at
    if rights is not None:
        granted = sorted(rights)
        row.consent = {"asked": (row.consent or {}).get("asked", granted), "granted": granted}
    row.save(update_fields=["expires_at", "consent"])
    ledger.write("oauth.renewed", row)
    if row.lacking and row.state == Connection.State.CONNECTED:
        move(row, Connection.State.CONFIGURED, code=reading.RIGHTS)
    show(row)


def row_made(slug: str) -> Connection:
    """The connection's row, made where there is none yet."""
    return Connection.objects.get_or_create(connector=slug, defaults={"since": clock.now()})[0]


def row_of(slug: str) -> Connection:
    """The same, held for this transaction."""
    row_made(slug)
    return Connection.objects.select_for_update().get(connector=slug)


def disconnect(slug: str, by: User | None) -> revoking.Ending | None:
    """Forget a connection's values; None where there were none. Consent is given back to the service first."""
    registry.get(slug)
    if by is not None:
        access.require(by, context.current(), access.Verb.MANAGE)
    row = Connection.objects.to(slug).first()
    if row is None or not (row.config or vault.names(row)):
        return None
    ending = revoking.revoke(row)
    with transaction.atomic():
        row = row_of(slug)
        vault.delete(row, by=by)
        row.config, row.expires_at, row.checked_at, row.unanswered_since, row.consent = {}, None, None, None, None
        row.save(update_fields=["config", "expires_at", "checked_at", "unanswered_since", "consent"])
        ledger.write("connection.removed", row, by=by)
        move(row, Connection.State.MISSING)
    return ending


@transaction.atomic
def move(row: Connection, state: Connection.State, *, code: str = "") -> bool:
    """Write a state, and say so where it is another one; `since` counts from then."""
    if row.state == state and row.broken_code == code:
        return False
    now = clock.now()
    row.state, row.broken_code, row.since = state, code, now
    row.save(update_fields=["state", "broken_code", "since"])
    show(row)
    facts = {"connector": row.connector, "state": state.value, "code": code}
    events.publish("connection.changed", row, facts, key=f"connection:{row.pk}:{state.value}:{now.timestamp()}")
    return True


def show(row: Connection) -> None:
    """On the board for staff: the state as of now, and when a consent ends that nobody renews by itself."""
    spec, ends = registry.get(row.connector).oauth, row.expires_at
    renewed = spec is not None and ends is not None and spec.refresh_name in vault.names(row)
    number = ends.timestamp() if ends and not renewed else None
    board.put(BOARD_KIND, row.connector, state=row.state, number=number, at=clock.now())


def fields(manifest: Manifest) -> tuple[Credential, ...]:
    """What can be entered: the connector's values, and an application of the client's own for consent."""
    if manifest.oauth is None:
        return manifest.credentials
    own = (
        Credential(manifest.oauth.client_id_name, _("Application id"), "text", required=False),
        Credential(manifest.oauth.client_secret_name, _("Application secret"), required=False),
    )
    named = {credential.name for credential in manifest.credentials}
    return (*manifest.credentials, *(each for each in own if each.name not in named))


def secret_names(manifest: Manifest) -> frozenset[str]:
    """What goes into the vault: secrets, and whatever a person's consent brought."""
    entered = {credential.name for credential in fields(manifest) if credential.kind == "secret"}
    return token_names(manifest) | entered


def token_names(manifest: Manifest) -> frozenset[str]:
    """What consent brings and renewing replaces."""
    return frozenset({manifest.oauth.access_name, manifest.oauth.refresh_name} if manifest.oauth else ())


def checked(manifest: Manifest, name: str, value: str) -> str:
    """The value without blanks around it. Raises Refused for what can never work."""
    credential = next((each for each in fields(manifest) if each.name == name), None)
    if credential is None:
        sentence = _("%(title)s has no value called %(name)s.") % {"title": manifest.title, "name": name}
        raise Refused(sentence, code="unknown_value")
    text = value.strip()
    bad = len(text) > LONGEST_VALUE or "\x00" in text or _is_bad(credential, text)
    if bad:
        raise Refused(
            _("%(name)s cannot be used: %(help)s") % {"name": name, "help": _help(credential)}, code="bad_value"
        )
    return text


def _is_bad(credential: Credential, text: str) -> bool:
    if credential.kind == "url":
        parts = urlsplit(text)
        return parts.scheme not in ("https", "http") or not parts.hostname or any(mark.isspace() for mark in text)
    if credential.kind == "choice":
        return text not in credential.choices
    return credential.kind == "text" and any(ord(mark) < 32 for mark in text)


def _help(credential: Credential) -> str:
    if credential.kind == "url":
        return str(_("write a whole address that starts with https://."))
    if credential.kind == "choice":
        return str(_("choose one of %(choices)s.") % {"choices": ", ".join(credential.choices)})
    return str(_("it is too long or holds characters that cannot be part of it."))
