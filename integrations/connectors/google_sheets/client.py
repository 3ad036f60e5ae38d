"""Rows of one spreadsheet. Source: developers.google.com/workspace/sheets/api/reference/rest."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from integrations.connectors import google
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Cell = str | int | float | bool | None


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["GOOGLE_SHEETS_ACCESS_TOKEN"])


judge = google.judge


class GoogleSheets:
    """Values are written RAW: a text that looks like a formula stays a text."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._sheet = f"/{quote(http.values['GOOGLE_SHEETS_ID'], safe='')}"

    def probe(self) -> dict[str, Any]:
        """The spreadsheet's title and sheets."""
        answer = self._http.get(self._sheet, params={"fields": "spreadsheetId,properties.title,sheets.properties"})
        answer.value("spreadsheetId")
        return answer.object()

    def read(self, area: str) -> list[list[Cell]]:
        """Cells of an area such as `Leads!A1:F100`; rows end at their last filled cell."""
        answer = self._http.get(f"{self._sheet}/values/{quote(area, safe='')}")
        with answer.reading():
            return [list(row) for row in answer.object().get("values", [])]

    def write(self, area: str, rows: Sequence[Sequence[Cell]]) -> int:
        """Set the cells of an area; returns how many. May be repeated."""
        answer = self._http.put(
            f"{self._sheet}/values/{quote(area, safe='')}",
            params={"valueInputOption": "RAW"},
            json={"range": area, "majorDimension": "ROWS", "values": [list(row) for row in rows]},
        )
        with answer.reading():
            return int(answer.object().get("updatedCells", 0))

    def append(self, area: str, rows: Sequence[Sequence[Cell]]) -> str:
        """Add rows below a table; returns the area they got. Not repeated by itself: look with `read`."""
        answer = self._http.post(
            f"{self._sheet}/values/{quote(area, safe='')}:append",
            params={"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"},
            json={"majorDimension": "ROWS", "values": [list(row) for row in rows]},
        )
        return str(answer.value("updates", "updatedRange"))


CLIENT = GoogleSheets
