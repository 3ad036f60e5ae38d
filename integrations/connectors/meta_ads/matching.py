"""Identifiers in the one form that Meta hashes them in. An empty result means: do not send it.

Source: developers.facebook.com, "Customer information parameters". A local telephone number gets
its country's code first: without it, "0612345678" would be hashed as somebody else's number.
"""

import hashlib
import re

DIALLING = {
    "MA": "212",
    "DZ": "213",
    "TN": "216",
    "FR": "33",
    "BE": "32",
    "DE": "49",
    "IT": "39",
    "ES": "34",
    "PT": "351",
    "NL": "31",
    "LU": "352",
    "CH": "41",
    "AT": "43",
    "IE": "353",
    "GB": "44",
    "US": "1",
    "CA": "1",
    "AU": "61",
    "AE": "971",
    "SA": "966",
    "QA": "974",
    "KW": "965",
    "EG": "20",
    "SN": "221",
    "CI": "225",
    "MR": "222",
    "LY": "218",
}
"""ITU-T E.164 country codes of the markets and their neighbours."""
KEEPS_ZERO = {"IT", "CI"}
"""Their numbers keep the leading zero abroad (ITU-T, national numbering plans; Côte d'Ivoire since 2021)."""
_hash = re.compile(r"[a-f0-9]{64}|[a-f0-9]{32}")


def sha256(value: str) -> str:
    """Hex; a value that is a hash already stays."""
    return value if _hash.fullmatch(value) else hashlib.sha256(value.encode()).hexdigest()


def email(value: str) -> str:
    """Small letters without blanks around; empty when it is no address."""
    plain = value.strip().lower()
    return plain if _hash.fullmatch(plain) or re.fullmatch(r"[^@\s]+@[^@\s]+", plain) else ""


def phone(value: str, country: str) -> str:
    """Digits with the country's code; empty when the code is unknown or the number too short or long."""
    plain = value.strip().lower()
    if _hash.fullmatch(plain):
        return plain
    number = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", plain))
    digits = number.replace("+", "")
    if number.startswith("+"):
        international = digits
    elif digits.startswith("00"):
        international = digits[2:]
    elif code := DIALLING.get(country.upper(), ""):
        local = digits if country.upper() in KEEPS_ZERO else digits.removeprefix("0")
        known = digits.startswith(code) and len(digits) >= len(code) + 8 and not digits.startswith("0")
        international = digits if known else code + local
    else:
        return ""
    return international if 8 <= len(international) <= 15 and not international.startswith("0") else ""


def name(value: str) -> str:
    """Small letters, no punctuation; accents stay."""
    return re.sub(r"[^\w]|\d|_", "", value.strip().lower())


def city(value: str) -> str:
    """Small letters without digits, blanks and punctuation; accents stay."""
    return name(value)


def zip_code(value: str) -> str:
    """Small letters, no blanks, only what stands before a dash."""
    return re.sub(r"\s", "", value.lower()).partition("-")[0]


def country(value: str) -> str:
    """Two small letters, or empty."""
    plain = value.strip().lower()
    return plain if re.fullmatch(r"[a-z]{2}", plain) else ""


def currency(value: str) -> str:
    """ISO 4217 in small letters."""
    return value.strip().lower()
