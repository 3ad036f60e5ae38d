"""The account pages in use: sign in, sign out, a forgotten password. No sign-up: accounts come by invitation."""

from allauth.account import views
from django.urls import path, re_path

from tenants.doors import open_door

_sign_in = open_door("where people without a session become known; throttled")
_reset = open_door("a forgotten password, proved by the mailbox; throttled, same words for all")
_own = open_door("acts on the visitor's own session alone")

urlpatterns = [
    path("login/", _sign_in(views.login), name="account_login"),
    path("logout/", _own(views.logout), name="account_logout"),
    path("inactive/", _sign_in(views.account_inactive), name="account_inactive"),
    path("signup/", _sign_in(views.signup), name="account_signup"),
    path("reauthenticate/", _own(views.reauthenticate), name="account_reauthenticate"),
    path("password/change/", _own(views.password_change), name="account_change_password"),
    path("password/reset/", _reset(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", _reset(views.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _reset(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        _reset(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
