"""Texts, sound and video."""
