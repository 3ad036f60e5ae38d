"""Consent is played at a service of the tests, by people who read English."""

import pytest

from tenants.models import Client
from tests.integrations.sample_service import service

__all__ = ["service"]


@pytest.fixture(autouse=True)
def in_english(client_a: Client) -> None:
    """The pages of client A, otherwise French, in the language that these tests quote."""
    client_a.language = "en"
    client_a.save(update_fields=["language"])
