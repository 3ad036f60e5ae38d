"""BigBuy, from api.bigbuy.eu/rest/doc and the open client Bixoto/PyBigBuy."""

from pathlib import Path

from tests.fakes.documented import documented
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts import Contracted, Host

ADDRESS = dict.fromkeys(("firstName", "lastName", "country", "postcode", "town", "address", "phone", "email"), str)
ORDER = {
    "order": {
        "internalReference": str,
        "language": str,
        "paymentMethod": {"moneybox", "paypal", "bankwire"},
        "carriers": [{"name": str}],
        "shippingAddress": ADDRESS,
        "products": [{"reference": str, "quantity": int}],
    }
}
ROUTES = {
    "GET /user/purse.json": {},
    "GET /catalog/productinformationbysku/{sku}.json": {"query": {"isoCode": str}},
    "GET /catalog/productstock/{id}.json": {},
    "POST /order/check.json": {"body": ORDER},
    "POST /order/create.json": {"body": ORDER},
    "GET /order/reference/{reference}.json": {},
    "GET /tracking/order/{id}.json": {},
}
REPLIES = {
    "GET /user/purse.json": 12.5,
    "GET /catalog/productinformationbysku/{sku}.json": [{"id": 5, "sku": "BB-1"}],
    "GET /catalog/productstock/{id}.json": {"stocks": [{"quantity": 3, "maxHandlingDays": 2}]},
    "POST /order/check.json": {"total": 10.0},
    "POST /order/create.json": {"order_id": 77},
    "GET /order/reference/{reference}.json": lambda _call, operation: (
        Reply(404) if operation.values["reference"] == "none" else {"id": "77"}
    ),
    "GET /tracking/order/{id}.json": [{"trackings": []}],
}
TERMS = {"address": dict.fromkeys(ADDRESS, "x"), "lines": [("BB-1", 1)], "carriers": ["gls"]}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"BIGBUY_API_KEY": "canary-1"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe(), {"purse": 12.5}),
            "product": (lambda c: c.product("BB-1"), {"id": 5, "sku": "BB-1"}),
            "stock": (lambda c: c.stock(5)["stocks"][0]["quantity"], 3),
            "check_order": (lambda c: c.check_order("n1", **TERMS)["total"], 10.0),
            "create_order": (lambda c: c.create_order("n1", **TERMS, price=None), "77"),
            "order_by_reference": (
                lambda c: (c.order_by_reference("none"), c.order_by_reference("n1")),
                (None, {"id": "77"}),
            ),
            "tracking": (lambda c: len(c.tracking("77")), 1),
        },
    )
