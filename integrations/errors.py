"""How a call to an outside service can fail, in the words the callers act on."""

import json
from typing import Any

from django.utils.functional import Promise

from tenants.errors import Problem, Refused, Temporary

__all__ = ["Problem", "Refused", "Rejected", "Temporary", "Unknown"]


class Unknown(Problem):
    """It may have happened and may not; repeating it could do it twice. A person looks."""

    default_code = "unknown"


class Rejected(Refused):
    """The service answered no: `status` is HTTP's number (200 where the error stood inside).

    `detail` is what the service said, shortened and without our secrets; it may hold people's
    data, so it stays in the client's schema.
    """

    default_code = "rejected"

    def __init__(
        self, sentence: str | Promise, *, code: str = "", status: int = 0, detail: str = "", body: str = ""
    ) -> None:
        super().__init__(sentence, code=code)
        self.status = status
        self.detail = detail
        self._body = body

    def words(self) -> dict[str, Any]:
        """The service's error as an object, for connectors whose service tells more there than by its number."""
        try:
            found = json.loads(self._body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}
