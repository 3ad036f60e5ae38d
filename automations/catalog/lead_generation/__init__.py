"""Finding new leads."""
