"""The automations, one file each, in a folder per category."""
