"""`manage.py automation list|show|run|dry_run|simulate|health|resolve`"""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from automations import registry, services
from automations.base import Automation
from automations.management.params import read_params
from automations.models import Action, Run
from automations.services.starting import Preview
from automations.trace import trace
from sensors.management.clients import add_client_option, chosen_client
from tenants import context
from tenants.errors import Refused
from tenants.management.people import person_called

Row = dict[str, Any]
VERBS = {
    "list": "all automations",
    "show": "one automation: what it does, its parameters as JSON schema, its last runs",
    "run": "start one now",
    "dry_run": "what one would do, with no effect",
    "simulate": "what one would have done over past days, with no effect",
    "health": "ready, or what is missing",
    "resolve": "say whether an unknown action happened",
}


class Command(BaseCommand):
    help = "List, show, try, start automations, and resolve actions of which nobody knows whether they happened."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in VERBS.items():
            one = verbs.add_parser(verb, help=text)
            add_client_option(one)
            one.add_argument("--json", action="store_true", help="print JSON")
            if verb in ("show", "run", "dry_run", "simulate"):
                one.add_argument("automation", help="short name")
            if verb in ("run", "dry_run", "simulate"):
                one.add_argument("--params", default="{}", help="parameters as JSON")
            if verb in ("run", "resolve"):
                one.add_argument("--as", dest="by", required=verb == "resolve", help="e-mail of the person who asks")
            if verb == "simulate":
                one.add_argument("--from", dest="first", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
                one.add_argument("--to", dest="last", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
                one.add_argument("--csv", type=Path, help="write a line per day into this file")
            if verb == "resolve":
                one.add_argument("action", type=UUID, help="id of the action")
                one.add_argument("--happened", choices=["yes", "no"], required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with chosen_client(options["client"]).active():
                found = getattr(self, f"_{options['verb']}")(options)
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False, default=str))
            return
        for row in found if isinstance(found, list) else [found]:
            self.stdout.write("\n".join(f"{name:<14}{_plain(value)}" for name, value in row.items()))
            self.stdout.write("")

    def _list(self, options: Row) -> list[Row]:
        return [_declared(each) for each in registry.offered(context.current())]

    def _show(self, options: Row) -> Row:
        automation = registry.get_for(context.current(), options["automation"])
        runs = Run.objects.of(automation.slug).newest_first()[:10]
        row = _declared(automation) | {"description": str(automation.description)}
        return row | {"params": automation.Params.json_schema(), "runs": [_run(each) for each in runs]}

    def _health(self, options: Row) -> list[Row]:
        rows = []
        for each in registry.offered(context.current()):
            health = each.health()
            rows.append({"automation": each.slug, "ready": health.ready, "missing": health.missing})
        return rows

    def _dry_run(self, options: Row) -> Row:
        return _preview(services.plan_preview(options["automation"], read_params(options["params"])))

    def _simulate(self, options: Row) -> Row:
        params = read_params(options["params"])
        report = services.simulate(options["automation"], options["first"], options["last"], params)
        if options["csv"]:
            try:
                write_csv(options["csv"], report.table())
            except OSError as problem:
                raise CommandError(f"{options['csv']} cannot be written: {problem.strerror}.") from problem
        return {name: value for name, value in report.stored().items() if name != "days"} | report.totals

    def _run(self, options: Row) -> Row:
        by = person_called(options["by"]) if options["by"] else None
        run = services.start_run(options["automation"], read_params(options["params"]), trigger="manual", by=by)
        steps = [{"phase": each.phase, "title": each.title, "text": each.text} for each in trace(run)]
        return _run(run) | {"trace": steps}

    def _resolve(self, options: Row) -> Row:
        action = Action.objects.filter(pk=options["action"]).first()
        if action is None:
            raise CommandError("There is no such action at this client.")
        resolved = services.resolve_unknown(action, options["happened"] == "yes", person_called(options["by"]))
        if not resolved:
            raise CommandError(f"Nothing to resolve: the action is {action.state}.")
        return {"action": str(action.pk), "state": str(action.state)}


def write_csv(path: Path, rows: Iterable[list[str | int]]) -> None:
    """Head and lines as UTF-8 CSV; raises OSError where the file cannot be written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _declared(automation: Automation) -> Row:
    return {
        "automation": automation.slug,
        "title": str(automation.title),
        "category": automation.category,
        "risk": str(automation.risk.value),
        "version": automation.version,
    }


def _run(run: Run) -> Row:
    return {
        "run": str(run.pk),
        "automation": run.automation,
        "state": str(run.state),
        "actions": Action.objects.filter(run=run).counts(),
        "reasons": run.reasons,
        "left_out": [{"code": each["code"], "people": each["people"]} for each in run.left_out],
        "facts": run.facts,
        "review": str(run.review_id) if run.review_id else None,
    }


def _preview(preview: Preview) -> Row:
    answers: dict[str, int] = {}
    for planned, verdict in preview.rows:
        name = f"{planned.wish.slug} {verdict.answer.value}"
        answers[name] = answers.get(name, 0) + 1
    return {
        "automation": preview.automation.slug,
        "params": preview.params,
        "missing": preview.missing,
        "actions": answers,
        "held_out": preview.held_out,
        "left_out": [{"code": row["code"], "people": row["people"]} for row in preview.plan.left_out_stored()],
        "reasons": preview.decided.reasons,
        "facts": preview.plan.facts,
        "cost_micros": preview.cost_micros,
    }


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
