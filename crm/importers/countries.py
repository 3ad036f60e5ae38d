"""ISO 3166 codes from what shops write in a country column."""

from functools import cache

from babel import Locale

from tenants.markets import MARKETS, market

# Names that are no country's English name in CLDR.
ALSO = {"eire": "IE", "usa": "US", "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "uae": "AE"}
# CLDR also names what is no country: regions, unions, pseudo-locales.
NO_COUNTRY = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
# A country with one zone in daily life; for the others the client's own zone is the better guess.
MANY_ZONES = {"US", "CA", "AU"}


def code(name: str) -> str:
    """The code of a country's code or English name; "" where it is none, nothing is guessed."""
    plain = name.strip()
    known = codes()
    if len(plain) == 2 and plain.upper() in known.values():
        return plain.upper()
    return known.get(plain.casefold(), "")


@cache
def codes() -> dict[str, str]:
    territories = Locale("en").territories.items()
    real = {short: name for short, name in territories if len(short) == 2 and short.isalpha()}
    return {name.casefold(): short for short, name in real.items() if short not in NO_COUNTRY} | ALSO


def language(country: str) -> str:
    """The language of the country's market; "" for an unknown country."""
    return market(country).language if country else ""


def timezone(country: str) -> str:
    """The zone of the country's market; "" where it has several or is no market of ours."""
    return MARKETS[country].timezone if country in MARKETS and country not in MANY_ZONES else ""
