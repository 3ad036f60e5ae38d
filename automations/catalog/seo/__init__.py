"""Being found."""
