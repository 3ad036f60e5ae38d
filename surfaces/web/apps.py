"""The Django app that carries the pages' template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages of the client host; no models."""

    name = "surfaces.web"
    label = "web"
