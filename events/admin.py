"""Plain pages of events and jobs, for staff; dead jobs have a page of their own."""

from django.contrib import admin

from events.models import Event, Job
from tenants.admin import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "client", "type", "subject_kind", "subject_id")
    list_filter = ("client", "type")
    list_select_related = ("client",)
    search_fields = ("subject_id", "key")
    ordering = ("-id",)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("due_at", "client", "handler", "state", "attempts", "error_class", "error_code", "finished_at")
    list_filter = ("state", "client", "handler")
    list_select_related = ("client",)
    search_fields = ("key",)
    ordering = ("-id",)
    exclude = ("token",)
