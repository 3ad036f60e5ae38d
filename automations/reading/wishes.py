"""What is wished or forbidden beside the work itself: publish or not, send or not."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of
from automations.reading.sentence import Sentence
from automations.reading.word_lists import WORDS

_NOT = (
    r"(?<!\w)و?(?:do not|don't|dont|never|not|without|no|ne|n'|sans|sin|nunca|لا|دون|بدون|ما|غير)"
    r"(?:\s?(?:yet|be|le|la|les|lo|pas|encore|aun|todavia|it|them|rien))?\s?"
)
_PUBLISH = (
    r"(?:publish(?:ing)?|post(?:ing)? it|put(?:ting)? it online|go(?:ing)? live"
    r"|publi\w{1,9}|la publi\w{1,9}|mettre en ligne|mets pas en ligne|mise en ligne"
    r"|(?:[وتن]|ت?ن)?(?:ال)?نشر\w{0,4}|تنشر\w{0,3})"
)
_SEND = (
    r"(?:l'|d')?(?:send\w{0,3}|email anyone|mail anyone|contact anyone"
    r"|envoy\w{1,5}|envoi\w{0,3}|l'envoi\w{0,3}|envi\w{1,6}|mand\w{1,5}"
    r"|(?:ال)?ارسال\w{0,3}|[تن]?رسل\w{0,4}|تصيفط\w{0,3}|execut\w{1,6}|appl\w{1,5}|chang\w{1,5}|charg\w{1,4})"
)
# Spoken French leaves "ne" away, Moroccan Arabic closes with "ch": le publie pas, ما تنشروش.
_SPOKEN_PUBLISH = (
    r"|(?<!\w)publi\w{1,4}[ -](?:l[ea]s?[ -])?(?:surtout |encore )?pas(?!\w)"
    r"|(?<!\w)م(?:ا )?ت?(?:نشر|بوبلي|بيبلي)\w{0,4}ش(?!\w)"
)
_SPOKEN_SEND = (
    r"|(?<!\w)(?:envoi|envoy)\w{1,4}[ -](?:l[ea]s?[ -])?(?:surtout |encore |rien )?pas(?!\w)|(?<!\w)envoie rien(?!\w)"
    r"|(?<!\w)م(?:ا )?ت?(?:صيفط|سيفط|رسل|بعث)\w{0,4}ش(?!\w)"
)
_UNPUBLISHED = re.compile(_NOT + _PUBLISH + _SPOKEN_PUBLISH)
_UNSENT = re.compile(_NOT + _SEND + _SPOKEN_SEND)
_PUBLISHED = re.compile(
    r"(?<!\w)(?:publish(?: it| them)?|publie(?:-l[ea]s?|z)?|publier|publica(?:l[oa]s?|r)?|publique|mets-le en ligne"
    r"|put it online|post it|و?انشر\w{0,3})(?!\w)"
)
_REHEARSED = re.compile(rf"{any_of(*WORDS['rehearsal'])}")


def publish() -> Reader:
    """True where publishing is asked for, False where it is forbidden."""

    def find(sentence: Sentence) -> Heard | None:
        if match := _UNPUBLISHED.search(sentence.folded):
            return Heard(False, *match.span())
        if match := _PUBLISHED.search(sentence.folded):
            return Heard(True, *match.span())
        return None

    return Reader(find, Turn.EXACT)


def forbids_publishing(sentence: Sentence) -> Heard | None:
    """Where it is said that nothing may be published."""
    match = _UNPUBLISHED.search(sentence.folded)
    return Heard(False, *match.span()) if match else None


def rehearsals(sentence: Sentence) -> list[Heard]:
    """Where it is said that nothing may be sent or changed, only shown."""
    found = [match for pattern in (_UNSENT, _REHEARSED) for match in pattern.finditer(sentence.folded)]
    return [Heard(True, *match.span()) for match in found]
