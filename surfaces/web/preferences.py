"""How a person wants the pages to look. Kept in a cookie, so that it holds before sign-in too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tenants.doors import open_door

THEME_COOKIE = "theme"
THEMES = ("dark", "light")
YEAR_S = 365 * 24 * 3600


def chosen_theme(request: HttpRequest | None) -> str:
    """ "dark" or "light" where the person chose one, else "" to follow the system."""
    theme = request.COOKIES.get(THEME_COOKIE, "") if request is not None else ""
    return theme if theme in THEMES else ""


def here(request: HttpRequest) -> str:
    """The page to come back to after a preference is set: `next` if it is ours, else the home page."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@open_door("changes nothing but the look, before sign-in too")
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember "dark" or "light"; anything else goes back to following the system."""
    response = HttpResponseRedirect(here(request))
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        response.delete_cookie(THEME_COOKIE)
        return response
    response.set_cookie(
        THEME_COOKIE, theme, max_age=YEAR_S, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
