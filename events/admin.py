"""Plain pages of events and jobs, for staff; dead jobs have a page of their own.

They are searched by exact values: a filter by every type seen would read the whole log each time.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import Event, Job
from tenants.admin import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "client", "type", "subject_kind", "subject_id")
    list_filter = ("client",)
    list_select_related = ("client",)
    search_fields = ("=type", "=subject_id", "=key")
    search_help_text = _("A type, an id or a key, exactly.")
    ordering = ("-id",)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("due_at", "client", "handler", "state", "attempts", "error_class", "error_code", "finished_at")
    list_filter = ("state", "client")
    list_select_related = ("client",)
    search_fields = ("=handler", "=key")
    search_help_text = _("A handler or a key, exactly.")
    ordering = ("-id",)
    exclude = ("token",)
