from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    """The client's own customers, products and orders, mirrored from its shop."""

    name = "crm"
    verbose_name = _("Customers and orders")
