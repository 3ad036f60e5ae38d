"""Addresses for programs, on a client's host under /api/: JSON in, JSON or a problem document out."""
