"""Reviews at the command line: the same services as the pages, in somebody's name."""

import argparse
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from reviews import reasons
from reviews.answering import decide_with
from reviews.kinds import kind_of, label_of
from reviews.models import Review
from tenants.models import Client, User


class Command(BaseCommand):
    """`approvals list|show|approve|reject`; deciding needs `--as EMAIL`, never the requester's."""

    help = "List, show and decide what waits for a person."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help="What waits, soonest to expire first.")
        listing.add_argument("--client", help="Slug of one client.")
        listing.add_argument("--all", action="store_true", help="Closed ones, too.")
        verbs.add_parser("show", help="What will happen.").add_argument("review", type=UUID)
        for verb in ("approve", "reject"):
            deciding = verbs.add_parser(verb, help=f"{verb.capitalize()} one review, once.")
            deciding.add_argument("review", type=UUID)
            deciding.add_argument("--as", dest="email", required=True, help="Who decides.")
            deciding.add_argument("--digest", help="The digest that was shown; default is the present one.")
            deciding.add_argument("--note", default="", help="Kept with the client's own data.")
            if verb == "approve":
                deciding.add_argument("--actions", nargs="+", type=UUID, help="Only these; default is all.")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(**options)

    def list(self, *, client: str | None, **options: Any) -> None:
        if client and not Client.objects.filter(slug=client).exists():
            raise CommandError(f"There is no client “{client}”.")
        found = Review.objects.for_inbox().soonest_first()
        found = found if options["all"] else found.waiting()
        found = found.filter(client__slug=client) if client else found
        for review in found:
            why = " ".join(reasons.sentences(review.reasons))
            self.stdout.write(f"{review.pk}  {review.client.slug}  {review.state}  {label_of(review)}  {why}")
        if not found:
            self.stdout.write("Nothing waits.")

    def show(self, *, review: UUID, **options: Any) -> None:
        found = self._review(review)
        with found.client.active():
            shown = kind_of(found).render(found)
        self.stdout.write(f"{found.client.name}: {shown.title}\n{shown.lead}\ndigest {found.digest}  {found.state}")
        for line in shown.why:
            self.stdout.write(f"  why: {line}")
        for row in shown.rows:
            held = f"  held back: {row.held_back}" if row.held_back else ""
            self.stdout.write(f"  {row.id}  {row.title}  {row.detail}{held}")
            self.stdout.write(f"    {row.payload_json}")

    def approve(self, **options: Any) -> None:
        self._decide("approve", options["actions"], **options)

    def reject(self, **options: Any) -> None:
        self._decide("reject", None, **options)

    def _decide(self, verdict: str, ticked: Sequence[UUID] | None, *, review: UUID, email: str, **options: Any) -> None:
        found = self._review(review)
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        digest = options["digest"] or found.digest
        answer = decide_with(found, verdict, digest, ticked, options["note"], by=person)
        if not answer.won:
            raise CommandError(answer.sentence)
        self.stdout.write(self.style.SUCCESS(f"{found.get_state_display()}: {found.pk}"))

    def _review(self, review_id: UUID) -> Review:
        found = Review.objects.for_inbox().filter(pk=review_id).first()
        if found is None:
            raise CommandError(f"There is no review {review_id}.")
        return found
