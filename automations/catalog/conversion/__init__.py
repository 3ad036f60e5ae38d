"""Bringing the sale home."""
