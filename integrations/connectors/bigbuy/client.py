"""Goods and orders. Source: api.bigbuy.eu/rest/doc; the open client Bixoto/PyBigBuy."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from integrations.costs import Price
from integrations.errors import Rejected
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["BIGBUY_API_KEY"])


class BigBuy:
    """Amounts are in euros, as BigBuy gives them."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """What is in the account's purse."""
        answer = self._http.get("/user/purse.json")
        found = answer.json()
        with answer.reading():
            return {"purse": float(found["purse"] if isinstance(found, dict) else found)}

    def product(self, sku: str, language: str = "en") -> Row | None:
        """Name and texts of the product with this SKU, or None."""
        path = f"/catalog/productinformationbysku/{quote(sku, safe='')}.json"
        try:
            rows = self._http.get(path, params={"isoCode": language}).rows()
        except Rejected as refusal:
            if refusal.status == 404:
                return None
            raise
        return rows[0] if rows else None

    def stock(self, product: int) -> Row:
        """Stock of a product with the days it takes to send it."""
        return self._http.get(f"/catalog/productstock/{product}.json").object()

    def check_order(
        self, reference: str, *, address: Mapping[str, str], lines: Sequence[tuple[str, int]], carriers: Sequence[str]
    ) -> Row:
        """What the order would cost; nothing is ordered."""
        body = _body(reference, address, lines, carriers)
        return self._http.post("/order/check.json", json=body, repeatable=True).object()

    def create_order(
        self,
        reference: str,
        *,
        address: Mapping[str, str],
        lines: Sequence[tuple[str, int]],
        carriers: Sequence[str],
        price: Price | None,
    ) -> str:
        """Order and pay from the purse, after a person agreed; `reference` is ours. Returns BigBuy's id.

        Ask `order_by_reference` before repeating it.
        """
        body = _body(reference, address, lines, carriers)
        return str(self._http.post("/order/create.json", json=body, price=price).value("order_id"))

    def order_by_reference(self, reference: str) -> Row | None:
        """The order with our reference, or None."""
        try:
            return self._http.get(f"/order/reference/{quote(reference, safe='')}.json").object()
        except Rejected as refusal:
            if refusal.status == 404:
                return None
            raise

    def tracking(self, order: str) -> list[Row]:
        """Carrier and number of each parcel of an order."""
        return self._http.get(f"/tracking/order/{quote(order, safe='')}.json").rows()


def _body(reference: str, address: Mapping[str, str], lines: Sequence[tuple[str, int]], carriers: Sequence[str]) -> Row:
    """`address`: firstName, lastName, country, postcode, town, address, phone, email."""
    order = {
        "internalReference": reference,
        "language": "en",
        "paymentMethod": "moneybox",
        "carriers": [{"name": name} for name in carriers],
        "shippingAddress": dict(address),
        "products": [{"reference": sku, "quantity": quantity} for sku, quantity in lines],
    }
    return {"order": order}


CLIENT = BigBuy
