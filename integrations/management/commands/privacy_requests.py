"""`manage.py privacy_requests [--client SLUG] [--answered ID]`: what people asked to be told of what is stored."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.management.clients import add_client_option, chosen_client
from integrations.models import PrivacyRequest
from integrations.sync import privacy


class Command(BaseCommand):
    help = "Print the open questions of people with the documents for them; note that one was passed on."

    def add_arguments(self, parser: CommandParser) -> None:
        add_client_option(parser)
        parser.add_argument("--answered", default="", help="the request whose document was passed on")

    def handle(self, *args: Any, **options: Any) -> None:
        with chosen_client(options["client"]).active():
            if options["answered"] and not privacy.note_answered(options["answered"]):
                raise CommandError(f"No open request is called {options['answered']}.")
            open_ones = PrivacyRequest.objects.open().longest_wait_first()
            for each in open_ones:
                self.stdout.write(f"{each.request_id}  asked {each.asked_at:%Y-%m-%d %H:%M} UTC")
                self.stdout.write(json.dumps(privacy.hand_out(each), indent=2, ensure_ascii=False))
            if not open_ones:
                self.stdout.write("Nobody waits for an answer.")
