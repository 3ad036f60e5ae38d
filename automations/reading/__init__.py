"""Reading values out of a sentence by rules, in English, French, Spanish and Arabic; pure."""

from automations.reading.heard import Heard, Reader, Turn
from automations.reading.sentence import Sentence

__all__ = ["Heard", "Reader", "Sentence", "Turn"]
