from collections.abc import Mapping

from integrations.http import Http
from integrations.http.auth import Auth, bearer


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["SAMPLE_KEY"])


class Sample:
    def __init__(self, http: Http) -> None:
        self.http = http

    def probe(self) -> None:
        self.http.get("/me")


CLIENT = Sample
