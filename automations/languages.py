"""Which language a message is written in."""

from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def available() -> frozenset[str]:
    """The languages the mail templates exist in."""
    folders = (Path(settings.BASE_DIR) / "templates" / "mail").iterdir()
    return frozenset(folder.name for folder in folders if folder.is_dir())


def language_of(contact: str, client: str) -> str:
    """The contact's language where we write it, else the client's, else English."""
    for wanted in (contact, client):
        if (language := wanted.lower().partition("-")[0]) in available():
            return language
    return "en"
