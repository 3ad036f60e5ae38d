"""What the sensors' tests share."""

from typing import Any

import pytest

from sensors import services
from tests.sensors.everything import live_shop
from tests.sensors.outside import Outside, outside, served, slept

__all__ = ["outside", "served", "slept"]


@pytest.fixture
def live(outside: Outside, in_a: Any) -> Outside:
    """Everything is connected, the orders come from the connected shop, and every sensor was read."""
    live_shop(outside)
    services.read_all()
    return outside
