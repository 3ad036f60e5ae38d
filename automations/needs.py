"""What an automation cannot do without; the shop's data and connectors are named as sensors name them."""

from django.utils.functional import Promise

from integrations import mail
from sensors.needs import Connector, ImportedOrders, Missing, OneOf, all_missing
from sensors.needs import Need as Need
from sensors.tools import Tools
from tenants import clock, context

__all__ = ["Connector", "ImportedOrders", "MailTransport", "Missing", "Need", "OneOf", "missing_now"]


class MailTransport:
    """Mail can leave: into the local folder, or through the server of `EMAIL_URL`."""

    def missing(self, tools: Tools) -> Missing | None:
        obstacle = mail.obstacle(tools.client)
        return Missing(obstacle.sentence, ("EMAIL_URL",)) if obstacle else None


def missing_now(needs: "list[Need] | tuple[Need, ...]") -> list[str | Promise]:
    """What the current client lacks, in words."""
    tools = Tools(context.current(), clock.now())
    return [missing.sentence for missing in all_missing(list(needs), tools)]
