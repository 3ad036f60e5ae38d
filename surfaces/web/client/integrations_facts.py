"""Services as the pages show them: how each stands, what hangs on it, and what can be entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import connections, dependents, registry, vault
from integrations.connections import Status, changing
from integrations.connections.reading import UNREACHABLE, short
from integrations.http import breaker, bucket
from integrations.manifest import Credential, Manifest
from integrations.models import Connection, SyncCursor

State = Connection.State
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Shop and customers"), ("shopify", "klaviyo", "omnisend", "hubspot")),
    (gettext_lazy("Google"), ("ga4", "gsc", "google_calendar", "google_ads")),
    (gettext_lazy("Advertising"), ("meta_ads", "tiktok_ads")),
    (gettext_lazy("Talk and money"), ("whatsapp", "twilio", "telnyx", "stripe")),
    (gettext_lazy("Content, data, suppliers"), ("wordpress", "apify", "cjdropshipping", "bigbuy")),
)
NOT_A_CLIENTS = frozenset({"infisical"})
"""Where values are kept is a choice of the installation, not of one client."""
RESOURCES: dict[str, str | Promise] = {
    "products": gettext_lazy("Products"),
    "customers": gettext_lazy("Customers"),
    "orders": gettext_lazy("Orders"),
    "checkouts": gettext_lazy("Carts"),
}
LOOKS = {State.CONNECTED: "ok", State.CONFIGURED: "degraded", State.MISSING: "missing", State.BROKEN: "broken"}


@dataclass(frozen=True)
class Service:
    """One connector and how it stands; `used_by` are titles of what needs it, alone or as one of several ways."""

    status: Status
    manifest: Manifest
    used_by: tuple[str, ...]

    @property
    def look(self) -> str:
        return LOOKS[self.status.state]

    @property
    def word(self) -> str:
        return word_of(self.status.state)

    @property
    def needs_somebody(self) -> bool:
        return self.status.state in (State.BROKEN, State.MISSING) or bool(self.status.lacking)

    @property
    def may_be_connected(self) -> bool:
        """Would connecting help? Not where nobody answers: that ends by itself."""
        return self.needs_somebody and self.manifest.level == "client" and self.status.code != UNREACHABLE

    @property
    def mark(self) -> str:
        return self.manifest.title[:2]

    @property
    def model(self) -> str:
        return model_of(self.manifest.slug)


@dataclass(frozen=True)
class Field:
    """One value that can be entered. `value` is "" for secrets, always; `present` says that one is kept."""

    credential: Credential
    value: str
    present: bool


@dataclass(frozen=True)
class Page:
    """The 18 in their groups, those that need somebody apart and first; and what the agency provides."""

    needing: list[Service]
    groups: list[tuple[str, list[Service]]]
    provided: list[Service]
    counts: dict[str, int]
    total: int


def page() -> Page:
    """Every service of the active client; calls no network."""
    found = {status.connector: _service(status) for status in connections.statuses()}
    own = [found[slug] for _title, slugs in GROUPS for slug in slugs if slug in found]
    quiet = [
        (str(title), [found[slug] for slug in slugs if slug in found and not found[slug].needs_somebody])
        for title, slugs in GROUPS
    ]
    needing = sorted((each for each in own if each.needs_somebody), key=lambda each: each.status.state != State.BROKEN)
    return Page(
        needing=needing,
        groups=[(title, services) for title, services in quiet if services],
        provided=[each for each in found.values() if _is_provided(each.manifest)],
        counts={state.value: sum(each.status.state == state for each in own) for state in State},
        total=len(own),
    )


def service(slug: str) -> Service:
    """One of them. Raises Refused `unknown_connector`."""
    return _service(connections.status(slug))


def is_shown(slug: str) -> bool:
    """Is there a page for it?"""
    return slug not in NOT_A_CLIENTS and any(manifest.slug == slug for manifest in registry.all())


def fields(manifest: Manifest, row: Connection | None, typed: Mapping[str, str] | None = None) -> list[Field]:
    """What can be entered, with what was typed or is kept; a secret never comes back."""
    kept, secret = (vault.names(row) if row else set()), changing.secret_names(manifest)
    config = row.config if row else {}
    found = []
    for credential in changing.fields(manifest):
        hidden = credential.name in secret
        value = "" if hidden else (typed or {}).get(credential.name, config.get(credential.name, ""))
        found.append(Field(credential, value, credential.name in kept or bool(config.get(credential.name))))
    return found


def asked_for_consent(manifest: Manifest, row: Connection | None) -> list[Field]:
    """What a service has to be told before anybody can consent there, such as the shop's address."""
    if manifest.oauth is None:
        return []
    names = {name for _text, name, _spec, _how in Formatter().parse(manifest.oauth.authorize_url) if name}
    return [field for field in fields(manifest, row) if field.credential.name in names]


def ends_at(service: Service, row: Connection | None) -> datetime | None:
    """When consent ends for want of somebody who renews it; None where it is renewed by itself, or does not end."""
    spec = service.manifest.oauth
    renewed = spec is not None and row is not None and spec.refresh_name in vault.names(row)
    return None if renewed else service.status.expires_at


def more_rights(manifest: Manifest, row: Connection | None) -> tuple[str, ...]:
    """What this version asks for and an earlier consent was not asked for; nothing where values were entered."""
    if manifest.oauth is None or row is None or row.consent is None:
        return ()
    known = {*row.consent["asked"], *row.consent["granted"]}
    return tuple(short(right) for right in manifest.oauth.scopes if right not in known)


@dataclass(frozen=True)
class Reading:
    """How far the first reading of one kind of thing is; `percent` is None where the service does not count them."""

    word: str
    done: int
    percent: int | None
    finished_at: datetime | None


def readings(slug: str) -> list[Reading]:
    """What is read from a service into the mirror, as far as it is; empty where nothing is or was."""
    cursors = SyncCursor.objects.filter(connection__connector=slug, resource__in=RESOURCES).order_by("pk")
    return [
        Reading(
            str(RESOURCES[each.resource]),
            each.done,
            each.percent if each.total or each.finished_at else None,
            each.finished_at,
        )
        for each in cursors
    ]


@dataclass(frozen=True)
class RateUse:
    """The share of the service's limit that is used now, in percent; `stopped`: calls wait after failures."""

    percent: float
    per_s: float | None
    per_minute: float | None
    stopped: bool


def rate_use(manifest: Manifest) -> RateUse | None:
    """None for a service that is not called by HTTP."""
    if not manifest.base_url:
        return None
    rate = manifest.rate
    return RateUse(100 * bucket.used(manifest), rate.per_s, rate.per_minute, breaker.is_open(manifest))


def _service(status: Status) -> Service:
    titles = tuple(each.title for each in dependents.of(status.connector))
    return Service(status, registry.get(status.connector), titles)


def _is_provided(manifest: Manifest) -> bool:
    return manifest.level == "platform" and manifest.slug not in NOT_A_CLIENTS


def model_of(slug: str) -> str:
    """The text model that is asked there, "" for services that are none."""
    return str(settings.LLM_MODELS.get(slug, ""))


def word_of(state: Connection.State) -> str:
    """A state in the reader's language."""
    return {
        State.CONNECTED: _("Connected"),
        State.CONFIGURED: _("Configured"),
        State.MISSING: _("Missing"),
        State.BROKEN: _("Broken"),
    }[state]
