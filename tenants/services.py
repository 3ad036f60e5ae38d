"""Making clients and people."""

from django.db import transaction
from django.utils.translation import gettext as _

from tenants import clock, ledger
from tenants.errors import Refused
from tenants.markets import market
from tenants.models import Client, Domain, Member, User
from tenants.new_client import NewClient, check
from tenants.provisioning import create_schema, drop_schema, schema_exists
from tenants.signals import client_archived, client_created, client_resumed, client_suspended

__all__ = ["NewClient", "add_member", "archive", "create_client", "resume", "suspend"]


def create_client(wanted: NewClient, *, by: User | None = None) -> Client:
    """Make a client with its schema; resumes one that was interrupted half-way.

    Raises Refused (short name or host name taken or malformed, unknown country, currency, time zone
    or language) with what to change.
    """
    check(wanted)
    client = _reserve(wanted)
    try:
        if schema_exists(client.schema_name):
            drop_schema(client.schema_name)
        create_schema(client.schema_name)
    except Exception:
        drop_schema(client.schema_name)
        client.delete()
        raise
    with transaction.atomic():
        client.state = Client.State.ACTIVE
        client.save(update_fields=["state"])
        ledger.write("client.created", client, by=by, client=client)
        client_created.send(Client, client=client)
    return client


@transaction.atomic
def _reserve(wanted: NewClient) -> Client:
    """The client's row in state provisioning, new or left over from an interruption."""
    taken = Client.objects.select_for_update().filter(slug=wanted.slug).first()
    if taken is not None and taken.state != Client.State.PROVISIONING:
        raise Refused(_("A client “%s” exists already; choose another short name.") % wanted.slug, code="slug_taken")
    defaults = market(wanted.country)
    client = taken or Client(slug=wanted.slug, created_at=clock.now())
    client.schema_name = "client_" + wanted.slug.replace("-", "_")
    client.name, client.vertical, client.country = wanted.name.strip(), wanted.vertical, wanted.country.upper()
    client.language = wanted.language or defaults.language
    client.currency = (wanted.currency or defaults.currency).upper()
    client.timezone = wanted.timezone or defaults.timezone
    client.is_agency, client.is_demo, client.is_rehearsal = wanted.is_agency, wanted.is_demo, wanted.is_rehearsal
    client.save()
    if wanted.domain:
        Domain.objects.get_or_create(domain=wanted.domain.lower(), tenant=client, defaults={"is_primary": True})
    return client


@transaction.atomic
def suspend(client: Client, *, by: User) -> None:
    """Stop a client: its pages close and its jobs wait."""
    _move(client, Client.State.ACTIVE, Client.State.SUSPENDED, "client.suspended", by)
    client_suspended.send(Client, client=client)


@transaction.atomic
def resume(client: Client, *, by: User) -> None:
    """Take a suspended client up again."""
    _move(client, Client.State.SUSPENDED, Client.State.ACTIVE, "client.resumed", by)
    client_resumed.send(Client, client=client)


@transaction.atomic
def archive(client: Client, *, by: User) -> None:
    """End a client: nothing runs any more, its rows stay until they are erased."""
    _move(client, Client.State.SUSPENDED, Client.State.ARCHIVED, "client.archived", by)
    client_archived.send(Client, client=client)


def _move(client: Client, before: str, after: str, what: str, by: User) -> None:
    if not Client.objects.filter(pk=client.pk, state=before).update(state=after):
        raise Refused(_("This client is not %s any more; load the page again.") % before, code="client_state")
    client.state = after
    ledger.write(what, client, by=by, client=client)


@transaction.atomic
def add_member(client: Client, user: User, role: str, *, by: User | None = None) -> Member:
    """Give a person a role at a client, replacing the one it had."""
    member, _made = Member.objects.update_or_create(
        client=client, user=user, defaults={"role": role}, create_defaults={"role": role, "created_at": clock.now()}
    )
    ledger.write("member.set", member, by=by, client=client)
    return member
