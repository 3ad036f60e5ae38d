"""Addresses on the agency's own host: sign-in, staff admin, health."""

from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from reviews.staff.site import site
from surfaces.web import hooks, metrics, oauth
from surfaces.web.health import readyz
from surfaces.web.preferences import set_theme
from tenants.doors import open_door
from tenants.views import healthz, issue_ticket

urlpatterns = [
    path("", open_door("leads to the staff pages")(RedirectView.as_view(url="/admin/")), name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics.show, name="metrics"),
    path("accounts/", include("tenants.account_urls")),
    path("language/", open_door("choosing a language needs no account")(set_language), name="set_language"),
    path("theme/", open_door("how pages look needs no account")(set_theme), name="set-theme"),
    path("oauth/callback/", oauth.callback, name="oauth-callback"),
    path("hooks/shopify/compliance/", hooks.comply, name="shopify-compliance"),
    path("clients/<int:client_id>/enter/", issue_ticket, name="staff-ticket"),
    path("admin/", include("surfaces.web.staff.urls")),
    path("admin/", site.urls),
]
handler400 = "surfaces.web.errors.bad_request"
handler403 = "surfaces.web.errors.forbidden"
handler404 = "surfaces.web.errors.not_found"
handler500 = "surfaces.web.errors.server_error"
