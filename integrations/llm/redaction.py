"""What does not reach a text model: ways to reach a person, and our secrets."""

import re

from integrations.vault import known

_mail = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']++@[^\s@<>\"']+\.[^\s@<>\"']+")
"""An address begins where a word does: else a long word without an @ would be tried from each of its letters."""
_number = re.compile(r"\+?\d(?:[ ().\-/]?\d){7,}")
"""Eight digits and more: telephones, cards, accounts; shorter ones are dates and sums."""


def without_people(text: str) -> str:
    """`text` with addresses, long numbers and every secret this process knows taken out."""
    return _number.sub("[number]", _mail.sub("[address]", known.redact(text)))
