"""A client of the agency, and the host names it answers on."""

from contextlib import AbstractContextManager
from typing import Any, ClassVar, NoReturn, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants import context
from tenants.errors import Refused
from tenants.hosts import refuse_unfit_host
from tenants.locality import place_problems


class ClientQuerySet(models.QuerySet["Client"]):
    def running(self) -> Self:
        """Clients whose automations, sensors and jobs work."""
        return self.filter(state=Client.State.ACTIVE)

    def customers(self) -> Self:
        """Everyone but the agency's own record."""
        return self.filter(is_agency=False)


class Client(TenantMixin):
    """One customer firm of the agency; its own rows live in the schema `schema_name`."""

    class State(models.TextChoices):
        PROVISIONING = "provisioning", _("being set up")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        ARCHIVED = "archived", _("archived")

    class Vertical(models.TextChoices):
        SHOP = "shop", _("Online shop")
        B2B = "b2b", _("B2B firm")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    vertical = models.CharField(max_length=8, choices=Vertical, default=Vertical.SHOP)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    timezone = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State, default=State.PROVISIONING)
    is_agency = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    is_rehearsal = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    auto_create_schema = False
    auto_drop_schema = False

    objects: ClassVar[ClientQuerySet] = ClientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A zone or language that does not exist would close the client's pages."""
        wrong = {problem.code: problem.sentence for problem in place_problems(self.timezone, self.language)}
        if wrong:
            raise ValidationError(wrong)

    def active(self) -> AbstractContextManager["Client"]:
        """Work inside this client's schema: see `tenants.context.active`."""
        return context.active(self)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def host(self) -> str:
        """The host name its people use: the primary domain, else the agency's subdomain."""
        own = self.domains.filter(is_primary=True).values_list("domain", flat=True).first()
        return own or f"{self.slug}.{settings.BASE_DOMAIN}"

    def url(self, path: str = "/") -> str:
        """A canonical address on this client's host, never taken from a request's headers."""
        return f"{settings.PUBLIC_SCHEME}://{self.host}{settings.PUBLIC_PORT}{path}"

    def __enter__(self) -> NoReturn:
        raise RuntimeError("Use `with client.active():` to enter a client.")

    def __exit__(self, *exc: Any) -> None:
        """Never reached: `__enter__` refuses."""

    def activate(self) -> NoReturn:
        raise RuntimeError("Use `with client.active():` to enter a client.")


class Domain(DomainMixin):
    """A host name; exactly one of a client's is primary."""

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def clean(self) -> None:
        """The name is one a browser can ask for, and not the agency's."""
        try:
            refuse_unfit_host(self.domain)
        except Refused as problem:
            raise ValidationError({"domain": problem.sentence}) from problem
