"""Google Sheets, from developers.google.com/workspace/sheets/api/reference/rest."""

from pathlib import Path

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

ROUTES = {
    "GET /{id}": {"query": {"fields?": str}},
    "GET /{id}/values/{range}": {},
    "PUT /{id}/values/{range}": {
        "query": {"valueInputOption": {"RAW"}},
        "body": {"range": str, "majorDimension": {"ROWS"}, "values": list},
    },
    "POST /{id}/values/{range}:append": {
        "query": {"valueInputOption": {"RAW"}, "insertDataOption?": {"INSERT_ROWS"}},
        "body": {"majorDimension": {"ROWS"}, "values": list},
    },
}
REPLIES = {
    "GET /{id}": {"spreadsheetId": "s1"},
    "GET /{id}/values/{range}": {"values": [["a", 1]]},
    "PUT /{id}/values/{range}": {"updatedCells": 2},
    "POST /{id}/values/{range}:append": {"updates": {"updatedRange": "Leads!A2:B2"}},
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"GOOGLE_SHEETS_ID": "s1", "GOOGLE_SHEETS_ACCESS_TOKEN": "canary-1"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe()["spreadsheetId"], "s1"),
            "read": (lambda c: c.read("Leads!A1:B9"), [["a", 1]]),
            "write": (lambda c: c.write("Leads!A1:B1", [["=HYPERLINK()", 1]]), 2),
            "append": (lambda c: c.append("Leads!A1", [["a", None]]), "Leads!A2:B2"),
        },
    )
