"""Who answers for a goal: one of the client's own people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tenants import context
from tenants.errors import Refused
from tenants.models import User


def people() -> list[User]:
    """The active client's people who may sign in, by name."""
    found = User.objects.filter(memberships__client=context.current(), is_active=True)
    return sorted(found, key=lambda person: (person.name.lower(), person.email))


def called(email: str) -> User:
    """The one with this address; raises Refused naming those there are."""
    known = {person.email: person for person in people()}
    if email.strip().lower() not in known:
        sentence = _("None of this client's people has the address %(email)s. There are: %(known)s.")
        raise Refused(sentence % {"email": email, "known": ", ".join(sorted(known))}, code="goal_owner")
    return known[email.strip().lower()]


def require(owner: User) -> None:
    """Raise Refused unless `owner` is one of the active client's people."""
    if owner not in people():
        raise Refused(_("A goal is owned by one of this client's people."), code="goal_owner")


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """How people are called, by id: also those who have left, and staff who set a goal; one query."""
    found = User.objects.filter(pk__in={each for each in ids if each is not None})
    return {person.pk: person.name or person.email for person in found}
