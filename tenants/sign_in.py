"""Signing in: on the host one uses, with the same words for every failure."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tenants.errors import Problem
from tenants.models import Client, Member, User

log = structlog.get_logger(__name__)


class HostBackend(AuthenticationBackend):
    """A right password counts only where its owner belongs: members on their client's host, staff on the agency's."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and may_enter(request, user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Roles answer this on the user itself; no stored permissions exist."""
        return False


def may_enter(request: HttpRequest | None, user: User) -> bool:
    """May `user` sign in on the host of `request`?"""
    if request is None or not user.is_active:
        return False
    client: Client | None = getattr(request, "client", None)
    return user.is_staff if client is None else Member.objects.of(user, client).exists()


class Adapter(DefaultAccountAdapter):
    """Nobody signs up: accounts come by invitation. After signing in, each host has its own first page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/admin/" if getattr(request, "client", None) is None else "/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server's trouble is said on the page, in the same words whoever has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except Problem as problem:
            log.error("account.mail_not_sent", code=problem.code)
            messages.error(self.request, _("The mail could not be sent just now. Try again in a few minutes."))
