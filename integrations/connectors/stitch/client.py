"""Projects and their screens. Source: Google's own library, github.com/google-labs-code/stitch-sdk."""

from collections.abc import Mapping
from typing import Any, Literal

from integrations.connectors.stitch import mcp
from integrations.http import Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]
Device = Literal["MOBILE", "DESKTOP", "TABLET", "AGNOSTIC"]
DESIGNING_S = 300.0
"""Designing takes minutes; the vendor asks not to repeat a call that seems to hang."""


def auth(values: Mapping[str, str]) -> Auth:
    return Header("X-Goog-Api-Key", values["STITCH_API_KEY"])


judge = mcp.judge


class Stitch:
    """Ids are the last part of a resource's `name`: `projects/12/screens/9a` is project 12, screen 9a."""

    def __init__(self, http: Http) -> None:
        self._mcp = mcp.Mcp(http)

    def probe(self) -> list[str]:
        """The names of the tools, which costs nothing."""
        return self._mcp.tools()

    def projects(self) -> list[Row]:
        """The account's own projects."""
        return _rows(self._mcp.call("list_projects", {}, repeatable=True), "projects")

    def project(self, project: str) -> Row:
        """One project. Raises Rejected `not_found`."""
        return self._mcp.call("get_project", {"name": f"projects/{project}"}, repeatable=True)

    def create_project(self, title: str) -> str:
        """Make a project; its id. Not repeated by itself: look for the title in `projects` first."""
        made = self._mcp.call("create_project", {"title": title}, repeatable=False)
        return str(made.get("name", "")).rpartition("/")[2]

    def screens(self, project: str) -> list[Row]:
        """Every screen of a project: the look-up before a design is asked for again."""
        return _rows(self._mcp.call("list_screens", {"projectId": project}, repeatable=True), "screens")

    def screen(self, project: str, screen: str) -> Row:
        """One screen with the addresses of its picture (`screenshot`) and code (`htmlCode`), which end soon."""
        name = f"projects/{project}/screens/{screen}"
        return self._mcp.call("get_screen", {"projectId": project, "screenId": screen, "name": name}, repeatable=True)

    def generate(self, project: str, prompt: str, device: Device = "DESKTOP") -> list[Row]:
        """Have screens designed; those that came with the answer (none: look at `screens` later).

        It has no key and costs from the account's allowance, so it is never repeated by itself: after
        Unknown, `screens` says whether one came that was not there before.
        """
        asked = {"projectId": project, "prompt": prompt, "deviceType": device}
        made = self._mcp.call("generate_screen_from_text", asked, repeatable=False, timeout_s=DESIGNING_S)
        designs = [part.get("design") or {} for part in _rows(made, "outputComponents")]
        return [screen for design in designs for screen in _rows(design, "screens")]


def _rows(found: Row, name: str) -> list[Row]:
    return [row for row in found.get(name) or [] if isinstance(row, dict)]


CLIENT = Stitch
