"""The system's Chromium for the tests of one module: starting it takes longer than most of them."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """Started; a test without it is skipped by name."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed: the browser tests need Debian's package of that name")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch:
        # The driver's event loop runs in this thread; our database calls beside it are plain ones.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
            yield browser
            browser.close()


@pytest.fixture(scope="module")
def window(chromium: "Browser") -> Iterator["BrowserContext"]:
    """What the module's pages share: its memory of style sheets and pictures, fetched once."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def page(window: "BrowserContext") -> Iterator["Page"]:
    """A new page without anybody's session."""
    opened = window.new_page()
    yield opened
    for each in window.pages:
        each.close()
    window.clear_cookies()
