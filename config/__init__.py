"""Settings, addresses and entry points. Celery's app is loaded here, so that tasks find it everywhere."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
