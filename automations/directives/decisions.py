"""The critic of what autonomy starts: the same checks as for a person's order, with the rights that autonomy has."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from automations.base import Automation
from automations.directives.critic import Bench, Criticism, Objection, judged
from automations.directives.wish import Wish
from automations.models import Setting
from automations.policy import Decided
from automations.reading.sentence import fold
from automations.services.starting import checked_params
from tenants.errors import Refused
from tenants.models import Client

AUTONOMY = "autonomy"
"""How a wish names this reader."""


def criticise_decision(
    slug: str, text: str, *, client: Client, decided: Decided, given: dict[str, Any] | None = None
) -> Criticism:
    """Judge the start of `slug` that autonomy decided, written down as `text`, against the client as it is now.

    `decided` are the policy's answers to its dry run, `given` parameters beside those that are set.
    """
    return judged(_Decision(text, Wish("plan", slug, by=AUTONOMY), given or {}, client, decided))


class _Decision(Bench):
    """Nobody asks for it, so that its right comes from what was switched on, and its risk from the policy."""

    def __init__(self, text: str, wish: Wish, given: dict[str, Any], client: Client, decided: Decided) -> None:
        super().__init__(text, wish, given, client, None)
        self.decided = decided

    def checks(self) -> Sequence[Callable[[], None]]:
        return (
            self.safe, self.known, self.ordered, self.built, self.allowed,
            self.plausible, self.parameters, self.ready, self.active, self.limits,
        )  # fmt: skip

    def allowed(self) -> None:
        """Autonomy starts what was made to answer a cause and is switched on, nothing else."""
        if not isinstance(self.declaration, Automation) or not self._is_on(self.declaration):
            raise Objection("refuse", "not_allowed", _("Autonomy may not start this: it is not switched on for it."))

    def _is_on(self, automation: Automation) -> bool:
        setting = Setting.objects.of(automation.slug).first()
        enabled = self.client.vertical in automation.on_from_start if setting is None else setting.enabled
        return enabled and bool(automation.answers)

    def plausible(self) -> None:
        """What was written down names what is started."""
        assert self.declaration is not None
        if self.text and fold(str(self.declaration.title)) not in fold(self.text):
            raise Objection("refuse", "no_match", _("What was decided names another automation."))

    def parameters(self) -> None:
        assert isinstance(self.declaration, Automation)
        try:
            self.params = checked_params(self.declaration, self.given)
        except Refused as problem:
            raise Objection("refuse", problem.code, problem.sentence) from None

    def limits(self) -> None:
        """Every action of the dry run goes or asks a person, as its risk class has it; none is refused."""
        if self.decided.refused:
            raise Objection("refuse", "over_limits", _("The rules refuse a part of what it would do."))
