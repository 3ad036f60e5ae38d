"""Google Sheets: leads and reports handed over as a table."""

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="google_sheets",
    title="Google Sheets",
    level="platform",
    version="v4",
    base_url="https://sheets.googleapis.com/v4/spreadsheets",
    credentials=(
        Credential("GOOGLE_SHEETS_ID", _("Spreadsheet"), "text", _("The long part of its address, after /d/.")),
        google.access("GOOGLE_SHEETS"),
    ),
    setup_url="https://docs.google.com/spreadsheets/",
    docs="https://developers.google.com/workspace/sheets/api/reference/rest",
    methods=tuple(
        Method(name, "developers.google.com/workspace/sheets/api/reference/rest")
        for name in ("probe", "read", "write", "append")
    ),
    oauth=google.oauth("GOOGLE_SHEETS", "spreadsheets"),
    rate=Rate(per_s=1, per_minute=60),  # 60 a minute and user ("Usage limits")
)
