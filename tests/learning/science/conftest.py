"""Every test of the models searches for its own fits."""

from collections.abc import Iterator
from typing import Any

import pytest

from learning.science import fits


@pytest.fixture(autouse=True)
def searched() -> Iterator[dict[Any, Any]]:
    """What this process remembers of searches: nothing at first, and nothing of this test's afterwards."""
    fits._searched.clear()
    yield fits._searched
    fits._searched.clear()
