"""Our own utterances: text | budget | timeline | authority | fit, by language."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FILES = (
    "first.txt", "second.txt", "third.txt", "fourth.txt", "fifth.txt", "sixth.txt", "seventh.txt", "eighth.txt",
    "ninth.txt", "tenth.txt", "eleventh.txt",
)  # fmt: skip
LANGUAGES = ("fr", "en", "es", "ar", "ary", "ary-latn")


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of one file in the form of the development data."""
    found: list[dict[str, Any]] = []
    lang = ""
    for line in (HERE / name).read_text("utf8").splitlines():
        if line.startswith("["):
            lang = line.strip("[]")
        elif line and not line.startswith("#"):
            text, money, timeline, authority, fit = (part.strip() for part in line.split(" | "))
            gold = {"timeline": said(timeline), "authority": said(authority), "fit": said(fit), "budget": amount(money)}
            number = gold["budget"] is None and any(letter.isdigit() for letter in text)
            tags = ["number-not-budget"] if number else []
            found.append({"id": f"{name}:{len(found)}", "lang": lang, "text": text, "gold": gold, "tags": tags})
    return found


def sentences(name: str) -> list[tuple[str, str]]:
    """Language and text of a file of bare sentences."""
    found: list[tuple[str, str]] = []
    lang = ""
    for line in (HERE / name).read_text("utf8").splitlines():
        if line.startswith("["):
            lang = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((lang, line))
    return found


def said(word: str) -> str | None:
    return None if word == "-" else word


def amount(written: str) -> dict[str, Any] | None:
    """ "500..900 EUR month": at most, at least and exact amounts alike; "0" is nothing at all."""
    if written == "-":
        return None
    if written == "0":
        return {"min": 0, "max": 0, "currency": None, "period": None}
    value, currency, *period = written.split()
    low, _, high = value.partition("..") if ".." in value else (value, "", value)
    return {
        "min": float(low) if low else None,
        "max": float(high) if high else None,
        "currency": None if currency == "?" else currency,
        "period": period[0] if period else None,
    }
