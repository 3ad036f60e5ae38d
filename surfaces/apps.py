"""The doors: pages, and the commands that start and show the whole product."""

from django.apps import AppConfig


class SurfacesConfig(AppConfig):
    name = "surfaces"
