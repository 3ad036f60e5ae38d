"""Mail of the platform itself, such as a password reset, when the mail server has its troubles."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail as django_mail
from django.test import Client as Browser

from tenants.errors import Temporary

pytestmark = pytest.mark.django_db
DEAD = "smtp://127.0.0.1:1?timeout=1"


def reset(email: str) -> tuple[int, str, list[str]]:
    browser = Browser(headers={"host": "maison.localhost"}, raise_request_exception=False)
    answer = browser.post("/accounts/password/reset/", {"email": email})
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    return answer.status_code, answer.headers.get("Location", ""), said


def test_a_server_that_is_down_does_not_tell_who_has_an_account(owner, settings):
    settings.EMAIL_BACKEND = "integrations.mail.django.Backend"
    settings.EMAIL_URL = DEAD
    known, unknown = reset(owner.email), reset("nobody@elsewhere.example")
    assert known == unknown
    assert (known[0], known[1], len(known[2])) == (302, "/accounts/password/reset/done/", 1)


@pytest.mark.parametrize("silent", [True, False])
def test_a_failure_is_raised_unless_the_caller_asked_for_silence(settings, silent):
    settings.EMAIL_URL = DEAD
    message = django_mail.EmailMessage("Hi", "text", "agency@mail.example", ["a@shop.example", "b@shop.example"])
    backend = django_mail.get_connection("integrations.mail.django.Backend", fail_silently=silent)
    if silent:
        assert backend.send_messages([message]) == 0
    else:
        with pytest.raises(Temporary):
            backend.send_messages([message])
