"""What drafting needs to know of the contacts, read once for the whole plan."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from automations import frequency, quiet_hours
from automations.actions.base import ReservedCode
from automations.context import Context
from automations.languages import language_of
from automations.slots import Span
from automations.wording import Writer
from crm import consent
from crm.models import Contact, Order
from integrations import mail
from tenants.markets import market
from tenants.models import Client


class Desk:
    """Contacts, consent, value and last order of everybody in a plan, in a handful of queries."""

    def __init__(self, ctx: Context, contact_ids: Iterable[int], written_to: Iterable[int]) -> None:
        self.client: Client = ctx.client
        self.now: datetime = ctx.now
        self.origin: str = ctx.client.url("")
        ids = sorted(set(contact_ids))
        self.contacts: dict[int, Contact] = {each.pk: each for each in ctx.contacts.filter(pk__in=ids)}
        self.values: dict[int, int] = ctx.mirror.lifetime_value_cents(ids) if ids else {}
        people = [self.contacts[each] for each in sorted(set(written_to)) if each in self.contacts]
        self._verdicts = consent.may_email_each(people, at=ctx.now, market=market(ctx.client.country)) if people else {}
        self._sent = ctx.sent_to([each.pk for each in people])
        self.last_orders: dict[int, Order] = ctx.last_orders([each.pk for each in people]) if people else {}
        # A dry run costs nothing, so only a real one gets a writer.
        self.writer: Writer | None = None
        # Where nothing will be stored, nobody compares what leaves with what was shown.
        self.seals = True
        # What was put aside for a real run, by the key of its action; a dry run puts nothing aside.
        self.reserved: dict[str, ReservedCode] = {}
        # Times that are taken, the plan's own proposals among them; read when the first time is looked for.
        self.diary: list[Span] | None = None

    @cached_property
    def sender(self) -> str:
        """The address that the client's mail comes from, read once for the whole plan."""
        return mail.sender(self.client)

    def refusal(self, contact_id: int) -> str:
        """Why a contact must not be written to, as a code; "" when they may."""
        verdict = self._verdicts.get(contact_id)
        if verdict is None:
            return "contact_gone"
        if not verdict.allowed:
            return verdict.code
        often = frequency.free_at(self._sent.get(contact_id, []), self.now) > self.now + frequency.GAP
        return "frequency_cap" if often else ""

    def zone(self, contact_id: int) -> ZoneInfo:
        contact = self.contacts.get(contact_id)
        return quiet_hours.zone_of(contact.timezone if contact else "", self.client)

    def language(self, contact_id: int) -> str:
        return language_of(self.contacts[contact_id].language, self.client.language)

    def allowed_from(self, contact_id: int, at: datetime) -> datetime:
        """`at`, or the end of the quiet hours it falls into."""
        return quiet_hours.next_allowed(at, self.zone(contact_id))
