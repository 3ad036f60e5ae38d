"""Pages of a client's host."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
