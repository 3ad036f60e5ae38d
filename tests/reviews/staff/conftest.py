"""A browser without scripts on the agency's host."""

import pytest
from django.test import Client as Browser


@pytest.fixture
def desk(_rows):
    """Sign somebody in on the agency's host."""

    def sign_in(user) -> Browser:
        browser = Browser(HTTP_HOST="localhost")
        browser.force_login(user, backend="tenants.sign_in.HostBackend")
        return browser

    return sign_in
