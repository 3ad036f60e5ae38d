"""What was measured, what it should become, and when it is left alone."""

from sensors.models.goal import Goal
from sensors.models.reading import Reading
from sensors.models.silence import Silence

__all__ = ["Goal", "Reading", "Silence"]
