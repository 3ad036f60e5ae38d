"""What leaves the mirror: deleted things, merged people, people who are to be forgotten."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction

import events
from crm.models import Activity, Cart, Consent, ConsentEvent, Contact, LeadScore, Order, Product
from crm.signals import contact_erasing
from tenants import ledger


@transaction.atomic
def erase_contact(contact_id: int) -> bool:
    """Forget a person: details, history and carts go, orders stay as sums of nobody. False if already so.

    A wish not to be written to (`Suppression`) outlives its person: forgetting it would undo it.
    The event `contact.erased` lets the layers above forget theirs; what can only be found by the person's
    name is forgotten at once, on the signal `contact_erasing`.
    """
    contact = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        return False
    contact_erasing.send(Contact, contact=contact)
    ledger.write("contact.erased", contact)
    events.publish("contact.erased", ("contact", str(contact_id)), {}, key=f"contact.erased:{contact_id}")
    contact.delete()
    return True


@transaction.atomic
def merge_contacts(kept_id: int, gone_id: int) -> bool:
    """Two records of one person become one; the later answer on consent counts. False if one is not there."""
    people = Contact.objects.select_for_update().in_bulk([kept_id, gone_id])
    if len(people) < 2:
        return False
    kept, gone = people[kept_id], people[gone_id]
    for model in (Order, Activity, ConsentEvent, Cart, LeadScore):
        model.objects.filter(contact=gone).update(contact=kept)
    if gone.consent_at and (kept.consent_at is None or gone.consent_at > kept.consent_at):
        kept.email_consent, kept.consent_at = gone.email_consent, gone.consent_at
    elif gone.email_consent == Consent.OPTED_OUT and gone.email_key == kept.email_key:
        kept.email_consent = Consent.OPTED_OUT
    kept.happened_at, kept.known_at = min(kept.happened_at, gone.happened_at), min(kept.known_at, gone.known_at)
    kept.tags = sorted({*kept.tags, *gone.tags})
    kept.save(update_fields=["email_consent", "consent_at", "happened_at", "known_at", "tags"])
    ledger.write("contact.merged", kept)
    gone.delete()
    return True


def remove_orders(order_ids: list[int]) -> int:
    """Orders that their shop deleted, with their returns."""
    numbers = Order.objects.filter(pk__in=order_ids).values_list("source", "number")
    return sum(_removed(source, [number, f"{number}:refund"]) for source, number in numbers)


def remove_products(product_ids: list[int]) -> int:
    """Articles that their shop no longer has; what was sold stays sold."""
    removed, _by_model = Product.objects.filter(pk__in=product_ids).delete()
    return removed


def dossier(contact_id: int) -> dict[str, Any]:
    """Everything stored of a person, for a person: details, orders, consents, carts, activities, scores as a lead."""
    contact = Contact.objects.get(pk=contact_id)
    hidden = {"id", "email_key", "known_at", "is_synthetic"}
    orders = Order.objects.filter(contact=contact).order_by("happened_at")
    scores = LeadScore.objects.filter(contact=contact)
    told = orders.annotate(articles=ArrayAgg("lines__title", default=[])).values(
        "number", "kind", "total_cents", "currency", "happened_at", "cancelled_at", "articles"
    )
    return {
        "person": {f.name: getattr(contact, f.name) for f in Contact._meta.concrete_fields if f.name not in hidden},
        "orders": list(told),
        "consents": list(_of(ConsentEvent, contact, "channel", "state", "source", "happened_at")),
        "carts": list(Cart.objects.filter(contact=contact).values("lines", "total_cents", "currency", "updated_at")),
        "activities": list(_of(Activity, contact, "kind", "data", "happened_at")),
        "lead_scores": list(scores.order_by("at").values("score", "tier", "points", "at")),
    }


def _of(model: Any, contact: Contact, *names: str) -> Any:
    return model.objects.filter(contact=contact).order_by("happened_at").values(*names)


def _removed(source: str, numbers: list[str]) -> int:
    return Order.objects.filter(source=source, number__in=numbers).delete()[1].get("crm.Order", 0)
