"""Moving credentials from an environment file into the vault, service by service."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from integrations import registry
from integrations.connections import changing
from integrations.manifest import Manifest
from integrations.vault import Sensitive
from tenants import clock, context
from tenants.errors import Refused
from tenants.models import User

OTHER_NAMES = {
    "FAL_API_KEY": "FAL_KEY",
    "GOOGLE_SHEETS": "GOOGLE_SHEETS_ID",
    "GOOGLE_ADS_CLIENT_ID": "GOOGLE_CLIENT_ID",
    "GOOGLE_ADS_CLIENT_SECRET": "GOOGLE_CLIENT_SECRET",
}
"""How values are called elsewhere, and here."""
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*")


@dataclass
class Imported:
    """What became of one service's values: their names alone."""

    connector: str
    title: str
    names: list[str]
    problem: str = ""


@dataclass
class Report:
    """By service; `unused` are names that no service of this client knows, `agency` those for the agency's record."""

    services: list[Imported] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    agency: list[str] = field(default_factory=list)


def read(lines: Iterable[str]) -> dict[str, Sensitive[str]]:
    """`NAME=value` lines, with or without quotes and `export`; comments and empty values are left out."""
    found: dict[str, Sensitive[str]] = {}
    for line in lines:
        match = None if line.lstrip().startswith("#") else _LINE.fullmatch(line.rstrip("\r\n"))
        if match and (value := _bare(match[2])):
            found[OTHER_NAMES.get(match[1], match[1])] = Sensitive(value)
    return found


def _bare(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return re.split(r"\s+#", text)[0]


def take_over(found: dict[str, Sensitive[str]], *, by: User | None = None, dry: bool = False) -> Report:
    """Store the values of every service that has one of its own among them; with `dry` only say so."""
    report, used = Report(), set()
    for manifest in registry.all():
        names = _names(manifest, found)
        if not names:
            continue
        used.update(names)
        if manifest.level == "platform" and not context.current().is_agency:
            report.agency.extend(names)
            continue
        report.services.append(_one(manifest, {name: found[name] for name in names}, by, dry))
    report.unused = sorted(set(found) - used)
    return report


def _names(manifest: Manifest, found: dict[str, Sensitive[str]]) -> list[str]:
    own = {credential.name for credential in manifest.credentials} | _tokens(manifest)
    shared = {credential.name for credential in changing.fields(manifest)}
    return sorted((own | shared) & set(found)) if own & set(found) else []


def _tokens(manifest: Manifest) -> set[str]:
    return {manifest.oauth.access_name, manifest.oauth.refresh_name} if manifest.oauth else set()


def _one(manifest: Manifest, values: dict[str, Sensitive[str]], by: User | None, dry: bool) -> Imported:
    done = Imported(manifest.slug, manifest.title, sorted(values))
    try:
        tokens = _tokens(manifest)
        checked = {
            name: value.reveal() if name in tokens else changing.checked(manifest, name, value.reveal())
            for name, value in values.items()
        }
        # With the means to renew a token, how old this one is need not be known: the first use renews it.
        renewable = manifest.oauth is not None and manifest.oauth.refresh_name in checked
        if not dry:
            if renewable and manifest.oauth:
                checked.setdefault(manifest.oauth.access_name, "to-be-renewed")
            changing.store(manifest, checked, by=by, expires_at=clock.now() if renewable else None)
    except Refused as problem:
        done.problem = problem.sentence
    return done
