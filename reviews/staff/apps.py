"""Django's admin with our own site, so that every app's `admin.py` registers with it."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    default = False
    default_site = "reviews.staff.site.StaffSite"
