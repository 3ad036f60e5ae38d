"""A shop's query desk that answers whatever the test says, even nonsense the published schema forbids.

That our queries fit the schema is tested with the connector; here only the answers matter.
"""

import re
from collections.abc import Callable
from typing import Any

from tests.fakes.calls import Call
from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

DESK = "POST /graphql.json"
TOLD = Contracted(
    values={"SHOPIFY_STORE": "maison.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "shpat_canary"},
    main=Host(documented({DESK: {"body": {"query": str, "variables": dict}}})),
    cases={},
)
LAST = {"hasNextPage": False, "endCursor": None}
Answer = Any | Callable[[dict[str, Any]], Any]


def product(**changes: Any) -> dict[str, Any]:
    """One that passes every check and can be bought."""
    return {
        "id": "gid://shopify/Product/1",
        "title": "Hand-thrown tea bowl",
        "status": "ACTIVE",
        "onlineStoreUrl": "https://shop.example/bowl",
        "descriptionHtml": "<p>" + "Fired twice and glazed by hand. " * 8 + "</p>",
        "seo": {"title": None, "description": "A tea bowl from Fes, thrown and glazed by hand, fired twice."},
        "media": {"nodes": [{"alt": "A blue bowl", "mediaContentType": "IMAGE"}]},
        "variants": {"nodes": [variant(4)]},
    } | changes


def variant(left: Any, *, tracked: bool = True) -> dict[str, Any]:
    return {"inventoryQuantity": left, "inventoryItem": {"tracked": tracked}}


def listed(*rows: Any, more: str | None = None) -> dict[str, Any]:
    return {"products": {"nodes": list(rows), "pageInfo": {"hasNextPage": bool(more), "endCursor": more}}}


def desk(**answers: Answer) -> dict[str, Any]:
    """Replies by the name of the query; a callable is given the query's variables."""

    def reply(call: Call, _operation: Any) -> Any:
        body = call.json()
        name = re.match(r"query (\w+)", body["query"])
        found = answers[name[1]] if name else None
        found = found(body["variables"]) if callable(found) else found
        return found if isinstance(found, dict) and "errors" in found else {"data": found}

    return {DESK: reply}


def asked(fake: Any) -> list[str]:
    """The names of the queries, in their order."""
    return [re.match(r"query (\w+)", call.json()["query"])[1] for call in fake.calls]
