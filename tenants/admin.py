"""Plain pages of the ground layer's rows, for staff. What has a service is changed there, not here."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from tenants import clock, ledger
from tenants.models import ApiToken, Client, Domain, LedgerEntry, Member, User


class RecordAdmin(ModelAdmin):
    """Staff look, administrators change; every change is a line of the ledger.

    Django's own admin log is not written: it keeps names, and the ledger keeps ids only.
    """

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        self._record(request, obj, "added")

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        self._record(request, obj, "changed")

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> None:
        for row in queryset:
            self._record(request, row, "deleted")

    def _record(self, request: HttpRequest, row: Model, what: str) -> None:
        name = row._meta.model_name
        by = request.user if isinstance(request.user, User) else None
        ledger.write(f"{name}.{what}", row, by=by, client=_client_of(row))


class ReadOnlyAdmin(RecordAdmin):
    """Rows that only services write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _client_of(row: Model) -> Client | None:
    found = row if isinstance(row, Client) else getattr(row, "client", None) or getattr(row, "tenant", None)
    return found if isinstance(found, Client) else None


FIXED = ("slug", "state", "country", "currency", "schema_name", "marks", "created_at")


@admin.register(Client)
class ClientAdmin(RecordAdmin):
    """Made, suspended and archived by services; here its plain facts are put right."""

    list_display = ("name", "slug", "state", "country", "currency", "timezone", "marks")
    list_filter = ("state", "country", "is_demo", "is_rehearsal")
    search_fields = ("name", "slug")
    fields = ("name", "vertical", "language", "timezone", *FIXED)
    readonly_fields = FIXED

    @admin.display(description=_("marks"))
    def marks(self, client: Client) -> str:
        """What its figures must be read under."""
        marks = {_("demo"): client.is_demo, _("rehearsal"): client.is_rehearsal, _("agency"): client.is_agency}
        return ", ".join(str(mark) for mark, applies in marks.items() if applies)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Domain)
class DomainAdmin(RecordAdmin):
    list_display = ("domain", "tenant", "is_primary")
    list_select_related = ("tenant",)
    search_fields = ("domain",)


@admin.register(User)
class UserAdmin(RecordAdmin):
    """New people have no password until they set one; nobody changes their own role."""

    list_display = ("email", "name", "staff_role", "is_active", "last_login")
    list_filter = ("staff_role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = ("email", "name", "language", "staff_role", "is_active", "created_at", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        always = ("created_at", "last_login")
        return (*always, "staff_role", "is_active") if obj == request.user else always

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        if not change:
            obj.set_unusable_password()
            obj.created_at = clock.now()
        super().save_model(request, obj, form, change)


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    list_display = ("user", "client", "role", "created_at")
    list_filter = ("role", "client")
    list_select_related = ("user", "client")
    readonly_fields = ("created_at",)

    def save_model(self, request: HttpRequest, obj: Member, form: "ModelForm[Member]", change: bool) -> None:
        obj.created_at = obj.created_at or clock.now()
        super().save_model(request, obj, form, change)


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    list_display = ("name", "client", "scopes", "created_at", "expires_at", "revoked_at", "used_at")
    list_select_related = ("client",)
    exclude = ("digest",)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "client", "number", "what", "subject_kind", "subject_id", "by_user_id")
    list_filter = ("client",)
    list_select_related = ("client",)
    search_fields = ("=what", "=subject_id")
    search_help_text = _("What happened, or the id it happened to, exactly.")
    ordering = ("-id",)
