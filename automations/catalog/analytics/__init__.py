"""Figures and what they mean."""
