"""The pages before one is in: sign-in, a lost password, and allauth's own pages in our look."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm
from django.contrib.auth.models import AnonymousUser
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils.safestring import mark_safe
from django.views.i18n import set_language

from surfaces.web.preferences import set_theme

CLIENT = SimpleNamespace(name="Maison Tazri", is_demo=False, is_rehearsal=False)

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set-theme"),
]


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def visit(client: object | None = None) -> HttpRequest:
    request = RequestFactory().get("/accounts/login/?next=/runs/", headers={"host": "maison.localhost"})
    request.user = AnonymousUser()
    request.client = client  # type: ignore[attr-defined]
    return request


def page(name: str, client: object | None = None, **context: Any) -> str:
    return render_to_string(f"account/{name}.html", context, visit(client))


def test_staff_are_told_that_a_second_factor_will_be_required() -> None:
    written = page("login", form=LoginForm())
    assert "Staff sign-in" in written
    assert "A second factor becomes required for staff" in written


def test_members_sign_in_to_their_own_shop() -> None:
    written = page("login", CLIENT, form=LoginForm())
    assert "Sign in to Maison Tazri" in written
    assert "maison.localhost" in written
    assert "second factor" not in written


def test_the_way_back_survives_signing_in() -> None:
    hidden = '<input type="hidden" name="next" value="/runs/">'
    assert hidden in page("login", form=LoginForm(), redirect_field=mark_safe(hidden))


def test_each_field_of_the_door_has_its_label_and_our_look() -> None:
    written = page("login", form=LoginForm())
    for name in ("login", "password"):
        assert f'<label for="id_{name}">' in written
        assert f'id="id_{name}"' in written
    assert written.count('class="input"') == 2
    assert 'autocomplete="current-password"' in written


def test_a_wrong_password_is_said_once_and_loudly() -> None:
    form = LoginForm()
    form._errors = ErrorDict({"__all__": ErrorList(["The e-mail or the password is not right."])})
    form.cleaned_data = {}
    written = page("login", form=form)
    assert written.count("The e-mail or the password is not right.") == 1
    assert 'role="alert"' in written


def test_a_lost_password_can_be_set_anew() -> None:
    assert 'action="/accounts/password/reset/"' in page("password_reset", form=ResetPasswordForm())
    assert "belongs to an account" in page("password_reset_done")


def test_a_used_link_leads_to_another() -> None:
    written = page("password_reset_from_key", token_fail=True)
    assert "This link no longer works" in written
    assert 'href="/accounts/password/reset/"' in written
    assert "<form method" not in written.split("<main")[1].split("</main>")[0]


def test_signing_out_asks_by_post() -> None:
    written = page("logout")
    assert '<form class="stack" method="post" action="/accounts/logout/"' in written
    assert ">Stay</a>" in written


@pytest.mark.parametrize("name", ["login", "logout", "password_reset", "password_reset_done", "account_inactive"])
def test_every_door_offers_language_and_theme(name: str) -> None:
    written = page(name, form=LoginForm())
    assert 'action="/language/"' in written
    assert 'action="/theme/"' in written
    assert "<h1>" in written
    assert '<body class="door"' in written


def test_allauths_other_pages_wear_our_look() -> None:
    written = page("password_change", form=ChangePasswordForm())
    assert '<body class="door"' in written
    assert 'class="input"' in written
    assert 'class="button block primary"' in written
    assert page("signup_closed").count('<main class="stack loose"') == 1
