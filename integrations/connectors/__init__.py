"""One folder per outside service: `manifest.py`, `client.py`, and `webhooks.py` where it calls us."""
