"""`manage.py goal set METRIC TARGET|list|drop METRIC`"""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sensors import goals, metrics, owners
from sensors.management.clients import add_client_option, chosen_client
from sensors.models import Goal
from tenants import clock
from tenants.errors import Refused


class Command(BaseCommand):
    help = "Say what a figure should become, list the goals, or give one up."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        set_ = verbs.add_parser("set", help="open a goal")
        set_.add_argument("metric", help="one of: " + ", ".join(sorted(metrics.all())))
        set_.add_argument("target", help="in the metric's unit, such as 55")
        set_.add_argument("--by", default="", metavar="DATE", help="until when, such as 2027-03-31")
        set_.add_argument("--owner", default="", metavar="EMAIL", help="who of the client's people answers for it")
        list_ = verbs.add_parser("list", help="all goals")
        drop = verbs.add_parser("drop", help="give a goal up")
        drop.add_argument("metric")
        for one in (set_, list_, drop):
            add_client_option(one)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with chosen_client(options["client"]).active():
                getattr(self, f"_{options['verb']}")(options)
        except Refused as problem:
            raise CommandError(problem.sentence) from problem

    def _set(self, options: dict[str, Any]) -> None:
        owner = owners.called(options["owner"]) if options["owner"] else None
        goal = goals.set_goal(options["metric"], options["target"], due_on=_date(options["by"]), owner=owner)
        self.stdout.write(_line(goal))

    def _list(self, options: dict[str, Any]) -> None:
        found = list(Goal.objects.newest_first())
        for goal in found:
            self.stdout.write(_line(goal))
        if not found:
            self.stdout.write("No goal was ever set. Figures: " + ", ".join(sorted(metrics.all())))

    def _drop(self, options: dict[str, Any]) -> None:
        self.stdout.write(_line(goals.drop_goal(options["metric"])))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"{text} is no date; write it as 2027-03-31.") from None


def _line(goal: Goal) -> str:
    """The goal beside what is measured now."""
    if goal.metric not in metrics.all():
        return f"{goal.metric}: no longer measured ({goal.state})"
    gap = goals.gap(goal, clock.now())
    unit = gap.metric.unit
    now = f"{gap.now.value:g}{unit}" if gap.now.value is not None else gap.now.reason
    by = f" by {goal.due_on}" if goal.due_on else ""
    owner = owners.names([goal.owner_id]).get(goal.owner_id or 0, "")
    by += f", owned by {owner}" if owner else ""
    status = "" if gap.now.value is None else f" ({gap.now.status.value})"
    return f"{goal.metric}: {goal.get_direction_display()} {goal.target:g}{unit}{by}, now {now}{status} [{goal.state}]"
