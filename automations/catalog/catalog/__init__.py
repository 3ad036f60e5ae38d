"""Products in the shop."""
