"""All fakes at once, for looking at the product with its services at hand (`manage.py up --with-fakes`)."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.fakes.server import Fake
from tests.integrations.connectors.contracts import contracted, slugs


@dataclass
class Running:
    """`bases`: what the processes are told by environment; `values`: by connector, what a person enters to connect."""

    bases: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    fakes: list[Fake] = field(default_factory=list)

    def stop(self) -> None:
        for fake in self.fakes:
            fake.stop()


def start_all(specs: Path, only: list[str] | None = None) -> Running:
    """Start the fake of each connector; one whose specification is not at hand is left out, by name."""
    running = Running()
    for slug in only or slugs():
        try:
            told = contracted(slug, specs)
        except FileNotFoundError:
            running.left_out.append(slug)
            continue
        for name, host in {"": told.main, **told.others}.items():
            fake = host.start()
            running.fakes.append(fake)
            variable = "_".join(part for part in (slug.upper(), name.upper(), "API_BASE") if part)
            running.bases[variable] = fake.url + getattr(host.contract, "base_path", "")
        running.values[slug] = dict(told.values)
    return running
