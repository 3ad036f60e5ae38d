"""The integrations' regular work, and the reading of deliveries."""

from datetime import datetime

from django.conf import settings

import events
from events.work import Work
from integrations import costs, telling
from integrations.connections import probing, watching
from integrations.hooks import understanding
from integrations.hooks.receiving import HANDLER
from integrations.hooks.taking import handlers as taking_handlers  # noqa: F401  (registers what deliveries mean)
from integrations.oauth import refreshing, returning
from integrations.sync import handlers as sync_handlers  # noqa: F401  (registers the shop's)
from integrations.sync.klaviyo import handlers as klaviyo_handlers  # noqa: F401  (registers Klaviyo's)


@events.handler(HANDLER, atomic=True)
def understand(work: Work) -> None:
    """Turn one delivery into events, and with it others of its connection that wait."""
    about = {"connection": work.args.get("connection")}
    others = events.alike(work, most=understanding.TOGETHER - 1, about=about) if about["connection"] else []
    understanding.understand(int(work.args["delivery_id"]), [int(other.args["delivery_id"]) for other in others])


@events.cron("integrations.forget_deliveries", "41 3 * * *", atomic=True)
def forget_deliveries(_work: Work) -> None:
    """Remove old deliveries that were understood."""
    understanding.forget()


@events.cron("integrations.settle_forgotten", "53 * * * *", atomic=True)
def settle_forgotten(_work: Work) -> None:
    """End what was put aside for calls whose process died."""
    costs.settle_forgotten()


@events.cron("integrations.forget_authorisations", "17 * * * *", atomic=True)
def forget_authorisations(_work: Work) -> None:
    """Remove consents that were finished, or that nobody came back from in time."""
    returning.forget()


@events.cron("integrations.refresh_tokens", "*/10 * * * *")
def refresh_tokens(_work: Work) -> None:
    """Renew tokens before they end, so that nobody has to wait for it."""
    refreshing.freshen_due()


@events.cron("integrations.test_connections", "23 * * * *", lease_s=600)
def test_connections(_work: Work) -> None:
    """Test what was not tested for hours."""
    probing.test_due()


@events.handler(watching.HANDLER)
def look_again(work: Work) -> None:
    """Ask a service that did not answer whether it does by now."""
    since = datetime.fromisoformat(str(work.args["since"]))
    probing.look_again(int(work.args["connection_id"]), since, int(work.args["turn"]))


@events.cron("integrations.pull_secrets", "*/15 * * * *")
def pull_secrets(_work: Work) -> None:
    """Where values are kept in Infisical: notice new and changed ones."""
    if settings.VAULT_BACKEND == "infisical":
        from integrations.vault import infisical

        infisical.pull()


@events.subscribe("connection.changed", when=lambda data: data["state"] == "broken", atomic=True)
def tell_owners(work: Work) -> None:
    """Somebody has to know that a service stopped working; each owner is a job, so that each hears of it once."""
    if work.event:
        telling.plan(str(work.event.data["connector"]), work.event.id)


@events.handler(telling.HANDLER)
def tell_owner(work: Work) -> None:
    """One mail to one owner."""
    telling.tell(str(work.args["connector"]), int(work.args["user_id"]), int(work.args["event_id"]))
