"""No page of ours falls back to English for a French reader."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("parts", "account", "allauth", "client", "reviews", "staff")
PACKAGES = (
    "automations",
    "config",
    "crm",
    "events",
    "integrations",
    "learning",
    "reviews",
    "sensors",
    "surfaces",
    "tenants",
)
WORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}
SAID = re.compile(r"""{% translate "([^"]+)"(?: context "([^"]+)")?|_\("([^"]+)"\)""")


@cache
def french() -> dict[tuple[str, str | None], str]:
    with (ROOT / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        catalog = read_po(file, locale="fr")
    found = {}
    for message in catalog:
        one = message.id[0] if isinstance(message.id, tuple) else message.id
        said = message.string[0] if isinstance(message.string, tuple) else message.string
        found[one, message.context] = "" if message.fuzzy else said
    return found


def sources() -> list[Path]:
    templates = [path for folder in FOLDERS for path in (ROOT / "templates" / folder).rglob("*.html")]
    return [*templates, *(ROOT / "templates").glob("*.html"), ROOT / "surfaces/web/status.py"]


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.name)
def test_every_word_of_the_look_is_said_in_french(source: Path) -> None:
    known = french()
    for said, context, in_python in SAID.findall(source.read_text()):
        asked = said.replace("%", "%%") or in_python  # as Django looks a template's words up
        assert known.get((asked, context or None)), asked


def test_french_keeps_every_blank_of_the_english() -> None:
    for (one, _context), said in french().items():
        if one:
            assert sorted(re.findall(r"%\(\w+\)s", one)) == sorted(re.findall(r"%\(\w+\)s", said)), one


def test_french_sets_a_narrow_space_before_its_high_signs() -> None:
    for said in french().values():
        assert not re.search(r" [:;?!](?:\s|$)", said), said


def test_nothing_in_the_catalogue_is_left_open() -> None:
    assert [one for (one, _context), said in french().items() if one and not said] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sentence_of_the_code_is_said_in_french(package: str) -> None:
    known = french()
    asked = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords=WORDS)
    for file, line, message, _comments, context in asked:
        one = message[0] if isinstance(message, tuple) else message
        assert known.get((one, context)), f"{package}/{file}:{line} {one}"
