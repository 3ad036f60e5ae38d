"""`manage.py api_token create|list|revoke`"""

import json
from datetime import date as Date
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sensors.management.clients import add_client_option, chosen_client
from tenants import tokens
from tenants.errors import Refused
from tenants.management.people import person_called
from tenants.models import ApiToken, Client

VERBS = {
    "create": "make a token; its secret is shown once",
    "list": "the client's tokens, without their secrets",
    "revoke": "end a token now",
}


class Command(BaseCommand):
    help = "Make, list and end the tokens by which programs get in at one client."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in VERBS.items():
            one = verbs.add_parser(verb, help=text)
            add_client_option(one)
            one.add_argument("--json", action="store_true", help="print JSON")
            if verb != "list":
                one.add_argument("--as", dest="by", required=True, help="e-mail of the person in whose name")
            if verb == "create":
                one.add_argument("name", help="what it is for")
                one.add_argument("--scope", action="append", default=[], help=f"one of: {', '.join(tokens.SCOPES)}")
                one.add_argument("--until", type=Date.fromisoformat, help="last day, YYYY-MM-DD")
            if verb == "revoke":
                one.add_argument("token", type=int, help="its number in the list")

    def handle(self, *args: Any, **options: Any) -> None:
        client = chosen_client(options["client"])
        try:
            with client.active():
                found = getattr(self, f"_{options['verb']}")(client, options)
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, default=str))
            return
        for row in found if isinstance(found, list) else [found]:
            self.stdout.write("\n".join(f"{name:<10}{value}" for name, value in row.items()))
            self.stdout.write("")

    def _create(self, client: Client, options: dict[str, Any]) -> dict[str, Any]:
        until = options["until"]
        end = datetime.combine(until + timedelta(days=1), time(), client.zone) if until else None
        scopes = options["scope"] or ["directives"]
        token, secret = tokens.issue(
            client, name=options["name"], scopes=scopes, by=person_called(options["by"]), expires_at=end
        )
        return {**_row(token), "secret": secret}

    def _list(self, client: Client, options: dict[str, Any]) -> list[dict[str, Any]]:
        found = ApiToken.objects.filter(client=client).select_related("created_by").order_by("pk")
        return [_row(token) for token in found]

    def _revoke(self, client: Client, options: dict[str, Any]) -> dict[str, Any]:
        token = ApiToken.objects.filter(client=client, pk=options["token"]).first()
        if token is None:
            raise CommandError("There is no such token at this client.")
        tokens.revoke(token, by=person_called(options["by"]))
        token.refresh_from_db()
        return _row(token)


def _row(token: ApiToken) -> dict[str, Any]:
    return {
        "token": token.pk,
        "name": token.name,
        "scopes": ", ".join(token.scopes),
        "by": token.created_by.email if token.created_by else "",
        "created": token.created_at.isoformat(),
        "until": token.expires_at.isoformat() if token.expires_at else "",
        "revoked": token.revoked_at.isoformat() if token.revoked_at else "",
        "used": token.used_at.isoformat() if token.used_at else "",
    }
