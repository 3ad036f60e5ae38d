"""Messages and the state of the number. Source: Meta's published specification v23.0."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.connectors import meta
from integrations.costs import Price
from integrations.errors import Refused
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth

Row = dict[str, Any]
GONE = ("BANNED", "DELETED")


def auth(values: Mapping[str, str]) -> Auth:
    return meta.MetaAuth(values["WHATSAPP_ACCESS_TOKEN"])


judge = meta.judge


class WhatsApp:
    """WhatsApp has no key for a message: store the id it gives; a message that may have left is not repeated."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._number = f"/{http.values['WHATSAPP_PHONE_NUMBER_ID']}"

    def probe(self) -> None:
        """Is the number there and open? Raises Rejected `account_suspended`."""
        answer = self._asked()
        answer.value("display_phone_number")
        if answer.object().get("status") in GONE:
            raise outcome.suspended(answer)

    def number(self) -> Row:
        """The number, its verified name, quality rating and state."""
        return self._asked().object()

    def numbers(self) -> list[Row]:
        """All numbers of the business account with their rating, state and how many people they may write to a day."""
        query = {"fields": "display_phone_number,status,quality_rating,messaging_limit_tier", "limit": 100}
        return self._http.get(f"/{self._account()}/phone_numbers", params=query).rows("data")

    def templates(self, name: str | None = None) -> list[Row]:
        """Approved and waiting templates, by name if given."""
        return self._http.get(f"/{self._account()}/message_templates", params={"name": name}).rows("data")

    def send_text(self, to: str, text: str, *, price: Price | None) -> str:
        """Text, only within 24 hours of the person's own message; returns the message's id."""
        return self._send(to, {"type": "text", "text": {"body": text, "preview_url": False}}, price)

    def send_template(
        self, to: str, name: str, language: str, values: Sequence[str] = (), *, price: Price | None
    ) -> str:
        """An approved template with the values of its body; returns the message's id."""
        template: Row = {"name": name, "language": {"code": language}}
        if values:
            parameters = [{"type": "text", "text": value} for value in values]
            template["components"] = [{"type": "body", "parameters": parameters}]
        return self._send(to, {"type": "template", "template": template}, price)

    def _send(self, to: str, message: Row, price: Price | None) -> str:
        number = re.sub(r"[\s()+.-]", "", to)
        if not re.fullmatch(r"[1-9]\d{7,14}", number):
            raise Refused(_("The number must be international, with its country's code."), code="bad_number")
        body = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": number, **message}
        answer = self._http.post(f"{self._number}/messages", json=body, price=price)
        rows = answer.rows("messages")
        with answer.reading():
            return str(rows[0]["id"])

    def _asked(self) -> Answer:
        fields = "display_phone_number,verified_name,quality_rating,code_verification_status,status"
        return self._http.get(self._number, params={"fields": fields})

    def _account(self) -> str:
        self._http.needs("WHATSAPP_BUSINESS_ACCOUNT_ID")
        return self._http.values["WHATSAPP_BUSINESS_ACCOUNT_ID"]


CLIENT = WhatsApp
