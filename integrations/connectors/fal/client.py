"""Work in a queue. Source: docs.fal.ai/model-apis/model-endpoints/queue."""

from collections.abc import Mapping
from typing import Any

from integrations.costs import Price
from integrations.http import Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]
PRICED = "fal-ai/flux/schnell"


def auth(values: Mapping[str, str]) -> Auth:
    return Header("Authorization", values["FAL_KEY"], prefix="Key ")


class Fal:
    """Models are named like `fal-ai/flux/schnell`; status and result leave out what follows the second part."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The price of one model: a call that needs the key and costs nothing."""
        answer = self._http.at("platform").get("/models/pricing", params={"endpoint_id": PRICED})
        answer.rows("prices")
        return answer.object()

    def submit(self, model: str, work: Row, *, price: Price | None) -> str:
        """Queue a piece of work; returns its id. It costs, so it is not repeated by itself."""
        return str(self._http.post(f"/{model}", json=work, price=price).value("request_id"))

    def status(self, model: str, request: str) -> str:
        """IN_QUEUE, IN_PROGRESS or COMPLETED."""
        return str(self._http.get(f"{_application(model)}/requests/{request}/status").value("status"))

    def result(self, model: str, request: str) -> Row:
        """What came out; addresses of pictures are short-lived."""
        return self._http.get(f"{_application(model)}/requests/{request}").object()

    def cancel(self, model: str, request: str) -> None:
        """Take queued work back. May be repeated."""
        self._http.put(f"{_application(model)}/requests/{request}/cancel")


def _application(model: str) -> str:
    return "/" + "/".join(model.split("/")[:2])


CLIENT = Fal
