"""The main pages, wide and narrow: they render whole, fetch nothing elsewhere, and say where figures come from.

The demonstration's test (tests/surfaces/local) opens them once its loop has closed;
`UPDATE_SCREENSHOTS=1` also writes their pictures into docs/screenshots.
"""

import os
from pathlib import Path

from tests.screenshots.pictures import small_picture

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTHS = {1280: 1000, 390: 844}
LARGEST_BYTES = 150_000


def main_pages(agency) -> list[tuple[str, str, str, str]]:
    """(who, host, name of the picture, address)."""
    home = f"{agency.shops[0].slug}.localhost"
    past = f"/automations/{agency.simulation.automation}/simulation/{agency.simulation.pk}/"
    return [
        ("owner", home, "home", "/"),
        ("owner", home, "automation", f"/automations/{agency.waiting.automation}/"),
        ("owner", home, "run", f"/runs/{agency.run.pk}/"),
        ("owner", home, "approvals", "/approvals/"),
        ("owner", home, "approval", f"/approvals/{agency.waiting.pk}/"),
        ("owner", home, "pressures", "/pressures/"),
        ("owner", home, "goals", "/goals/"),
        ("owner", home, "autopilot", "/autopilot/"),
        ("owner", home, "simulation", past),
        ("approver", "localhost", "admin-command-centre", "/admin/"),
        ("approver", "localhost", "admin-inbox", "/admin/approvals/"),
        ("approver", "localhost", "admin-approval", f"/admin/approvals/{agency.waiting.pk}/"),
    ]


def the_main_pages_lie_well(screen, agency, accounts) -> None:
    """`accounts` give the address and the password of each person by the first word of the address."""
    signed_in = ""
    for who, host, name, path in main_pages(agency):
        if who != signed_in:
            screen.sign_in(host, *accounts[who])
            signed_in = who
        screen.open(host, path)
        for width, height in WIDTHS.items():
            screen.page.set_viewport_size({"width": width, "height": height})
            assert screen.page.locator("h1").count() == 1, name
            lies_well(screen.page, name, width)
            if os.environ.get("UPDATE_SCREENSHOTS") == "1":
                keep(small_picture(screen.page), f"{name}-{width}.png")
        figures_have_sources(screen.page, name)
    assert screen.complaints == []
    assert screen.elsewhere == [], "a page asked another host"


def test_every_picture_is_there_and_small():
    shop = ("shop-reading", "home-shop", "home-unplugged", "integrations-connected", "integrations-unplugged")
    for name in ("home", "automation", "run", "approvals", "admin-inbox", "admin-command-centre", *shop):
        for width in WIDTHS:
            assert 5_000 < (PICTURES / f"{name}-{width}.png").stat().st_size <= LARGEST_BYTES


def keep(picture: bytes, name: str) -> None:
    assert len(picture) <= LARGEST_BYTES, name
    (PICTURES / name).write_bytes(picture)


def lies_well(page, name: str, width: int) -> None:
    """Nothing scrolls sideways, and no text lies outside of the window."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, (name, width, over)


def figures_have_sources(page, name: str) -> None:
    """Each measured figure stands beside its source or its time."""
    bare = page.evaluate(
        """() => [...document.querySelectorAll(".pressure, .figure, .gauge, svg[role=img], .chart")]
            .filter(each => !each.closest("section, .card, li, td, main")
                ?.querySelector(".source, time, .freshness, .head p"))
            .map(each => each.outerHTML.slice(0, 120))"""
    )
    assert bare == [], name
