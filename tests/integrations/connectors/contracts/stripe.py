"""Stripe, from docs.stripe.com/api (balance, customers, invoices, invoice items, prices, payment links)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.documented import FORM, documented
from tests.integrations.connectors.contracts import Contracted, Host

KEYED = {"Idempotency-Key": str}
META = {"metadata[reference]": str}


def form(fields: dict[str, Any]) -> dict[str, Any]:
    return {"kind": FORM, "headers": KEYED, "body": fields}


def empty() -> dict[str, Any]:
    return {"headers": KEYED}


ROUTES = {
    "GET /v1/balance": {},
    "GET /v1/customers": {"query": {"email": str, "limit?": int}},
    "POST /v1/customers": form({"email": str, "name": str, **META}),
    "POST /v1/invoices": form(
        {
            "customer": str,
            "currency": {"mad", "eur"},
            "collection_method": {"send_invoice"},
            "days_until_due": int,
            "auto_advance": bool,
            **META,
        }
    ),
    "POST /v1/invoiceitems": form(
        {"customer": str, "invoice": str, "amount": int, "currency": {"mad", "eur"}, "description": str}
    ),
    "POST /v1/invoices/{id}/finalize": form({"auto_advance": bool}),
    "POST /v1/invoices/{id}/send": empty(),
    "POST /v1/invoices/{id}/void": empty(),
    "GET /v1/invoices/{id}": {},
    "GET /v1/invoices": {"query": {"limit": int, "starting_after?": str}},
    "GET /v1/events": {"query": {"type": {"invoice.*"}, "created[gte]": int, "limit": int, "starting_after?": str}},
    "POST /v1/prices": form({"unit_amount": int, "currency": {"mad", "eur"}, "product_data[name]": str}),
    "POST /v1/payment_links": form(
        {
            "line_items[0][price]": str,
            "line_items[0][quantity]": int,
            "restrictions[completed_sessions][limit]": int,
            **META,
        }
    ),
    "GET /v1/payment_links/{id}": {},
    "POST /v1/payment_links/{id}": form({"active": bool}),
}


def invoices(call: Any, _operation: Any) -> Any:
    if "starting_after" in call.query:
        return {"data": [{"id": "in_2"}], "has_more": False}
    return {"data": [{"id": "in_1"}], "has_more": True}


def events(call: Any, _operation: Any) -> Any:
    """in_1 was paid after it was made; in_2 was made long ago and voided today."""
    told = [("evt_3", "in_1", "paid"), ("evt_2", "in_2", "void"), ("evt_1", "in_1", "open")]
    rows = [{"id": event, "data": {"object": {"id": name, "status": state}}} for event, name, state in told]
    start = 2 if "starting_after" in call.query else 0
    return {"data": rows[start : start + 2], "has_more": start == 0}


REPLIES = {
    "GET /v1/balance": {"object": "balance"},
    "GET /v1/customers": {"data": [{"id": "cus_1"}], "has_more": False},
    "GET /v1/invoices": invoices,
    "GET /v1/events": events,
    "GET /v1/invoices/{id}": {"id": "in_1", "status": "paid"},
    "POST /v1/payment_links": {"id": "plink_1", "url": "https://buy.stripe.com/x"},
    **{f"POST /v1/{name}": {"id": f"{name}_1"} for name in ("customers", "invoices", "invoiceitems", "prices")},
    **{f"POST /v1/invoices/{{id}}/{verb}": {"id": "in_1"} for verb in ("finalize", "send", "void")},
}


def contracted(_specs: Path) -> Contracted:
    auth = {"Authorization": "Bearer sk_canary", "Stripe-Version": "2026-10-28.endive"}
    return Contracted(
        values={"STRIPE_SECRET_KEY": "sk_canary"},
        main=Host(documented(ROUTES), REPLIES, auth, lambda call: call.headers.get("idempotency-key")),
        cases={
            "probe": (lambda c: c.probe()["object"], "balance"),
            "customer": (lambda c: c.customer("a@shop.example")["id"], "cus_1"),
            "create_customer": (
                lambda c: c.create_customer("a@shop.example", "A", key="k", reference="r"),
                "customers_1",
            ),
            "create_invoice": (
                lambda c: c.create_invoice("cus_1", currency="MAD", days_until_due=14, key="k", reference="r"),
                "invoices_1",
            ),
            "add_invoice_item": (
                lambda c: c.add_invoice_item("cus_1", "in_1", amount=900, currency="EUR", text="Work", key="k"),
                "invoiceitems_1",
            ),
            "finalize_invoice": (lambda c: c.finalize_invoice("in_1", key="k")["id"], "in_1"),
            "send_invoice": (lambda c: c.send_invoice("in_1", key="k")["id"], "in_1"),
            "void_invoice": (lambda c: c.void_invoice("in_1", key="k")["id"], "in_1"),
            "invoice": (lambda c: c.invoice("in_1")["status"], "paid"),
            "invoices": (
                lambda c: (
                    [(row["id"], row["status"]) for row in c.invoices(datetime(2026, 11, 1, tzinfo=UTC))],
                    [row["id"] for row in c.invoices()],
                ),
                ([("in_1", "paid"), ("in_2", "void")], ["in_1", "in_2"]),
            ),
            "create_price": (
                lambda c: c.create_price(amount=900, currency="EUR", product="Session", key="k"),
                "prices_1",
            ),
            "create_payment_link": (
                lambda c: c.create_payment_link("price_1", key="k", reference="r")["url"],
                "https://buy.stripe.com/x",
            ),
            "payment_link": (lambda c: c.payment_link("plink_1"), {}),
            "close_payment_link": (lambda c: c.close_payment_link("plink_1", key="k"), {}),
        },
    )
