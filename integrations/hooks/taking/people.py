"""Whom a number or an address belongs to; where several share it, the oldest of them."""

from django.db.models import F, Func, TextField, Value

from crm.consent import address_key
from crm.models import Contact
from crm.services.people import phone_key
from integrations.connectors.meta_ads import matching
from tenants import context

PAIR, TAIL = 2, 8
"""The last figures of a number are the same in whatever form it was typed, and nobody parts the last two: to ask
for those first spares looking into most numbers. The rest is compared one by one."""


def with_number(number: str) -> Contact | None:
    """The contact with this international number, though theirs may be kept as it is dialled at home."""
    digits = phone_key(number).removeprefix("+")
    if not digits:
        return None
    figures = Func(F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=TextField())
    alike = Contact.objects.filter(phone__endswith=digits[-PAIR:])
    near = alike.alias(figures=figures).filter(figures__endswith=digits[-TAIL:])
    home = context.current().country
    return next(
        (each for each in near.order_by("pk") if matching.phone(each.phone, each.country or home) == digits), None
    )


def with_address(email: str) -> list[Contact]:
    """Everybody with this address, the oldest first."""
    key = address_key(email)
    return list(Contact.objects.filter(email_key=key).order_by("pk")) if key else []
