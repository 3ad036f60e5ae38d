"""HubSpot, from developers.hubspot.com/docs/api-reference (crm objects 2026-03, pipelines, associations)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

AT = datetime(2026, 11, 1, tzinfo=UTC)
BASE = "/crm/objects/2026-03"
SEARCH = {
    "filterGroups": [{"filters": [{"propertyName": str, "operator": {"EQ", "GTE", "LTE", "IN"}, "value": str}]}],
    "sorts?": [{"propertyName": str, "direction": {"ASCENDING", "DESCENDING"}}],
    "properties": list,
    "limit": int,
    "after?": str,
}
LINK = {"to": {"id": str}, "types": [{"associationCategory": {"HUBSPOT_DEFINED"}, "associationTypeId": int}]}
ROUTES = {
    f"GET {BASE}/contacts": {"query": {"limit?": int}},
    f"GET {BASE}/contacts/{{id}}": {"query": {"properties?": str}},
    f"POST {BASE}/contacts/search": {"body": SEARCH},
    f"POST {BASE}/deals/search": {"body": SEARCH},
    f"POST {BASE}/contacts/batch/upsert": {"body": {"inputs": [{"id": str, "idProperty": str, "properties": dict}]}},
    "GET /crm/pipelines/2026-03/deals": {},
    f"POST {BASE}/deals": {"body": {"properties": dict, "associations?": [LINK]}},
    f"PATCH {BASE}/deals/{{id}}": {"body": {"properties": dict}},
    f"PUT {BASE}/deals/{{id}}/associations/default/contacts/{{contact}}": {},
}


def search(call: Any, _operation: Any) -> Any:
    body = call.json()
    if body["limit"] == 1:
        return {"results": [{"id": "1"}]}
    if "after" in body:
        return {"results": [{"id": "2"}]}
    return {"results": [{"id": "1"}], "paging": {"next": {"after": "100"}}}


REPLIES = {
    f"GET {BASE}/contacts": {"results": []},
    f"GET {BASE}/contacts/{{id}}": {"id": "7", "properties": {"email": "a@shop.example"}},
    f"POST {BASE}/contacts/search": search,
    f"POST {BASE}/deals/search": search,
    f"POST {BASE}/contacts/batch/upsert": lambda call, _o: {
        "results": [{"id": row["id"]} for row in call.json()["inputs"]]
    },
    "GET /crm/pipelines/2026-03/deals": {"results": [{"id": "default"}]},
    f"POST {BASE}/deals": {"id": "9"},
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"HUBSPOT_ACCESS_TOKEN": "pat-canary"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Bearer pat-canary"}),
        cases={
            "probe": (lambda c: c.probe()["results"], []),
            "contacts": (lambda c: [row["id"] for row in c.contacts(AT, ["email"])], ["1", "2"]),
            "deals": (lambda c: [row["id"] for row in c.deals(AT, ["dealname"])], ["1", "2"]),
            "contact": (lambda c: c.contact("a@shop.example", ["email"]), {"id": "1"}),
            "contact_of": (lambda c: c.contact_of("7", ["email"])["properties"]["email"], "a@shop.example"),
            "upsert_contacts": (
                lambda c: len(c.upsert_contacts([{"email": f"{n}@shop.example"} for n in range(101)])),
                101,
            ),
            "deal_pipelines": (lambda c: c.deal_pipelines()[0]["id"], "default"),
            "find_deal": (lambda c: c.find_deal("Demo"), {"id": "1"}),
            "create_deal": (lambda c: c.create_deal({"dealname": "Demo"}, contact="1"), "9"),
            "update_deal": (lambda c: c.update_deal("9", {"dealstage": "demo"}), None),
            "associate": (lambda c: c.associate("9", "1"), None),
        },
    )
