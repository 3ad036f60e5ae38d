"""Readings and goals, in the client's schema."""

from sensors.models.goal import Goal
from sensors.models.reading import Reading

__all__ = ["Goal", "Reading"]
