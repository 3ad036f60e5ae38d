"""Shopify's GraphQL over the seam: errors stand inside HTTP 200, and every query has a price in points."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem
from integrations.http import Answer, Http, bucket, outcome, pace

Row = dict[str, Any]
T = TypeVar("T")
RESERVE = 0.1
"""The share of the shop's bucket left to other applications of the client."""
_folder = Path(__file__).parent / "queries"


@cache
def text(name: str) -> str:
    """A query with the fragments it uses."""
    query = (_folder / f"{name}.graphql").read_text()
    return query + (_folder / "order_row.fragment.graphql").read_text() if "...OrderRow" in query else query


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """Errors stand inside 200, each with a code; what a mutation refuses stands in its own `userErrors`."""
    if problem is not None:
        return problem
    errors = answer.object().get("errors") or []
    if not errors:
        return _user_error(answer)
    codes = {str((error.get("extensions") or {}).get("code")) for error in errors}
    if "THROTTLED" in codes:
        # It was not run, so even a mutation may be sent again.
        return outcome.slower(answer, retry_after_s=_missing_points_s(answer))
    if "ACCESS_DENIED" in codes:
        sentence = _("Shopify does not allow this with these rights. Connect the shop again.")
        return outcome.rejected(answer, sentence, code="not_authorised", detail=str(errors))
    if "INTERNAL_SERVER_ERROR" in codes:
        return outcome.failed(answer, code="internal_error")
    code = "too_costly" if "MAX_COST_EXCEEDED" in codes else "bad_query"
    return outcome.rejected(answer, _("Shopify does not understand the query."), code=code, detail=str(errors))


def _user_error(answer: Answer) -> Problem | None:
    payloads = [each for each in answer.object("data").values() if isinstance(each, dict)]
    first = next((error for each in payloads for error in each.get("userErrors") or []), None)
    if first is None:
        return None
    sentence = _("Shopify refused it: %(why)s") % {"why": first["message"]}
    return outcome.rejected(answer, sentence, code=str(first.get("code") or "user_error").lower(), detail=str(first))


def _missing_points_s(answer: Answer) -> float:
    """Seconds until the bucket holds enough for this query."""
    cost = (answer.object().get("extensions") or {}).get("cost") or {}
    status = cost.get("throttleStatus") or {}
    missing = float(cost.get("requestedQueryCost") or 0) - float(status.get("currentlyAvailable") or 0)
    return max(missing / float(status.get("restoreRate") or 50), pace.BASE_S)


class GraphQl:
    """Sends one named query. Source: shopify.dev, "GraphQL Admin API: errors" and "API limits"."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def read(self, name: str, take: Callable[[Row], T], *, cost: float = 10, **variables: Any) -> T:
        """What `take` finds in the data of a query, which may be asked again."""
        return self._taken(name, variables, take, repeatable=True, cost=cost)

    def write(self, name: str, take: Callable[[Row], T], *, repeatable: bool = False, **variables: Any) -> T:
        """What `take` finds in the data of a mutation. Raises Rejected with the first of its `userErrors`."""
        return self._taken(name, variables, take, repeatable=repeatable, cost=10)

    def _taken(self, name: str, variables: Row, take: Callable[[Row], T], *, repeatable: bool, cost: float) -> T:
        body = {"query": text(name), "variables": variables}
        answer = self._http.post("/graphql.json", json=body, repeatable=repeatable, cost=cost)
        with answer.reading():
            self._keep_reserve(answer.object())
            return take(answer.object("data"))

    def _keep_reserve(self, found: Row) -> None:
        """Slow every worker down before the shop does, by what its answer says is left."""
        status = ((found.get("extensions") or {}).get("cost") or {}).get("throttleStatus") or {}
        if status:
            missing = float(status["maximumAvailable"]) * RESERVE - float(status["currentlyAvailable"])
            if missing > 0:
                bucket.hold(self._http.manifest, missing / float(status["restoreRate"]))
