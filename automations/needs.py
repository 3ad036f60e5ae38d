"""What an automation cannot do without; the shop's data and connectors are named as sensors name them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from crm.models import DiscountCode
from integrations import mail
from sensors.needs import Connector, ImportedOrders, Missing, OneOf, all_missing
from sensors.needs import Need as Need
from sensors.tools import Tools
from tenants import clock, context

__all__ = ["CodePool", "Connector", "ImportedOrders", "MailTransport", "Missing", "Need", "OneOf", "missing_now"]


class MailTransport(Connector):
    """Mail can leave: by the client's own account, the server of `EMAIL_URL`, or into the local folder."""

    def __init__(self) -> None:
        super().__init__("smtp")

    def missing(self, tools: Tools) -> Missing | None:
        obstacle = mail.obstacle(tools.client)
        if obstacle is None:
            return None
        return Missing(obstacle.sentence, () if obstacle.code == "broken" else ("EMAIL_URL",))


@dataclass(frozen=True)
class CodePool:
    """Unique codes that the client loaded, at least one of which is free."""

    percent: int

    def missing(self, tools: Tools) -> Missing | None:
        if DiscountCode.objects.free(self.percent, tools.now).exists():
            return None
        facts = {"client": tools.client.name, "percent": self.percent}
        return Missing(
            _("The code pool of %(client)s has no free code of %(percent)s %%: load a file of codes.") % facts
        )


def missing_now(needs: "list[Need] | tuple[Need, ...]") -> list[str | Promise]:
    """What the current client lacks, in words."""
    tools = Tools(context.current(), clock.now())
    return [missing.sentence for missing in all_missing(list(needs), tools)]
