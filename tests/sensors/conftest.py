"""What the sensors' tests share."""

from tests.sensors.outside import outside, served, slept

__all__ = ["outside", "served", "slept"]
