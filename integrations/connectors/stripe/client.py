"""Invoices and payment links. Source: docs.stripe.com/api, version in the manifest.

Not through Stripe's own library: it retries, keeps connections and logs by itself, past the
seam's limits, breaker, redaction and cost lines; what is needed here is a dozen form posts.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from integrations.connectors.stripe.form import flat
from integrations.connectors.stripe.manifest import VERSION
from integrations.errors import Problem
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    """The secret key, with the API version the tests know."""
    return bearer(values["STRIPE_SECRET_KEY"], ("Stripe-Version", VERSION))


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """A 409 may mean that the first call with this key is still at work (docs.stripe.com/error-codes)."""
    error = answer.words().get("error") if answer.status == 409 else None
    busy = isinstance(error, dict) and error.get("code") == "idempotency_key_in_use"
    return outcome.in_progress(answer) if busy else problem


class Stripe:
    """Amounts are in the currency's smallest unit. Every write takes a key: Stripe keeps it for 24 hours."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account's balance: the cheapest call that needs the key."""
        answer = self._http.get("/v1/balance")
        if answer.value("object") != "balance":
            raise answer.unreadable()
        return answer.object()

    def customer(self, email: str) -> Row | None:
        """The newest customer with this address, or None."""
        rows = self._http.get("/v1/customers", params={"email": email, "limit": 1}).rows("data")
        return rows[0] if rows else None

    def create_customer(self, email: str, name: str, *, key: str, reference: str) -> str:
        """Make a customer; `reference` is our id. Returns Stripe's."""
        return self._made("/v1/customers", {"email": email, "name": name, "metadata": {"reference": reference}}, key)

    def create_invoice(self, customer: str, *, currency: str, days_until_due: int, key: str, reference: str) -> str:
        """An empty draft that is sent by mail and charges nobody by itself. Returns its id."""
        fields = {
            "customer": customer,
            "currency": currency.lower(),
            "collection_method": "send_invoice",
            "days_until_due": days_until_due,
            "auto_advance": False,
            "metadata": {"reference": reference},
        }
        return self._made("/v1/invoices", fields, key)

    def add_invoice_item(self, customer: str, invoice: str, *, amount: int, currency: str, text: str, key: str) -> str:
        """One line of a draft. Returns its id."""
        fields = {
            "customer": customer,
            "invoice": invoice,
            "amount": amount,
            "currency": currency.lower(),
            "description": text,
        }
        return self._made("/v1/invoiceitems", fields, key)

    def finalize_invoice(self, invoice: str, *, key: str) -> Row:
        """Give the draft its number; it can no longer be changed."""
        return self._http.post(f"/v1/invoices/{invoice}/finalize", form={"auto_advance": "false"}, key=key).object()

    def send_invoice(self, invoice: str, *, key: str) -> Row:
        """Have Stripe mail it to the customer."""
        return self._http.post(f"/v1/invoices/{invoice}/send", form={}, key=key).object()

    def void_invoice(self, invoice: str, *, key: str) -> Row:
        """Cancel a finalized invoice; it stays on record."""
        return self._http.post(f"/v1/invoices/{invoice}/void", form={}, key=key).object()

    def invoice(self, invoice: str) -> Row:
        """One invoice as it stands: asked again after each webhook, whose order is not promised."""
        return self._http.get(f"/v1/invoices/{invoice}").object()

    def invoices(self, since: datetime | None = None) -> Iterator[Row]:
        """All invoices; with `since` (at most 30 days ago) those that something happened to, such as a payment.

        Stripe lists invoices by the moment they were made alone, so changes are read from its events.
        """
        if since is None:
            yield from self._pages("/v1/invoices", {})
            return
        seen: set[str] = set()
        for event in self._pages("/v1/events", {"type": "invoice.*", "created[gte]": int(since.timestamp())}):
            invoice: Row = (event.get("data") or {}).get("object") or {}
            name = str(invoice.get("id") or "")
            if name and name not in seen:
                # Newest first: what comes after is older news of the same invoice.
                seen.add(name)
                yield invoice

    def create_price(self, *, amount: int, currency: str, product: str, key: str) -> str:
        """A one-time price of a new product called `product`. Returns its id."""
        fields = {"unit_amount": amount, "currency": currency.lower(), "product_data": {"name": product}}
        return self._made("/v1/prices", fields, key)

    def create_payment_link(self, price: str, *, key: str, reference: str, uses: int = 1) -> Row:
        """A link that takes at most `uses` payments; `url` is what the buyer opens."""
        fields = {
            "line_items": [{"price": price, "quantity": 1}],
            "metadata": {"reference": reference},
            "restrictions": {"completed_sessions": {"limit": uses}},
        }
        return self._http.post("/v1/payment_links", form=flat(fields), key=key).object()

    def payment_link(self, link: str) -> Row:
        """One payment link."""
        return self._http.get(f"/v1/payment_links/{link}").object()

    def close_payment_link(self, link: str, *, key: str) -> Row:
        """Take no more payments."""
        return self._http.post(f"/v1/payment_links/{link}", form={"active": "false"}, key=key).object()

    def _made(self, path: str, fields: Row, key: str) -> str:
        return str(self._http.post(path, form=flat(fields), key=key).value("id"))

    def _pages(self, path: str, query: Row) -> Iterator[Row]:
        after: str | None = None
        while True:
            answer = self._http.get(path, params={**query, "limit": 100, "starting_after": after})
            rows = answer.rows("data")
            yield from rows
            if not answer.object().get("has_more") or not rows:
                return
            with answer.reading():
                after = str(rows[-1]["id"])


CLIENT = Stripe
