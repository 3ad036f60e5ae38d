"""Does a sentence say more than is known? Fixed checks for words that a model wrote.

They rather refuse a harmless sentence than let a promise through: the template's words stand ready.
"""

import re
from collections.abc import Mapping

_links = re.compile(r"https?|www\.|://|@|\b[\w-]+\.(?!\s|$)[a-z]{2,}", re.IGNORECASE)
_money = re.compile(
    r"[%‰€$£¥₹]|\b(?:mad|eur|usd|gbp|dhs?|euros?|dollars?|dirhams?|percent|pour\s?cent)\b", re.IGNORECASE
)
_offers = re.compile(
    r"\b(?:discount\w*|sales?|offer\w*|deals?|coupons?|vouchers?|codes?|free\w*|gifts?|bonus\w*|credits?|rebates?|save\w*"
    r"|savings?|cheap\w*|bargains?|promo\w*|refund\w*|guarantee\w*|warrant\w+|prices?|priced|win|won|prizes?|half"
    r"|exclusive\w*|limited|hurry|deadline|expires?|expiring|only\s+today|last\s+chance|off|best|new|cure[sd]?"
    r"|remises?|réductions?|rabais|soldes?|offres?|offert\w*|offrir|offrons|cadeaux?|gratuit\w*|bons?\s+d.achat"
    r"|prix|tarifs?|économi\w+|rembours\w+|garanti\w*|gagn\w+|exclusi\w+|limité\w*|dernière\s+chance"
    r"|moitié|meilleure?s?|nouveautés?|nouvelles?\s+collections?|livraison\w*|deliver\w*|shipping)\b",
    re.IGNORECASE,
)
_times = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|weeks?|months?|years?|days?|hours?|january|february|march|april|june|july"
    r"|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|twice|double"
    r"|aujourd.hui|demain|hier|semaines?|mois|années?|ans|jours?|heures?|janvier|février|mars|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|double)\b",
    re.IGNORECASE,
)
_word = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_sentence_start = re.compile(r"(?:^|[.!?…]\s+)[\"“«\s]*")
_common = {
    "en": re.compile(
        r"a|and|are|as|at|for|from|has|have|if|in|is|it|not|of|on|our|that|the|this|to|us|was|we|were|with|you|your"
    ),
    "fr": re.compile(
        r"au|avec|ce|cela|de|des|du|en|est|et|il|la|le|les|ne|nous|notre|ou|pas|pour|que|si|sur|un|une|vos|votre|vous"
    ),
}


def unfounded(subject: str, opening: str, *, language: str, facts: Mapping[str, str]) -> str:
    """Why the two cannot be used, as a code; "" when they say nothing that the facts do not.

    `facts`: `shop` (its name) and `last_order_on` (the date as written out), each perhaps "".
    """
    if language not in _common:
        return "language"
    if not (4 <= len(subject) <= 70 and 20 <= len(opening) <= 240 and opening[-1] in ".?"):
        return "length"
    for text in (subject, opening):
        if code := _unfounded(text, facts):
            return code
    return "" if _is_in(language, f"{subject} {opening}") else "language"


def _unfounded(text: str, facts: Mapping[str, str]) -> str:
    rest = text
    for fact in (facts.get("last_order_on", ""), facts.get("shop", "")):
        rest = re.sub(rf"(?<!\w){re.escape(fact)}(?!\w)", " ", rest) if fact else rest
    if _links.search(rest):
        return "link"
    if _money.search(rest) or _offers.search(rest):
        return "offer"
    if any(sign.isnumeric() for sign in rest) or _times.search(rest):
        return "number"
    if any(sign in rest for sign in "<>{}[]|\\*_#~`^=\n") or any(ord(sign) > 0x2FFF for sign in rest):
        return "signs"
    return "name" if _has_name(rest) else ""


def _has_name(text: str) -> bool:
    """A capital letter within a sentence: a name that no fact gave, or a code."""
    starts = {found.end() for found in _sentence_start.finditer(text)}
    for found in _word.finditer(text):
        word = found.group()
        inner = word[1:] if found.start() in starts or word == "I" or word.startswith(("I’", "I'")) else word
        if inner != inner.lower():
            return True
    return False


def _is_in(language: str, text: str) -> bool:
    """Most of the little words are this language's, and most letters are of its script."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {name: sum(bool(common.fullmatch(word)) for word in words) for name, common in _common.items()}
    others = max(count for name, count in counts.items() if name != language)
    return (
        counts[language] >= 2
        and counts[language] > others
        and all(ord(sign) < 0x250 for word in words for sign in word)
    )
