"""Addresses on a client's host."""

from django.urls import include, path
from django.views.i18n import set_language

from surfaces.web.preferences import set_theme
from tenants.doors import open_door
from tenants.views import enter

urlpatterns = [
    path("enter/<str:secret>/", enter, name="enter"),
    path("accounts/", include("tenants.account_urls")),
    path("language/", open_door("choosing a language needs no account")(set_language), name="set_language"),
    path("theme/", open_door("how pages look needs no account")(set_theme), name="set-theme"),
    path("api/", include("surfaces.rest.urls")),
    path("", include("surfaces.web.urls")),
]
handler400 = "surfaces.web.errors.bad_request"
handler403 = "surfaces.web.errors.forbidden"
handler404 = "surfaces.web.errors.not_found"
handler500 = "surfaces.web.errors.server_error"
