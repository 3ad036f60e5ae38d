"""What asking a model costs: the most it can be, put aside before; what it was, settled after."""

import math

from django.conf import settings

from integrations import costs
from integrations.connectors.completion import Completion
from integrations.costs import Price
from integrations.models import CostLine
from tenants import context

OVERHEAD_TOKENS = 600
"""What services add of their own for tools and forms (Anthropic states up to 346 for forced tools)."""


def most(slug: str, prompt: str, most_tokens: int) -> int | None:
    """The most one call can cost, in millionths of the client's currency; None where no price is known.

    A token is at least one byte, so the bytes bound the tokens.
    """
    return _micros(slug, len(prompt.encode()) + OVERHEAD_TOKENS, most_tokens)


def bound_of_one_question() -> int:
    """The most one question may cost, in millionths of the client's currency."""
    rate: float = settings.LLM_RATES.get(context.current().currency, 0.0)
    return int(settings.LLM_MOST_MICROS * rate)


def put_aside(slug: str, amount_micros: int) -> CostLine:
    """Raises Refused `budget_reached`."""
    return costs.reserve([(None, Price(what=f"llm-{slug}", amount_micros=amount_micros))])[0]


def settle(line: CostLine, slug: str, found: Completion) -> int:
    """Close the line at what the tokens cost; the millionths spent.

    Never more than was put aside, and all of it where the service counts nothing: its numbers are
    only what it says.
    """
    counted = _micros(slug, found.tokens_in, found.tokens_out) if min(found.tokens_in, found.tokens_out) > 0 else None
    amount = line.amount_micros if counted is None else min(counted, line.amount_micros)
    costs.close(line, spent=True, amount_micros=amount)
    return amount


def _micros(slug: str, tokens_in: int, tokens_out: int) -> int | None:
    price, rate = settings.LLM_PRICES.get(slug), settings.LLM_RATES.get(context.current().currency)
    if price is None or rate is None:
        return None
    # A hostile count may be any number; whole numbers have no bound, floats would overflow.
    dollars = (tokens_in * price[0] + tokens_out * price[1]) // 1_000_000 + 1
    return math.ceil(min(dollars, 10**12) * rate) if any(price) else 0
