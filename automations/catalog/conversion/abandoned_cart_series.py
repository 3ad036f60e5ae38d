"""Remind people of the cart they left: after an hour, after a day, and after three with a code of their own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from automations import fields
from automations.actions.base import action_key
from automations.actions.create_discount import CreateDiscount
from automations.actions.send_email import SendEmail
from automations.base import Automation, Fact, LeftOut, PlanItem, Risk, register
from automations.codes import CodeWish, unique_code
from automations.context import Context
from automations.guards import cart_still_open, code_counts, message_to_come
from automations.needs import CodePool, Connector, MailTransport, OneOf
from automations.reading import references
from automations.triggers import Answer, On
from crm.models import Cart
from sensors.sectors import Sector

if TYPE_CHECKING:
    from events.work import Happened

PERCENT = 10
STEPS = (timedelta(hours=1), timedelta(hours=24), timedelta(hours=72))
LATE = timedelta(hours=6)
"""A step that is later than this by the time of planning is left out: its moment has passed."""
CODE_AHEAD = timedelta(minutes=15)
"""How long before its message a code is made at the shop."""
PROOF_DAYS, PROOF_FROM = 30, 5
"""Fewer orders than this prove nothing, and might tell who they are."""
SHOWN = 5


@register
class AbandonedCartSeries(Automation):
    slug = "abandoned-cart-series"
    title = _("Abandoned cart series")
    description = _("Three messages about a cart that was left: a reminder, what others bought, and a code.")
    category = "conversion"
    needs = (OneOf(Connector("shopify"), CodePool(PERCENT)), MailTransport())
    triggers = (On("cart.left"),)
    # From a pressure: the carts of the last day that no event has brought into a series.
    answers = (Answer(sector=Sector.CONVERSION), Answer(metric="conversion_rate_28d"), Answer(metric="shop_orders_7d"))
    risk = Risk.COMMUNICATION
    synonyms = {
        "en": [
            "abandoned cart", "abandoned carts", "cart reminder", "left carts", "abandoned basket",
            "left in their baskets", "recover carts", "cart recovery", "unfinished checkout",
            "remind customers of their cart", "shopping cart",
        ],
        "fr": [
            "panier abandonné", "relance de panier", "paniers abandonnés", "relancer les paniers",
            "récupérer les paniers", "panier", "commandes inachevées",
        ],
        "es": [
            "carrito abandonado", "carritos abandonados", "recuperar carritos", "recordatorio de carrito", "carrito",
            "compras sin terminar",
        ],
        "ar": ["سلة متروكة", "السلات المتروكة", "استرجاع السلة", "تذكير بالسلة", "سلة التسوق"],
    }  # fmt: skip
    outcome_window = timedelta(days=14)
    # The customer of the product named the hours; the usual two days between messages would undo them.
    rhythm = timedelta(hours=20)

    class Params(fields.Form):
        checkout_id = fields.Text(
            _("Cart"), required=False, initial="", max_length=80, help_text=_("The shop's number; empty for all.")
        )
        codes_from = fields.Choice(
            label=_("Discount codes"),
            choices=[("any", _("the shop, else the pool")), ("shop", _("the shop")), ("pool", _("the pool"))],
            initial="any",
        )
        valid_days = fields.Number(_("Code counts (days)"), min_value=2, max_value=30, initial=7)

    def params_for(self, event: "Happened") -> dict[str, Any]:
        return {"checkout_id": str(event.data["checkout"])}

    class Said(fields.Form):
        checkout_id = fields.Text(_("Cart"), required=False, hears=references.ref("checkout"))

    def plan(self, ctx: Context, params: dict[str, Any]) -> Iterator[PlanItem]:
        """Three messages per cart, once ever; what they show must still be in it when they leave."""
        carts = ctx.carts_left(ctx.now - STEPS[1], ctx.now - STEPS[0], params["checkout_id"])
        yield Fact("carts", len(carts))
        if not carts:
            return
        until = ctx.now + STEPS[2] + timedelta(days=params["valid_days"])
        source = _code_source(ctx, params["codes_from"], until)
        proof = ctx.mirror.orders_with(PROOF_DAYS, {str(line.get("sku")) for cart in carts for line in cart.lines})
        yield from _facts(ctx, source, proof)
        for cart in carts:
            if not _is_web(cart.url):
                yield LeftOut(cart.contact_id or 0, "no_cart_link")
                continue
            about = _about(cart)
            for step, text in ((1, about), (2, about | _proof(ctx, cart, proof))):
                if cart.updated_at + STEPS[step - 1] > ctx.now - LATE:
                    yield _mail(cart, step, text)
            yield from _with_code(ctx, cart, source, params["valid_days"], about)


def _mail(cart: Cart, step: int, about: dict[str, Any], code: CodeWish | None = None) -> SendEmail:
    guards = (cart_still_open(cart, (line["title"] for line in about["lines"])),)
    return SendEmail(
        contact_id=cart.contact_id,
        template=f"abandoned_cart_{step}",
        once_per=(cart.pk, step),
        due_at=cart.updated_at + STEPS[step - 1],
        guards=guards if code is None else (*guards, code_counts(code.until, code.made_by)),
        about=about,
        code=code,
    )


def _with_code(
    ctx: Context, cart: Cart, source: str, valid_days: int, about: dict[str, Any]
) -> Iterator[CreateDiscount | SendEmail | LeftOut]:
    """The third message, and before it the action that makes its code where the shop is to make it."""
    due_at = cart.updated_at + STEPS[2]
    until = due_at + timedelta(days=valid_days)
    if source == "none":
        yield LeftOut(cart.contact_id or 0, "no_code")
    elif source == "pool":
        yield _mail(cart, 3, about, CodeWish(PERCENT, until))
    else:
        occasion = (cart.pk, "code")
        code = unique_code(ctx.client, ctx.automation, *occasion)
        made_by = action_key(ctx.automation, CreateDiscount.slug, occasion)
        mail = _mail(cart, 3, about, CodeWish(PERCENT, until, code, made_by))
        yield CreateDiscount(
            contact_id=cart.contact_id,
            once_per=occasion,
            due_at=due_at - CODE_AHEAD,
            guards=(*mail.guards[:1], message_to_come(mail.key(ctx.automation))),
            code=code,
            percent=PERCENT,
            starts_at=due_at - CODE_AHEAD,
            ends_at=until,
        )
        yield mail


def _code_source(ctx: Context, wanted: str, until: datetime) -> str:
    """shop, pool or none: where the code is to come from as things stand now."""
    if wanted in ("any", "shop") and ctx.connected("shopify"):
        return "shop"
    return "pool" if wanted in ("any", "pool") and ctx.codes_free(PERCENT, until) else "none"


def _facts(ctx: Context, source: str, proof: dict[str, int]) -> Iterator[Fact]:
    yield Fact("codes_from", source)
    yield Fact("proof_orders", max(proof.values(), default=0))
    if ctx.source is not None:
        at = ctx.source.last_happened_at
        yield Fact("source", ctx.source.slug)
        yield Fact("source_at", at.isoformat() if at else None)


def _about(cart: Cart) -> dict[str, Any]:
    """What the messages show of the cart; pictures only where nobody can read along."""
    lines = [
        {
            "title": title,
            "quantity": line.get("quantity") or 1,
            "image": line["image"] if str(line.get("image") or "").startswith("https://") else "",
        }
        for line, title in zip(cart.lines, cart.titles, strict=True)
        if title
    ]
    return {"lines": lines[:SHOWN], "more_lines": max(len(lines) - SHOWN, 0), "cart_url": cart.url}


def _proof(ctx: Context, cart: Cart, proof: dict[str, int]) -> dict[str, Any]:
    """The article of the cart that most orders had lately, with the number and the day of counting; else nothing."""
    counted = [
        (proof.get(str(line.get("sku")), 0), title)
        for line, title in zip(cart.lines, cart.titles, strict=True)
        if title
    ]
    orders, title = max(counted, default=(0, ""))
    if orders < PROOF_FROM:
        return {}
    return {"proof_title": title, "proof_orders": orders, "proof_days": PROOF_DAYS, "proof_on": ctx.today}


def _is_web(url: str) -> bool:
    return url.startswith("https://")
