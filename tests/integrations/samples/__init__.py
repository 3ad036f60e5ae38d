"""A connector of the tests' own, found beside the real ones while a test asks for it."""
