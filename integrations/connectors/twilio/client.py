"""Messages and calls. Source: Twilio's published OpenAPI document, API 2010-04-01."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from integrations.costs import Price
from integrations.http import Http, outcome
from integrations.http.auth import Auth, Basic

Row = dict[str, Any]
CLOSED = ("suspended", "closed")


def auth(values: Mapping[str, str]) -> Auth:
    return Basic(values["TWILIO_ACCOUNT_SID"], values["TWILIO_AUTH_TOKEN"])


class Twilio:
    """Twilio has no key for a message or call: `messages` and `calls` to a number are the look-ups."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._account = f"/2010-04-01/Accounts/{http.values['TWILIO_ACCOUNT_SID']}"

    def probe(self) -> Row:
        """Name, kind and state of the account. Raises Rejected `account_suspended`."""
        answer = self._http.get(f"{self._account}.json")
        if (state := answer.value("status")) in CLOSED:
            raise outcome.suspended(answer, str(state))
        if state != "active":
            raise answer.unreadable()
        return answer.object()

    def send_message(self, to: str, text: str, *, sender: str, callback: str = "", price: Price | None) -> str:
        """Send a text; `sender` is a number or a messaging service (MG…). Returns its SID."""
        form = {"To": to, "Body": text, "MessagingServiceSid" if sender.startswith("MG") else "From": sender}
        form |= {"StatusCallback": callback} if callback else {}
        return str(self._http.post(f"{self._account}/Messages.json", form=form, price=price).value("sid"))

    def message(self, sid: str) -> Row:
        """One message with its state and price."""
        return self._http.get(f"{self._account}/Messages/{sid}.json").object()

    def messages(self, to: str, since: datetime) -> Iterator[Row]:
        """Messages to a number since a day, newest first."""
        return self._pages("Messages.json", "messages", {"To": to, "DateSent>": since.date().isoformat()})

    def dial(
        self,
        to: str,
        *,
        sender: str,
        twiml: str,
        callback: str = "",
        detect_machine: bool = False,
        price: Price | None,
    ) -> str:
        """Call a number and follow `twiml`; returns the call's SID."""
        form = {"To": to, "From": sender, "Twiml": twiml}
        form |= {"StatusCallback": callback} if callback else {}
        form |= {"MachineDetection": "Enable"} if detect_machine else {}
        return str(self._http.post(f"{self._account}/Calls.json", form=form, price=price).value("sid"))

    def call(self, sid: str) -> Row:
        """One call with its state, seconds and price."""
        return self._http.get(f"{self._account}/Calls/{sid}.json").object()

    def calls(self, to: str, since: datetime) -> Iterator[Row]:
        """Calls to a number since a day, newest first."""
        return self._pages("Calls.json", "calls", {"To": to, "StartTime>": since.date().isoformat()})

    def end_call(self, sid: str) -> None:
        """Hang up. May be repeated."""
        self._http.post(f"{self._account}/Calls/{sid}.json", form={"Status": "completed"}, repeatable=True)

    def usage(self, start: date, end: date, category: str = "totalprice") -> list[Row]:
        """What was used and what it cost, per category."""
        query = {"Category": category, "StartDate": start.isoformat(), "EndDate": end.isoformat()}
        return list(self._pages("Usage/Records.json", "usage_records", query))

    def _pages(self, path: str, field: str, query: Mapping[str, str]) -> Iterator[Row]:
        url: str | None = f"{self._account}/{path}"
        rest: Row | None = {**query, "PageSize": 200}
        while url:
            answer = self._http.get(url, params=rest)
            yield from answer.rows(field)
            # The path of the next page carries the query.
            url, rest = answer.object().get("next_page_uri"), None


CLIENT = Twilio
