"""How each connection stands, in a state and a sentence."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from integrations import registry, vault
from integrations.connections import agency
from integrations.http.outcome import SUSPENDED
from integrations.manifest import Manifest
from integrations.models import Connection
from tenants import clock, context

FRESH = timedelta(hours=24)
"""How long a passed test counts."""
UNREACHABLE = "unreachable"
"""The code of a connection that is broken because nobody answers there."""
NOT_UNDERSTOOD = "not_understood"
"""The code of a connection whose service answered its test with something that our reading of it broke on."""
RIGHTS = "rights"
"""The code of a connection that answers, and that was not granted all it was asked for."""
State = Connection.State


@dataclass(frozen=True)
class Status:
    """One connector as the active client has it. `sentence` says what is so and what to do; "" when all is well.

    `by_agency`: the agency's own account serves this client. `lacking`: rights that were asked for and not granted.
    """

    connector: str
    title: str
    state: Connection.State
    since: datetime | None
    checked_at: datetime | None
    missing: tuple[str, ...]
    sentence: str
    setup_url: str
    expires_at: datetime | None = None
    code: str = ""
    by_agency: bool = False
    lacking: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        return self.state == State.CONNECTED


def status(slug: str) -> Status:
    """How one connector stands. Raises Refused `unknown_connector`. Calls no network."""
    own = _status(registry.get(slug), Connection.objects.to(slug).first())
    if own.state == State.MISSING and agency.stands_in(slug):
        return _of_agency(slug) or own
    return own


def statuses() -> list[Status]:
    """Every connector there is, by slug; as many queries for a hundred as for one."""
    own = _listed(registry.all())
    absent = [registry.get(one.connector) for one in own if one.state == State.MISSING]
    asked = [manifest for manifest in absent if agency.stands_in(manifest.slug)]
    found = (agency.at_agency(lambda: _listed(asked, by_agency=True)) if asked else None) or []
    theirs = {one.connector: one for one in found if one.state != State.MISSING}
    return [theirs.get(one.connector, one) for one in own]


def is_connected(slug: str) -> bool:
    """Everything required is there and a test passed within `FRESH`."""
    return status(slug).works


def missing_names(manifest: Manifest, row: Connection | None) -> tuple[str, ...]:
    """The required names that have no value, and every name of those alternatives of which none has one."""
    return (*_required(manifest, names := present(row)), *(name for way in _ways(manifest, names) for name in way))


def present(row: Connection | None) -> set[str]:
    """The names that have a value, whether it is a secret or not."""
    return {*(name for name, value in row.config.items() if value), *vault.names(row)} if row else set()


def lacking_sentence(manifest: Manifest, names: Collection[str]) -> str:
    """What a connection that has these names still needs; of alternatives one."""
    required = ", ".join(_required(manifest, names))
    ways = "; ".join(", ".join(way) for way in _ways(manifest, names))
    facts = {"title": manifest.title, "names": required or ways, "ways": ways}
    if required and ways:
        return _("%(title)s is not connected: %(names)s missing, and one of %(ways)s.") % facts
    if ways:
        return _("%(title)s is not connected: one of %(names)s is needed.") % facts
    return _("%(title)s is not connected: %(names)s missing.") % facts


def _required(manifest: Manifest, names: Collection[str]) -> list[str]:
    return [name for name in manifest.required() if name not in names]


def _ways(manifest: Manifest, names: Collection[str]) -> list[tuple[str, ...]]:
    """The groups of alternatives of which none is there."""
    return [way for way in manifest.alternatives if not set(way) & set(names)]


def _listed(manifests: Iterable[Manifest], *, by_agency: bool = False) -> list[Status]:
    rows = {row.connector: row for row in Connection.objects.prefetch_related("secrets")}
    return [_status(each, rows.get(each.slug), by_agency=by_agency) for each in manifests]


def _of_agency(slug: str) -> Status | None:
    found = agency.at_agency(lambda: _status(registry.get(slug), Connection.objects.to(slug).first(), by_agency=True))
    return found if found and found.state != State.MISSING else None


def _status(manifest: Manifest, row: Connection | None, *, by_agency: bool = False) -> Status:
    missing = missing_names(manifest, row)
    state = _state(row, missing)
    return Status(
        connector=manifest.slug,
        title=manifest.title,
        state=state,
        since=_since(row, state),
        checked_at=row.checked_at if row else None,
        missing=missing,
        sentence=_sentence(manifest, row, state),
        setup_url=manifest.setup_url,
        expires_at=row.expires_at if row else None,
        code=row.broken_code if row and state == State.BROKEN else "",
        by_agency=by_agency,
        lacking=row.lacking if row and state != State.MISSING else (),
    )


def _state(row: Connection | None, missing: tuple[str, ...]) -> Connection.State:
    if row is None or missing:
        return State.MISSING
    if row.state == State.BROKEN:
        return State.BROKEN
    passed = row.state == State.CONNECTED and row.checked_at is not None and clock.now() - row.checked_at < FRESH
    return State.CONNECTED if passed else State.CONFIGURED


def _since(row: Connection | None, state: Connection.State) -> datetime | None:
    """A test that has grown old ended the connection when it grew old, not when it passed."""
    if row is None:
        return None
    if state == State.CONFIGURED and row.state == State.CONNECTED and row.checked_at:
        return row.checked_at + FRESH
    return row.since


def _sentence(manifest: Manifest, row: Connection | None, state: Connection.State) -> str:
    facts = {"title": manifest.title}
    if state == State.MISSING:
        return lacking_sentence(manifest, present(row))
    if state == State.CONFIGURED:
        if row and row.broken_code == RIGHTS:
            return _("%(title)s is connected only in part: connect it again and tick %(rights)s.") % {
                **facts,
                "rights": ", ".join(short(right) for right in row.lacking),
            }
        if row and row.checked_at:
            return _("%(title)s was last reached more than a day ago: test it.") % facts
        return _("%(title)s is set up but was not tested yet: test it.") % facts
    if row and row.unanswered_since and (state == State.CONNECTED or row.broken_code == UNREACHABLE):
        return _unanswered(manifest, row.unanswered_since, broken=state == State.BROKEN)
    return broken_sentence(manifest, row.broken_code) if row and state == State.BROKEN else ""


def short(right: str) -> str:
    """A right as a consent page's reader knows it: `calendar.events` of Google's whole address."""
    return right.rstrip("/").rpartition("/")[2]


def _unanswered(manifest: Manifest, since: datetime, *, broken: bool) -> str:
    """By the client's own clock; with the date where that was another day."""
    zone = context.current().zone
    at, today = timezone.localtime(since, zone), timezone.localtime(clock.now(), zone).date()
    shape = "H:i" if at.date() == today else "j M, H:i"
    facts = {"title": manifest.title, "at": date_format(at, shape)}
    if broken:
        return (
            _("%(title)s has not answered since %(at)s: what depends on it waits. It is asked again by itself.") % facts
        )
    return _("%(title)s has not answered since %(at)s; it is asked again in a moment.") % facts


def broken_sentence(manifest: Manifest, code: str) -> str:
    """What to do about a connection that broke with this code."""
    facts = {"title": manifest.title, "code": code}
    if code == UNREACHABLE:
        return _("%(title)s does not answer: what depends on it waits. It is asked again by itself.") % facts
    if code == NOT_UNDERSTOOD:
        return (
            _("%(title)s answered in a way that is not understood: test again; if it stays, tell the agency.") % facts
        )
    if code in ("not_authorised", "invalid_grant", "expired"):
        return _("%(title)s no longer accepts the credentials: connect it again.") % facts
    if code == SUSPENDED:
        return _("%(title)s has suspended or closed the account. See to it there, then test again.") % facts
    if code == "payment_required":
        return _("%(title)s asks for payment: look at the account there, then test again.") % facts
    if code == "other_currency":
        own = {**facts, "currency": context.current().currency}
        return _("%(title)s sells in another currency than %(currency)s, this client's: connect a shop in it.") % own
    if code in ("secret_forged", "secret_missing"):
        return _("The stored credentials of %(title)s cannot be used: enter them again.") % facts
    return _("%(title)s refuses to work with us (%(code)s): check the values, then test again.") % facts
