"""Writing what a shop says, whichever way it came: through the importers' service, never older over newer."""

from collections.abc import Sequence

from django.db import transaction

from crm.models import Contact, Order, Product, Source
from crm.services import Batch, Counts, close_carts, note_live, put_cart, remove_products, upsert_orders
from integrations.models import Connection, Twin
from integrations.sync import people, rows, twins
from integrations.sync.rows import Node
from integrations.sync.twins import Kept
from tenants import clock, context

Kind = Twin.Kind


@transaction.atomic
def customers(row: Connection, nodes: Sequence[Node]) -> Counts:
    """Contacts with their consent."""
    fresh = twins.news(row, Kind.CUSTOMER, nodes)
    known = people.known(row, fresh)
    batch = Batch(rows.SOURCE)
    for node in fresh:
        if name := known.name_of(node):
            at, since = rows.moment(node["updatedAt"]), rows.moment(node["createdAt"] or node["updatedAt"])
            batch.contacts.append(rows.contact(name, node, at, since=since))
    counts = upsert_orders(batch)
    people.keep(row, [(node, rows.moment(node["updatedAt"])) for node in fresh], known)
    return counts


@transaction.atomic
def orders(row: Connection, nodes: Sequence[Node]) -> Counts:
    """Sales and returns with their buyers; an order ends its buyer's open carts."""
    currency = context.current().currency
    fresh = twins.news(row, Kind.ORDER, nodes)
    persons = [(node, person) for node in fresh if (person := rows.buyer(node))]
    known = people.known(row, [person for _node, person in persons])
    owners = {rows.identity(node): known.name_of(person) for node, person in persons}
    batch = Batch(rows.SOURCE)
    for node, person in persons:
        if name := owners[rows.identity(node)]:
            at, since = rows.moment(person.get("updatedAt") or node["updatedAt"]), rows.moment(node["createdAt"])
            land = str((node.get("shippingAddress") or {}).get("countryCodeV2") or "")
            batch.contacts.append(rows.contact(name, person, at, since=since, land=land))
    for node in fresh:
        batch.orders.extend(rows.orders(node, owners.get(rows.identity(node), ""), currency))
    counts = upsert_orders(batch)
    people.keep(row, [(person, rows.moment(node["updatedAt"])) for node, person in persons], known)
    _keep_orders(row, fresh)
    _note(counts, batch)
    return counts


@transaction.atomic
def products(row: Connection, nodes: Sequence[Node]) -> Counts:
    """Articles; a variant that is not there any more takes its article with it."""
    currency = context.current().currency
    fresh = twins.news(row, Kind.PRODUCT, nodes)
    found = {rows.identity(node): list(rows.products(node, currency)) for node in fresh}
    batch = Batch(rows.SOURCE, products=[article for each in found.values() for _name, article in each])
    counts = upsert_orders(batch)
    ids = dict(Product.objects.filter(sku__in=[each.sku for each in batch.products]).values_list("sku", "id"))
    kept = [
        Kept(name, ids[article.sku], article.details_at, product_id)
        for product_id, variants in found.items()
        for name, article in variants
    ]
    twins.keep(row, Kind.VARIANT, kept)
    named = [rows.identity({"id": each}) for node in fresh for each in node.get("variantIds") or []]
    forget_variants(row, *found, keeping=[*named, *(each.external_id for each in kept)])
    twins.keep(row, Kind.PRODUCT, [Kept(rows.identity(node), None, rows.moment(node["updatedAt"])) for node in fresh])
    return counts


@transaction.atomic
def checkouts(row: Connection, nodes: Sequence[Node]) -> Counts:
    """Carts, each of the contact it belongs to where the shop says who that is."""
    currency = context.current().currency
    fresh = twins.news(row, Kind.CHECKOUT, nodes)
    persons = {rows.identity(node): person for node in fresh if (person := rows.buyer(node))}
    known = people.known(row, list(persons.values()))
    batch = Batch(rows.SOURCE)
    for node in fresh:
        person, at = persons.get(rows.identity(node)), rows.moment(node["updatedAt"])
        if person and (name := known.name_of(person)):
            batch.contacts.append(rows.contact(name, person, at, since=at))
    counts = upsert_orders(batch)
    ids = _contacts(known.name_of(person) for person in persons.values())
    for node in fresh:
        person = persons.get(rows.identity(node))
        made = put_cart(rows.cart(node, ids.get(known.name_of(person)) if person else None, currency))
        twins.keep(row, Kind.CHECKOUT, [Kept(rows.identity(node), made.pk, made.updated_at)])
    seen = [(node, persons.get(rows.identity(node))) for node in fresh]
    people.keep(row, [(person, rows.moment(node["updatedAt"])) for node, person in seen if person], known)
    return counts


def forget_variants(row: Connection, *product_ids: str, keeping: Sequence[str] = ()) -> int:
    """Remove the articles of products, but for some variants and for what another product still sells."""
    of_them = Twin.objects.filter(connection=row, kind=Kind.VARIANT, parent__in=product_ids)
    gone = list(of_them.exclude(external_id__in=keeping))
    if not gone:
        return 0
    articles = {twin.local_id for twin in gone if twin.local_id}
    of_them.filter(pk__in=[twin.pk for twin in gone]).delete()
    still = set(Twin.objects.filter(kind=Kind.VARIANT, local_id__in=articles).values_list("local_id", flat=True))
    return remove_products(sorted(articles - still))


def source() -> Source:
    return Source.objects.get_or_create(slug=Source.Slug.SHOPIFY, defaults={"first_imported_at": clock.now()})[0]


def _keep_orders(row: Connection, fresh: Sequence[Node]) -> None:
    names = {str(node["name"])[:70]: node for node in fresh}
    ids = Order.objects.filter(source=rows.SOURCE, number__in=list(names)).values_list("number", "id")
    twins.keep(
        row,
        Kind.ORDER,
        [Kept(rows.identity(names[number]), pk, rows.moment(names[number]["updatedAt"])) for number, pk in ids],
    )


def _note(counts: Counts, batch: Batch) -> None:
    if not batch.orders:
        return
    ids = _contacts(order.contact for order in batch.orders)
    sales = sorted((each for each in batch.orders if each.contact in ids), key=lambda each: each.happened_at)
    close_carts({ids[each.contact]: each.happened_at for each in sales})
    standing = [each.happened_at for each in batch.orders if each.cancelled_at is None]
    note_live(source(), max(standing, default=None), counts.orders.new)


def _contacts(names: object) -> dict[str, int]:
    wanted = [name for name in names if name]  # type: ignore[attr-defined]
    return dict(Contact.objects.from_source(rows.SOURCE, wanted).values_list("external_id", "id"))
