"""CJ, from developers.cjdropshipping.com/en/api (authentication, products, logistics, orders, payment)."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts import Contracted, Host

LINES = [{"vid": str, "quantity": int}]
ADDRESS = {
    **dict.fromkeys(("shippingCountryCode", "shippingCountry", "shippingProvince", "shippingCity"), str),
    **dict.fromkeys(("shippingAddress", "shippingCustomerName", "shippingPhone", "shippingZip"), str),
}
ROUTES = {
    "POST /authentication/getAccessToken": {"body": {"apiKey": {"canary-key"}}},
    "GET /setting/get": {},
    "GET /product/listV2": {"query": {"keyWord?": str, "page?": int, "size?": int}},
    "GET /product/stock/queryBySku": {"query": {"sku": str}},
    "POST /logistic/freightCalculate": {"body": {"startCountryCode": str, "endCountryCode": str, "products": LINES}},
    "POST /shopping/order/createOrderV2": {
        "body": {
            **ADDRESS,
            "orderNumber": str,
            "logisticName": str,
            "fromCountryCode": str,
            "payType": {3},
            "products": LINES,
        }
    },
    "GET /shopping/order/getOrderDetail": {"query": {"orderId": str}},
    "GET /shopping/order/list": {"query": {"pageNum?": int, "pageSize?": int, "status?": str}},
    "POST /shopping/pay/payBalance": {"body": {"orderId": str}},
    "GET /logistic/trackInfo": {"query": {"trackNumber": str}},
}


def done(data: Any) -> Any:
    """The usual answer, to those who show the token that was made for them."""

    def answer(call: Any, _operation: Any) -> Any:
        if call.headers.get("cj-access-token") != "canary-token":
            return Reply(
                200, {"code": 1600001, "result": False, "message": "Invalid API key or access token", "data": None}
            )
        return {"code": 200, "result": True, "message": "Success", "data": data}

    return answer


TOKEN = {
    "code": 200,
    "result": True,
    "data": {"accessToken": "canary-token", "accessTokenExpiryDate": "2036-12-01T09:16:33+08:00"},
}
REPLIES = {
    "POST /authentication/getAccessToken": TOKEN,
    "GET /setting/get": done({"openId": 1}),
    "GET /product/listV2": done({"content": [{"productList": [{"id": "p1"}]}]}),
    "GET /product/stock/queryBySku": done([{"countryCode": "CN", "storageNum": 9}]),
    "POST /logistic/freightCalculate": done([{"logisticName": "CJPacket"}]),
    "POST /shopping/order/createOrderV2": done({"orderId": "o1"}),
    "GET /shopping/order/getOrderDetail": done({"orderStatus": "CREATED"}),
    "GET /shopping/order/list": done({"list": [{"orderId": "o1"}], "total": 1}),
    "POST /shopping/pay/payBalance": done(None),
    "GET /logistic/trackInfo": done([{"trackingStatus": "In transit"}]),
}
HOME = dict.fromkeys(ADDRESS, "x")


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"CJ_API_KEY": "canary-key"},
        main=Host(documented(ROUTES), REPLIES),
        cases={
            "probe": (lambda c: c.probe(), {"openId": 1}),
            "products": (lambda c: c.products("lamp"), [{"id": "p1"}]),
            "stock": (lambda c: c.stock("CJ-1")[0]["storageNum"], 9),
            "freight": (lambda c: c.freight("CN", "MA", [("v1", 2)])[0]["logisticName"], "CJPacket"),
            "create_order": (
                lambda c: c.create_order("n1", address=HOME, lines=[("v1", 2)], way="CJPacket", origin="CN"),
                "o1",
            ),
            "order": (lambda c: c.order("o1")["orderStatus"], "CREATED"),
            "orders": (lambda c: list(c.orders("CREATED")), [{"orderId": "o1"}]),
            "pay": (lambda c: c.pay("o1", price=None), None),
            "tracking": (lambda c: len(c.tracking("T1")), 1),
        },
    )
