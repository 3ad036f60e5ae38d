"""The shop's regular work: listening, and reading what was missed."""

from django.utils.translation import gettext as _

import events
from events.work import Work
from integrations import connections
from integrations.models import Connection
from integrations.sync import currency, news, pulling, shops, subscribing, together, vanished

PULL, LISTEN = "integrations.pull_shop", "integrations.listen_to_shop"


@events.handler(PULL, lease_s=300, explain=lambda work: _("Reads what changed in the shop."))
def pull(work: Work) -> None:
    """Go on reading from where the last reading ended."""
    row = Connection.objects.to("shopify").first()
    if row and connections.is_connected("shopify"):
        with currency.watched(row):
            pulling.pull(extend=work.extend)


@events.handler(LISTEN, explain=lambda work: _("Sees to it that the shop tells by itself what changes."))
def listen(work: Work) -> None:
    """Its own job: a first reading takes long and may fail, and what happens meanwhile is not to be missed."""
    if connections.is_connected("shopify"):
        shops.remember()
        subscribing.subscribe()


@events.cron("integrations.poll_shop", "*/5 * * * *", lease_s=300)
def poll(work: Work) -> None:
    """What no webhook brought; every page stands for itself, so an interrupted turn is continued by the next."""
    if connections.is_connected("shopify"):
        events.enqueue(LISTEN, {}, key=f"listen_to_shop:{work.key}")
    pull(work)


@events.subscribe("connection.changed", when=lambda data: data.get("connector") == "shopify", atomic=True)
def begin(work: Work) -> None:
    """A shop that was just connected is listened to and read at once."""
    if work.event and work.event.data.get("state") == Connection.State.CONNECTED:
        events.enqueue(LISTEN, {}, key=f"listen_to_shop:{work.event.id}")
        events.enqueue(PULL, {}, key=f"pull_shop:{work.event.id}")


@events.subscribe(
    "hook.shopify.order.changed",
    "hook.shopify.order.deleted",
    "hook.shopify.order.refunded",
    "hook.shopify.order.delivered",
    "hook.shopify.customer.changed",
    "hook.shopify.customer.deleted",
    "hook.shopify.customer.merged",
    "hook.shopify.product.changed",
    "hook.shopify.product.deleted",
    "hook.shopify.checkout.changed",
    "hook.shopify.checkout.deleted",
    "hook.shopify.app.uninstalled",
    "hook.shopify.privacy.asked",
    "hook.shopify.privacy.redact",
    "hook.shopify.privacy.shop_redact",
    atomic=True,
)
def take_news(work: Work) -> None:
    """One piece of news into the mirror, in one transaction with its job; a state with others that wait."""
    if work.event and not together.take(work):
        news.take(work.event.type, work.event.subject_id, work.event.data)


@events.handler(news.REFETCH, explain=lambda work: _("Reads an order of the shop again."))
def refetch_order(work: Work) -> None:
    """What was paid back, in the shop's currency, and when it arrived are told only when asked for."""
    row = Connection.objects.filter(pk=int(work.args["connection_id"])).first()
    if row and connections.status("shopify").state != Connection.State.MISSING:
        with currency.watched(row):
            pulling.refetch_order(row, str(work.args["order"]))


@events.cron("integrations.find_vanished", "37 2 * * *", lease_s=300)
def find_vanished(work: Work) -> None:
    """Let go of what the shop deleted without our hearing of it."""
    vanished.find(extend=work.extend)
