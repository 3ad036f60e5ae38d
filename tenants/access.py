"""What a person may do at a client: one table, asked by every door."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused
from tenants.models import Client, Member, MemberRole, StaffRole, User


class Verb(StrEnum):
    VIEW = "view"
    OPERATE = "operate"
    DECIDE = "decide"
    MANAGE = "manage"


STAFF: dict[str, frozenset[Verb]] = {
    StaffRole.VIEWER: frozenset({Verb.VIEW}),
    StaffRole.OPERATOR: frozenset({Verb.VIEW, Verb.OPERATE}),
    StaffRole.APPROVER: frozenset({Verb.VIEW, Verb.OPERATE, Verb.DECIDE}),
    StaffRole.ADMIN: frozenset(Verb),
}
MEMBERS: dict[str, frozenset[Verb]] = {
    MemberRole.VIEWER: frozenset({Verb.VIEW}),
    MemberRole.MANAGER: frozenset({Verb.VIEW, Verb.OPERATE, Verb.DECIDE}),
    MemberRole.OWNER: frozenset(Verb),
}


@dataclass(frozen=True)
class Standing:
    """The roles of one person at one client; empty where they have none."""

    staff_role: str = ""
    member_role: str = ""

    def may(self, verb: Verb) -> bool:
        return verb in STAFF.get(self.staff_role, ()) or verb in MEMBERS.get(self.member_role, ())


def standing(user: User, client: Client | None) -> Standing:
    """The roles of `user` as stored now; without a client the staff role alone. One query."""
    role = Member.objects.filter(user=OuterRef("pk"), client=client).values("role")[:1]
    people = User.objects.filter(pk=user.pk, is_active=True)
    found = people.annotate(role=Coalesce(Subquery(role), Value(""))).values_list("staff_role", "role").first()
    return Standing(*found) if found else Standing()


def allows(user: User, client: Client | None, verb: Verb) -> bool:
    """May `user` do `verb` at `client` (None: across clients, staff only)? Read afresh each time."""
    return standing(user, client).may(verb)


def require(user: User, client: Client | None, verb: Verb) -> None:
    """Raise Refused unless allowed."""
    if not allows(user, client, verb):
        raise Refused(_("Your role does not allow this. Ask an owner or an administrator."), code="not_allowed")
