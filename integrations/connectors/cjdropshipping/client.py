"""Goods and orders. Source: developers.cjdropshipping.com/en/api, API 2.0."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.costs import Price
from integrations.errors import Problem
from integrations.http import Answer, Http, outcome
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
    body = answer.object("data")
    until = datetime.fromisoformat(str(body["accessTokenExpiryDate"]))
    return str(body["accessToken"]), (until - clock.now()).total_seconds()


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """CJ tells its errors inside 200 by a number."""
    if problem is not None or answer.object().get("result") is True:
        return problem
    number, detail = answer.value("code"), str(answer.object().get("message", ""))
    if not isinstance(number, int):
        return answer.unreadable()
    if number in _slower:
        return outcome.slower(answer)
    if number == BUSY:
        return outcome.failed(answer, code="service_error")
    if number in _no_credentials:
        return outcome.unauthorised(answer, detail)
    sentence = _("CJ refused it: %(why)s") % {"why": answer.hide(detail, 200)}
    return outcome.rejected(answer, sentence, code=f"cj_{number}", detail=detail)


def _rows(answer: Answer, *path: str) -> list[Row]:
    """A list of the data; CJ gives null for an empty one."""
    holder = answer.object(*path[:-1]) if path[:-1] else answer.object()
    return answer.rows(*path) if holder.get(path[-1]) is not None else []


class CjDropshipping:
    """Amounts are in US dollars, as CJ gives them."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account's settings and quota."""
        return self._http.get("/setting/get").object("data")

    def products(self, words: str, page: int = 1) -> list[Row]:
        """Goods by key words (50 points of the daily quota)."""
        answer = self._http.get("/product/listV2", params={"keyWord": words, "page": page, "size": 20})
        with answer.reading():
            return [dict(row) for block in _rows(answer, "data", "content") for row in block.get("productList") or []]

    def stock(self, sku: str) -> list[Row]:
        """Stock of a variant by country."""
        return _rows(self._http.get("/product/stock/queryBySku", params={"sku": sku}), "data")

    def freight(self, start: str, end: str, lines: Sequence[tuple[str, int]]) -> list[Row]:
        """Ways to send variants (vid, quantity) from one country to another, with price and days."""
        products = [{"vid": vid, "quantity": quantity} for vid, quantity in lines]
        body = {"startCountryCode": start, "endCountryCode": end, "products": products}
        return _rows(self._http.post("/logistic/freightCalculate", json=body, repeatable=True), "data")

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
        return str(self._http.post("/shopping/order/createOrderV2", json=body).value("data", "orderId"))

    def order(self, order: str) -> Row:
        """One order by CJ's id or our number."""
        return self._http.get("/shopping/order/getOrderDetail", params={"orderId": order}).object("data")

    def orders(self, status: str | None = None) -> Iterator[Row]:
        """Orders, by status if given, newest first; CJ cannot be asked for those since a moment: stop reading there."""
        page = 1
        while True:
            query = {"pageNum": page, "pageSize": 50, "status": status}
            answer = self._http.get("/shopping/order/list", params=query)
            rows = _rows(answer, "data", "list")
            with answer.reading():
                total = int(answer.object("data").get("total") or 0)
            yield from rows
            if page * 50 >= total or not rows:
                return
            page += 1

    def pay(self, order: str, *, price: Price | None) -> None:
        """Pay an order from the balance, after a person agreed."""
        self._http.post("/shopping/pay/payBalance", json={"orderId": order}, price=price)

    def tracking(self, number: str) -> list[Row]:
        """Where a parcel is, by its tracking number."""
        return _rows(self._http.get("/logistic/trackInfo", params={"trackNumber": number}), "data")


CLIENT = CjDropshipping
