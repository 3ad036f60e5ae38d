"""Plain pages of reviews and decisions, for staff; they are decided in the inbox."""

from django.contrib import admin

from reviews.models import Decision, Review
from tenants.admin import ReadOnlyAdmin


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "client", "automation", "risk", "effects", "state", "expires_at")
    list_filter = ("state", "client", "risk")
    list_select_related = ("client",)
    search_fields = ("id", "subject_id")
    ordering = ("-created_at",)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("at", "review", "verdict", "by")
    list_filter = ("verdict",)
    list_select_related = ("review", "by")
    ordering = ("-id",)
