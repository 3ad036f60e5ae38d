"""Telling good leads from others."""
