"""Automations plan actions, a policy or a person releases them, and each happens once."""
