"""Helping customers."""
