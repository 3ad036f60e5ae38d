"""Shopify's GraphQL over the seam: errors stand inside HTTP 200, and every query has a price in points."""

from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Rejected, Temporary, Unknown
from integrations.http import Answer, Http, bucket, pace

TRIES = 3
RESERVE = 0.1
"""The share of the shop's bucket left to other applications of the client."""
_folder = Path(__file__).parent / "queries"


@cache
def text(name: str) -> str:
    """A query with the fragments it uses."""
    query = (_folder / f"{name}.graphql").read_text()
    return query + (_folder / "order_row.fragment.graphql").read_text() if "...OrderRow" in query else query


class GraphQl:
    """Sends one named query. Source: shopify.dev, "GraphQL Admin API: errors" and "API limits"."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def read(self, name: str, *, cost: float = 10, **variables: Any) -> dict[str, Any]:
        """The data of a query, which may be asked again."""
        return self._data(name, variables, repeatable=True, cost=cost)

    def write(self, name: str, field: str, *, repeatable: bool = False, **variables: Any) -> dict[str, Any]:
        """The payload of a mutation. Raises Rejected with `userErrors`."""
        payload: dict[str, Any] = self._data(name, variables, repeatable=repeatable, cost=10)[field] or {}
        if errors := payload.get("userErrors"):
            sentence = _("Shopify refused it: %(why)s") % {"why": errors[0]["message"]}
            code = str(errors[0].get("code") or "user_error").lower()
            raise Rejected(sentence, code=code, status=200, detail=str(errors)[:300])
        return payload

    def _data(self, name: str, variables: dict[str, Any], *, repeatable: bool, cost: float) -> dict[str, Any]:
        for attempt in range(1, TRIES + 1):
            body = {"query": text(name), "variables": variables}
            answer = self._http.post("/graphql.json", json=body, repeatable=repeatable, cost=cost)
            found = answer.object()
            self._keep_reserve(found)
            errors = found.get("errors") or []
            if not errors and isinstance(found.get("data"), dict):
                return found["data"]  # type: ignore[no-any-return]
            wait = self._throttled(found, errors)
            if wait is None:
                raise self._error(errors, answer, repeatable)
            if attempt == TRIES or wait > pace.LONGEST_S:
                break
            # It was not run, so even a mutation may be sent again.
            pace.sleep(wait)
        raise Temporary(_("Shopify asks to call less often."), code="rate_limited", retry_after_s=wait)

    def _throttled(self, found: dict[str, Any], errors: list[dict[str, Any]]) -> float | None:
        """Seconds until the bucket holds enough for this query; None when that was not the error."""
        if not any((error.get("extensions") or {}).get("code") == "THROTTLED" for error in errors):
            return None
        cost = (found.get("extensions") or {}).get("cost") or {}
        status = cost.get("throttleStatus") or {}
        missing = float(cost.get("requestedQueryCost") or 0) - float(status.get("currentlyAvailable") or 0)
        return max(missing / float(status.get("restoreRate") or 50), pace.BASE_S)

    def _keep_reserve(self, found: dict[str, Any]) -> None:
        """Slow every worker down before the shop does, by what its answer says is left."""
        status = ((found.get("extensions") or {}).get("cost") or {}).get("throttleStatus") or {}
        if status:
            missing = float(status["maximumAvailable"]) * RESERVE - float(status["currentlyAvailable"])
            if missing > 0:
                bucket.hold(self._http.manifest, missing / float(status["restoreRate"]))

    def _error(self, errors: list[dict[str, Any]], answer: Answer, repeatable: bool) -> Exception:
        codes = {str((error.get("extensions") or {}).get("code")) for error in errors}
        if "ACCESS_DENIED" in codes:
            sentence = _("Shopify does not allow this with these rights. Connect the shop again.")
            return self._http.rejected(sentence, code="not_authorised", detail=str(errors))
        if not errors or "INTERNAL_SERVER_ERROR" in codes:
            return answer.unreadable() if not errors else self._failed(repeatable)
        sentence = _("Shopify does not understand the query.")
        code = "too_costly" if "MAX_COST_EXCEEDED" in codes else "bad_query"
        return self._http.rejected(sentence, code=code, detail=str(errors))

    def _failed(self, repeatable: bool) -> Exception:
        if repeatable:
            return Temporary(_("Shopify has a fault of its own."), code="internal_error")
        return Unknown(_("Shopify failed in the middle; look there before repeating it."), code="internal_error")
