"""Goods and orders. Source: developers.cjdropshipping.com/en/api, API 2.0."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.costs import Price
from integrations.errors import Rejected, Temporary
from integrations.http import Answer, Http
from integrations.http.auth import Auth
from integrations.http.exchange import Exchange
from tenants import clock

Row = dict[str, Any]
LOGIN = "/authentication/getAccessToken"
UNPAID = 3
"""`payType` that makes an order without paying it: nothing is spent before a person agrees."""
_no_credentials = {1600001, 1600002, 1600003, 1600004, 1600005, 1600006, 1600008, 1600030, 1600031}
_slower = {1600200, 1600201}
BUSY = 1600000


def auth(values: Mapping[str, str]) -> Auth:
    """The key is exchanged for a token of 15 days; CJ gives the same one for a day."""
    return Exchange("cjdropshipping", LOGIN, {"apiKey": values["CJ_API_KEY"]}, _token, header="CJ-Access-Token")


def _token(answer: Answer) -> tuple[str, float]:
    body = sense(answer)
    until = datetime.fromisoformat(str(body["accessTokenExpiryDate"]))
    return str(body["accessToken"]), (until - clock.now()).total_seconds()


def sense(answer: Answer) -> Any:
    """The data; CJ tells its errors inside 200 by a number."""
    body = answer.object()
    if body.get("result") is True:
        return body.get("data")
    number = body.get("code")
    if not isinstance(number, int):
        raise answer.unreadable()
    if number in _slower:
        raise Temporary(_("CJ asks to call less often."), code="rate_limited")
    if number == BUSY:
        raise Temporary(_("CJ is busy."), code="service_error")
    if number in _no_credentials:
        raise Rejected(_("CJ does not accept the key. Connect it again."), code="not_authorised", status=200)
    detail = str(body.get("message", ""))[:200]
    raise Rejected(_("CJ refused it: %(why)s") % {"why": detail}, code=f"cj_{number}", status=200, detail=detail)


class CjDropshipping:
    """Amounts are in US dollars, as CJ gives them."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account's settings and quota."""
        return dict(sense(self._http.get("/setting/get")))

    def products(self, words: str, page: int = 1) -> list[Row]:
        """Goods by key words (50 points of the daily quota)."""
        data = sense(self._http.get("/product/listV2", params={"keyWord": words, "page": page, "size": 20}))
        return [row for block in data.get("content") or [] for row in block.get("productList") or []]

    def stock(self, sku: str) -> list[Row]:
        """Stock of a variant by country."""
        return list(sense(self._http.get("/product/stock/queryBySku", params={"sku": sku})) or [])

    def freight(self, start: str, end: str, lines: Sequence[tuple[str, int]]) -> list[Row]:
        """Ways to send variants (vid, quantity) from one country to another, with price and days."""
        products = [{"vid": vid, "quantity": quantity} for vid, quantity in lines]
        body = {"startCountryCode": start, "endCountryCode": end, "products": products}
        return list(sense(self._http.post("/logistic/freightCalculate", json=body, repeatable=True)) or [])

    def create_order(
        self, number: str, *, address: Mapping[str, str], lines: Sequence[tuple[str, int]], way: str, origin: str
    ) -> str:
        """An order that is not paid; `number` is ours, and CJ takes it once. Returns CJ's id.

        `address`: shippingCountryCode, shippingCountry, shippingProvince, shippingCity, shippingAddress,
        shippingCustomerName, shippingPhone, shippingZip.
        """
        body = {
            **address,
            "orderNumber": number,
            "logisticName": way,
            "fromCountryCode": origin,
            "payType": UNPAID,
            "products": [{"vid": vid, "quantity": quantity} for vid, quantity in lines],
        }
        return str(sense(self._http.post("/shopping/order/createOrderV2", json=body))["orderId"])

    def order(self, order: str) -> Row:
        """One order by CJ's id or our number."""
        return dict(sense(self._http.get("/shopping/order/getOrderDetail", params={"orderId": order})))

    def orders(self, status: str | None = None) -> Iterator[Row]:
        """Orders, by status if given, newest first."""
        page = 1
        while True:
            query = {"pageNum": page, "pageSize": 50, "status": status}
            data = sense(self._http.get("/shopping/order/list", params=query))
            rows = list(data.get("list") or [])
            yield from rows
            if page * 50 >= int(data.get("total") or 0) or not rows:
                return
            page += 1

    def pay(self, order: str, *, price: Price | None = None) -> None:
        """Pay an order from the balance, after a person agreed."""
        sense(self._http.post("/shopping/pay/payBalance", json={"orderId": order}, price=price))

    def tracking(self, number: str) -> list[Row]:
        """Where a parcel is, by its tracking number."""
        return list(sense(self._http.get("/logistic/trackInfo", params={"trackNumber": number})) or [])


CLIENT = CjDropshipping
