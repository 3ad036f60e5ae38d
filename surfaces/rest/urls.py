"""Addresses for programs."""

from django.urls import path

from surfaces.rest import directives

urlpatterns = [path("directive", directives.directive, name="api-directive")]
