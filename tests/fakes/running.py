"""All fakes at once, a mail server too, to look at the product with its services (`manage.py up --with-fakes`)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from integrations import registry
from integrations.manifest import Manifest
from tenants import clock
from tests.fakes import ai_played, consents, shopify_consent
from tests.fakes.calls import Call
from tests.fakes.consent import Consent
from tests.fakes.consents import Consents
from tests.fakes.klaviyo_account import Account
from tests.fakes.mail_server import MailServer
from tests.fakes.server import Fake, unproved
from tests.fakes.shopify_counter import STORE, PlayedShop
from tests.integrations.connectors.contracts import Host, contracted, slugs

LETTERS = 60
NOBODY = "http://127.0.0.1:9"
"""Where the services are sought that nobody plays: nothing may reach a real one."""


class Stops(Protocol):
    def stop(self) -> None: ...


@dataclass
class Running:
    """`bases`: what the processes are told by environment; `values`: by connector, what a person enters to connect.

    `consented`: connectors whose connect button works, with what it asks for; `counter`: the shop's own page.
    """

    bases: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    consented: dict[str, str] = field(default_factory=dict)
    fakes: list[Stops] = field(default_factory=list)
    counter: str = ""
    shop: PlayedShop | None = None

    def stop(self) -> None:
        for fake in self.fakes:
            fake.stop()


def start_all(specs: Path, only: list[str] | None = None, *, orders: int = 320) -> Running:
    """Start the fake of each connector; one whose specification is not at hand is left out, by name.

    Their applications are in the environment, so that the connect buttons work. `orders` is the size of the shop.
    """
    running, asked = Running(), Consents()
    _mail(running)
    for slug in only or slugs():
        try:
            if slug == "shopify":
                _shop(running, specs, orders)
            else:
                _service(running, slug, specs, asked)
        except FileNotFoundError:
            running.left_out.append(slug)
    for manifest in registry.all():
        for name in _variables(manifest):
            running.bases.setdefault(name, NOBODY)
    return running


def _mail(running: Running) -> None:
    """Letters leave by a server; it keeps them where they are looked at without one."""
    server = MailServer().start()
    running.fakes.append(server)
    running.bases["EMAIL_URL"] = server.url


def _shop(running: Running, specs: Path, orders: int) -> None:
    shop = PlayedShop(specs, orders=orders, numbers_from=int(clock.now().timestamp()) % 10**8).start()
    running.fakes.append(shop)
    running.shop, running.counter = shop, shop.counter.url
    running.bases["SHOPIFY_API_BASE"] = shop.shop.base
    running.bases["SHOPIFY_OAUTH_API_BASE"] = shop.shop.fake.url
    _application(running, "shopify", shopify_consent.APP, shopify_consent.SECRET)
    running.consented["shopify"] = STORE


def _service(running: Running, slug: str, specs: Path, asked: Consents) -> None:
    told, consent = contracted(slug, specs), asked.of(slug)
    for name, host in {"": told.main, **told.others}.items():
        fake = _remembering(told.main.replies) if slug == "klaviyo" else _played(slug, host).start()
        running.fakes.append(fake)
        if consent:
            fake.proves = _proof(consent, fake.auth)
        running.bases[_variable(slug, name)] = fake.url + getattr(host.contract, "base_path", "")
    running.values[slug] = dict(told.values)
    if consent:
        door = Fake(consent, consent.replies).start()
        running.fakes.append(door)
        running.bases[_variable(slug, "oauth")] = door.url
        _application(running, slug, consents.APP, consents.SECRET)
        running.consented[slug] = ""


def _played(slug: str, host: Host) -> Host:
    """A text model answers what it is asked, in the form that is asked for; others as their contracts have it."""
    return replace(host, replies=ai_played.replies(slug, host.replies)) if slug in ai_played.QUESTIONS else host


def _remembering(others: Mapping[str, Any]) -> Fake:
    """Klaviyo keeps what it is told, and has letters that were opened; the rest is answered by example."""
    account = Account()
    own = ("GET /api/accounts", "GET /api/metrics", "GET /api/events", "POST /api/profile-import", "POST /api/events")
    account.fake.replies.update({name: reply for name, reply in others.items() if name not in own})
    for number in range(LETTERS):
        metric = "Clicked Email" if number % 5 == 0 else "Opened Email"
        at = clock.now() - timedelta(hours=7 * number + 1)
        account.happened(f"reader.{number % 23}@customers.example", metric=metric, at=at)
    return account.fake.start()


def _proof(consent: Consent, auth: Mapping[str, str]) -> Callable[[Call], bool]:
    """The key that was entered by hand, or a token that somebody consented to."""
    others = {name: value for name, value in auth.items() if name.lower() != "authorization"}

    def proves(call: Call) -> bool:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        return not unproved(call, auth) or (consent.accepts(token) and not unproved(call, others))

    return proves


def _application(running: Running, slug: str, identity: str, secret: str) -> None:
    spec = registry.get(slug).oauth
    assert spec is not None
    running.bases[spec.client_id_name], running.bases[spec.client_secret_name] = identity, secret


def _variable(slug: str, host: str) -> str:
    return "_".join(part for part in (slug.upper(), host.upper(), "API_BASE") if part)


def _variables(manifest: Manifest) -> Iterator[str]:
    for host in ("", *manifest.other_bases, *(("oauth",) if manifest.oauth else ())):
        yield _variable(manifest.slug, host)
