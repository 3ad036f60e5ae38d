"""When autonomy may start an automation: pure, from what was looked at to a tree of conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from automations.autonomy.tree import Compared, Node, State, all_of, any_of
from automations.triggers import Answer
from sensors.freshness import MEASURED
from sensors.goals import GoalGap
from sensors.matrix import SectorPressure
from sensors.sectors import Sector, Status
from sensors.steady import LIMIT

COOL_DOWN = timedelta(days=7)
"""Time between two runs that autonomy starts of one automation: an effect needs time to show."""


@dataclass(frozen=True)
class Answered:
    """Which automation autonomy has started for a sector, and when."""

    automation: str
    at: datetime


@dataclass(frozen=True)
class World:
    """What was looked at, once, for one client at `now`; `answered` is what its effect is awaited of."""

    now: datetime
    client_state: str
    client_active: bool
    paused_here: bool
    paused_everywhere: bool
    sectors: dict[Sector, SectorPressure]
    goals: Sequence[GoalGap]
    budget_left: bool = True
    answered: Mapping[Sector, Answered] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """How one automation stands at the client; `last_acted_at` is autonomy's own last run of it."""

    enabled: bool
    by_default: bool = False
    open_runs: int = 0
    last_acted_at: datetime | None = None
    lacks: Sequence[str] = field(default_factory=tuple)


def conditions(automation: str, answers: Sequence[Answer], world: World, standing: Standing) -> Node:
    """The whole tree but for the dry run, which is made only when everything else holds."""
    return all_of(
        "act",
        [
            _client(world),
            _not_paused(world),
            _affordable(world),
            _switched_on(world, standing),
            _ready(world, standing),
            any_of("cause", _causes(automation, answers, world)),
            _nothing_alike(world, standing),
            _rested(world, standing),
        ],
        automation=automation,
    )


def has_cause(answers: Sequence[Answer], world: World) -> bool:
    """Is there anything to explain: a pressure above the limit, however old, or a goal?"""
    sectors = {answer.sector for answer in answers}
    metrics = {answer.metric for answer in answers}
    return any(gap.goal.metric in metrics for gap in world.goals) or any(
        pressure.sector.value in sectors and (pressure.level or 0) > LIMIT for pressure in world.sectors.values()
    )


def pressure_node(pressure: SectorPressure, *more: Node) -> Node:
    """Is this sector under pressure, by a reading that counts, and does `more` hold?"""
    source, at = reading_source(pressure)
    level = pressure.level
    above = Node(
        "pressure_above_limit",
        "missing" if level is None else _state(level > LIMIT),
        compared=None if level is None else Compared(round(level, 1), ">", LIMIT),
        source=source,
        at=at,
    )
    children = [
        _counts(pressure.status, pressure.reason, source, at),
        above,
        *_undisturbed(pressure, source, at),
        *more,
    ]
    reading = pressure.reading.pk if pressure.reading else None
    return all_of("pressure", children, sector=pressure.sector.value, reading=reading)


def _undisturbed(pressure: SectorPressure, source: str, at: datetime | None) -> list[Node]:
    """Only where there is something to say: a person silenced the sector, or one reading stands alone."""
    found = []
    if pressure.silence is not None:
        params = {"kind": pressure.silence.kind, "until": pressure.silence.ends_at.isoformat()}
        found.append(Node("not_silenced", "unmet", params, source="silences", at=pressure.silence.created_at))
    if not pressure.holds:
        found.append(Node("confirmed", "unmet", source=source, at=at))
    return found


def goal_node(gap: GoalGap, now: datetime, *more: Node) -> Node:
    """Is the client behind this goal, by a reading that counts, and does `more` hold?"""
    reading, unit = gap.now.reading, gap.metric.unit
    source, at = (reading.source_code or reading.sensor, reading.at) if reading else ("sensors", now)
    value, goal = gap.now.value, gap.goal
    behind = Node(
        "behind_goal",
        "missing" if value is None or gap.missing is None else _state(gap.missing > 0),
        compared=None if value is None else Compared(value, "<" if goal.direction == "up" else ">", goal.target, unit),
        source=source,
        at=at,
    )
    due = goal.due_on.isoformat() if goal.due_on else None
    in_time = Node("goal_not_over", _state(not gap.overdue), {"due": due}, source="goals", at=goal.created_at)
    alone = [] if gap.holds else [Node("confirmed", "unmet", source=source, at=at)]
    children = [_counts(gap.now.status, gap.now.reason, source, at), in_time, behind, *alone, *more]
    named = {"metric": goal.metric, "target": goal.target, "unit": unit, "due": due}
    return all_of("goal", children, **named, goal=goal.pk, reading=reading.pk if reading else None)


def unanswered(answering: Sequence[Sequence[Answer]], world: World) -> list[Node]:
    """The causes that ask and count, and that no automation was made for."""
    sectors = {answer.sector for answers in answering for answer in answers}
    metrics = {answer.metric for answers in answering for answer in answers}
    asking = [pressure_node(found) for found in world.sectors.values() if found.sector.value not in sectors]
    asking += [goal_node(gap, world.now) for gap in world.goals if gap.goal.metric not in metrics]
    nobody = Node("answer_missing", "unmet", source="registry", at=world.now)
    return [all_of("answered", [cause, nobody]) for cause in asking if cause.holds]


def overview(world: World) -> Node:
    """Every sector and every goal, to show that nothing asks."""
    pressures = [pressure_node(found) for found in world.sectors.values()]
    return any_of("any_cause", [*pressures, *(goal_node(gap, world.now) for gap in world.goals)])


def reading_source(pressure: SectorPressure) -> tuple[str, datetime | None]:
    """Where a pressure comes from: the source's own label, else the sensor; and when it was read."""
    reading = pressure.reading
    label = reading.source_code if reading is not None else ""
    return label or pressure.sensor or "sensors", pressure.at


def _causes(automation: str, answers: Sequence[Answer], world: World) -> list[Node]:
    nodes: list[Node] = []
    for answer in answers:
        if answer.sector:
            pressure = world.sectors.get(Sector(answer.sector))
            nodes += [pressure_node(pressure, *_elsewhere(automation, pressure.sector, world))] if pressure else []
        if answer.metric:
            gaps = [gap for gap in world.goals if gap.goal.metric == answer.metric]
            nodes += [goal_node(gap, world.now, *_elsewhere(automation, gap.goal.sector, world)) for gap in gaps]
            if not gaps:
                nodes.append(Node("no_goal", "unmet", {"metric": answer.metric}, source="goals", at=world.now))
    return nodes


def _elsewhere(automation: str, sector: str, world: World) -> list[Node]:
    """Only where another automation was started for the sector: a cause is answered once, until that can show.

    A goal asks for its sector as pressure does: both are measured there, and two answers at a time
    could not be told apart in their effect.
    """
    found = world.answered.get(Sector(sector))
    if found is None or found.automation == automation:
        return []
    return [Node("answered_once", "unmet", {"automation": found.automation}, source="decisions", at=found.at)]


def _counts(status: Status, reason: str, source: str, at: datetime | None) -> Node:
    """Does the reading count: measured without reserve, in time, from a source in time?"""
    states: dict[Status, State] = {Status.OK: "met", Status.STALE: "stale"}
    state = states.get(status, "unmet" if status in MEASURED - {Status.UNKNOWN} else "missing")
    params = {"status": status.value, "reason": "" if state == "met" else reason}
    return Node("reading_counts", state, params, source=source, at=at)


def _client(world: World) -> Node:
    params = {"client_state": world.client_state}
    return Node("client_active", _state(world.client_active), params, source="clients", at=world.now)


def _not_paused(world: World) -> Node:
    where = "everywhere" if world.paused_everywhere else "here" if world.paused_here else ""
    return Node("not_paused", _state(not where), {"where": where}, source="switches", at=world.now)


def _affordable(world: World) -> Node:
    return Node("budget_left", _state(world.budget_left), source="budgets", at=world.now)


def _switched_on(world: World, standing: Standing) -> Node:
    params = {"by_default": standing.by_default and standing.enabled}
    return Node("switched_on", _state(standing.enabled), params, source="settings", at=world.now)


def _ready(world: World, standing: Standing) -> Node:
    return Node("ready", _state(not standing.lacks), {"lacks": list(standing.lacks)}, source="automation", at=world.now)


def _nothing_alike(world: World, standing: Standing) -> Node:
    compared = Compared(standing.open_runs, "=", 0, "runs")
    return Node("nothing_alike", _state(standing.open_runs == 0), compared=compared, source="runs", at=world.now)


def _rested(world: World, standing: Standing) -> Node:
    last = standing.last_acted_at
    if last is None:
        return Node("never_acted", "met", source="decisions", at=world.now)
    # Counted from a time in the future (a clock set back) it waits: acting twice is the worse mistake.
    age = (world.now - last).total_seconds()
    compared = Compared(age, ">=", COOL_DOWN.total_seconds(), "s")
    return Node("rested", _state(age >= COOL_DOWN.total_seconds()), compared=compared, source="decisions", at=last)


def _state(holds: bool) -> State:
    return "met" if holds else "unmet"
