"""Orders that suppliers send."""
