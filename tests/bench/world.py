"""The bench's own database: a throwaway folder, a few clients, contacts in them."""

from tenants import clock
from tenants.models import Client
from tenants.services import NewClient, create_client


def client(slug: str, **changes: object) -> Client:
    """A shop in Brussels, made at the first call."""
    known = Client.objects.filter(slug=slug).first()
    return known or create_client(NewClient(slug=slug, name=slug.title(), country="BE", language="en", **changes))  # type: ignore[arg-type]


def contacts(owner: Client, number: int) -> list[int]:
    """Ids of so many contacts of a client."""
    from crm.models import Contact

    with owner.active():
        missing = number - Contact.objects.count()
        now = clock.now()
        Contact.objects.bulk_create(
            Contact(
                external_id=f"b{n}",
                source="bench",
                first_name=f"N{n}",
                happened_at=now,
                known_at=now,
                details_at=now,
                created_at=now,
            )
            for n in range(max(missing, 0))
        )
        return list(Contact.objects.order_by("pk").values_list("pk", flat=True)[:number])
