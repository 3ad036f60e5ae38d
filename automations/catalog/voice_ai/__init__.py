"""Speaking with customers."""
