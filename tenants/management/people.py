"""In whose name a command works."""

from django.core.management.base import CommandError

from tenants.models import User


def person_called(email: str) -> User:
    """Who signs in with this address; CommandError where nobody does."""
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in as {email}.")
    return person
