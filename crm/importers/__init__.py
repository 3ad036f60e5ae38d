"""Reading a shop's history from files, into the current client."""

from crm.importers.report import ImportReport
from crm.importers.run import import_shop

__all__ = ["ImportReport", "import_shop"]
