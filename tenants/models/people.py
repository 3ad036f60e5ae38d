"""People: one account each, with a role in the agency, in clients, or both."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants import clock
from tenants.models.client import Client


class StaffRole(models.TextChoices):
    NONE = "", _("not staff")
    VIEWER = "viewer", _("viewer")
    OPERATOR = "operator", _("operator")
    APPROVER = "approver", _("approver")
    ADMIN = "admin", _("administrator")


class MemberRole(models.TextChoices):
    VIEWER = "viewer", _("viewer")
    MANAGER = "manager", _("manager")
    OWNER = "owner", _("owner")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password nobody can sign in to it until one is set."""
        fields.setdefault("created_at", clock.now())
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. What it may do follows from `staff_role` and from its memberships."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    staff_role = models.CharField(max_length=16, choices=StaffRole, blank=True, default=StaffRole.NONE)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Django's admin asks this."""
        return self.is_active and bool(self.staff_role)

    @property
    def is_superuser(self) -> bool:
        return self.is_active and self.staff_role == StaffRole.ADMIN

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Staff see every model page; only administrators change plain rows there."""
        verb = perm.rpartition(".")[2].partition("_")[0]
        return self.is_superuser or (self.is_staff and verb == "view")

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.partition(" ")[0] or self.email


class MemberQuerySet(models.QuerySet["Member"]):
    def of(self, user: User, client: Client) -> Self:
        return self.filter(user=user, client=client)


class Member(models.Model):
    """A person's role at one client."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=16, choices=MemberRole)
    created_at = models.DateTimeField()

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = (models.UniqueConstraint(fields=("user", "client"), name="member_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.client_id}: {self.role}"
