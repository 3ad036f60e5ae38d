"""One question through its chain: each service in turn, the rule when none of them answers well."""

import json
import time
from typing import Any

import structlog
from django.conf import settings

from integrations import connections, costs
from integrations.connectors.completion import Completion
from integrations.errors import Problem, Unknown
from integrations.llm import pricing, prompts, purposes
from integrations.llm.answer import RULES, Answer
from integrations.llm.forms import Form, Misfit
from integrations.llm.prompts import Prompt
from integrations.llm.purposes import Purpose
from integrations.metrics import ASKED
from integrations.models import Connection

log = structlog.get_logger(__name__)

SHORTEST_S = 1.0
"""With less time left than this a service is not asked again."""
_paid = frozenset({"timeout", "broke_off", "bad_answer", "answer_too_large", "model_refused"})
"""Failures after which the service may have written, and charges for, an answer."""
_nonsense = (AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError)
"""What reading an answer raises whose parts have other types than any service would send."""


class Passed(Exception):
    """This service is not asked (again) for this question; the text is a code."""


def ask(purpose: str, prompt: Prompt, form: Form) -> Answer:
    """Ask the purpose's chain. What comes back fits `form`, or is the purpose's rule marked `by="rules"`.

    Never raises for what a service does, nor for a used-up budget. The model has no tools, and its
    words are data: whoever uses them checks them. Must not run inside a transaction. Source:
    docs/decisions/0013-text-models.md.
    """
    asking = Asking(purposes.get(purpose), prompt, form)
    for slug in settings.LLM_CHAINS[asking.purpose.chain]:
        if (found := asking.by(slug)) is not None:
            return found
    return asking.by_rules()


def is_available(purpose: str) -> bool:
    """Is any service of the purpose's chain set up, so that asking could do more than the rule?"""
    unusable = (Connection.State.MISSING, Connection.State.BROKEN)
    return any(connections.status(slug).state not in unusable for slug in _chain(purpose))


def _chain(purpose: str) -> list[str]:
    found: list[str] = settings.LLM_CHAINS[purposes.get(purpose).chain]
    return found


class Asking:
    """One question on its way, with what it has used up."""

    def __init__(self, purpose: Purpose, prompt: Prompt, form: Form) -> None:
        template = prompts.template(purpose.slug, prompt.version)
        self.purpose, self.form, self.data = purpose, form, prompt.data
        self.name = f"{purpose.slug}/{prompt.version}"
        self.system, self.task = template.system, template.filled(prompt.data)
        self.failed: list[tuple[str, str]] = []
        self.steps = self.cost_micros = 0

    def by(self, slug: str) -> Answer | None:
        """The service's answer; None, with the reason noted, when it has no good one."""
        try:
            return self._by(slug)
        except Problem as problem:
            code = problem.code
        except Misfit:
            code = "misfit"
        except Passed as passed:
            code = str(passed)
        self.failed.append((slug, code))
        ASKED.add(slug, code or "failed")
        return None

    def by_rules(self) -> Answer:
        return self._answer(self.purpose.rule(self.data), RULES, "")

    def _by(self, slug: str) -> Answer:
        if len(self.task.encode()) > settings.LLM_MOST_PROMPT_BYTES:
            raise Passed("prompt_too_long")
        client = connections.bound(slug, why="llm")
        until = time.monotonic() + settings.LLM_SECONDS
        found = self._step(slug, client, self.task, until)
        try:
            values = self._read(found)
        except Misfit as misfit:
            # Only our own words about what was wrong go back: the answer itself could hold anything.
            again = f"{self.task}\n\nAn earlier answer was refused: {'; '.join(misfit.problems)}. Answer anew."
            found = self._step(slug, client, again, until)
            values = self._read(found)
        return self._answer(values, slug, settings.LLM_MODELS[slug])

    def _read(self, found: Completion) -> dict[str, Any]:
        if found.cut:
            raise Misfit("the answer was too long to end")
        return self.form.parse(found.text)

    def _step(self, slug: str, client: Any, task: str, until: float) -> Completion:
        """One call, paid for. Raises Passed when it would go beyond a bound."""
        left = until - time.monotonic()
        if left < SHORTEST_S:
            raise Passed("timeout")
        if self.steps >= settings.LLM_MOST_STEPS:
            raise Passed("too_many_steps")
        schema = self.form.schema()
        most = pricing.most(slug, self.system + task + json.dumps(schema), self.purpose.most_tokens)
        if most is None or slug not in settings.LLM_MODELS:
            raise Passed("no_price")
        if self.cost_micros + most > pricing.bound_of_one_question():
            raise Passed("too_dear")
        self.steps += 1
        line, spent = pricing.put_aside(slug, most), True
        try:
            found: Completion = client.complete(
                self.system,
                task,
                model=settings.LLM_MODELS[slug],
                schema=schema,
                most_tokens=self.purpose.most_tokens,
                timeout_s=left,
            )
            self.cost_micros += pricing.settle(line, slug, found)
            return found
        except Problem as problem:
            spent = problem.code in _paid or isinstance(problem, Unknown)
            raise
        except _nonsense:
            log.warning("llm.nonsense", connector=slug)
            raise Passed("bad_answer") from None
        finally:
            costs.close(line, spent=spent)  # does nothing to a line that was settled

    def _answer(self, values: Any, by: str, model: str) -> Answer:
        failed = tuple(self.failed)
        ASKED.add(by, "answered")
        log.info("llm.asked", prompt=self.name, by=by, steps=self.steps, failed=failed, cost_micros=self.cost_micros)
        return Answer(values, by, model, self.name, failed, self.steps, self.cost_micros)
