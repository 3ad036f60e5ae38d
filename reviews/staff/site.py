"""The staff admin: our pages beside the plain model pages, behind one sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from reviews.staff import detail, inbox

# The plain model pages come from unfold, whose Alpine evaluates attributes; ours need none of this.
LOOSER = {
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class StaffSite(UnfoldAdminSite):
    """Model pages at their usual addresses, the inbox and its reviews beside them."""

    site_header = site_title = "3A"
    index_title = _("Records")

    def get_urls(self) -> list[URLPattern]:
        return [
            path("approvals/", inbox.inbox, name="approvals"),
            path("approvals/decide/", inbox.decide_ticked, name="approvals-decide"),
            path("approvals/<uuid:review_id>/", detail.review_detail, name="approval"),
            path("approvals/<uuid:review_id>/decide/", detail.review_decide, name="approval-decide"),
            path(
                "approvals/<uuid:review_id>/message/<uuid:action_id>/",
                detail.review_message,
                name="approval-message",
            ),
            path("records/", self.admin_view(self.index), name="records"),
            *super().get_urls(),
        ]

    def admin_view(
        self, view: Callable[..., HttpResponseBase], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        """Unfold's own pages, with the looser policy that they need."""
        inner: Callable[..., HttpResponseBase] = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return inner(request, *args, **kwargs)

        return csp_update(LOOSER)(guarded)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """One sign-in for the whole host: the admin has no door of its own."""
        if self.has_permission(request):
            return redirect("admin:index")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))


site = admin.site
