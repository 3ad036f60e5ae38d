"""What a person may do at a client: one table, asked by every door."""

from enum import StrEnum

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


def allows(user: User, client: Client | None, verb: Verb) -> bool:
    """May `user` do `verb` at `client` (None: across clients, staff only)? Read afresh each time."""
    fresh = User.objects.filter(pk=user.pk, is_active=True).first() if user.pk else None
    if fresh is None:
        return False
    if verb in STAFF.get(fresh.staff_role, frozenset()):
        return True
    if client is None:
        return False
    member = Member.objects.of(fresh, client).first()
    return member is not None and verb in MEMBERS.get(member.role, frozenset())


def require(user: User, client: Client | None, verb: Verb) -> None:
    """Raise Refused unless allowed."""
    if not allows(user, client, verb):
        raise Refused(_("Your role does not allow this. Ask an owner or an administrator."), code="not_allowed")
