"""A service is lost, or nothing was read for too long: no page shows an old figure as if it were true now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from automations import autonomy
from events.models import Board
from sensors import matrix, metrics, registry, services
from sensors.dependents import sensors_that_need
from sensors.goals import set_goal
from sensors.models import Goal, Reading
from tenants import clock, switches
from tests.reviews.staff.conftest import desk
from tests.sensors.everything import SERVICES, lose
from tests.sensors.marked import as_current
from tests.surfaces.web.client.conftest import enter

__all__ = ["desk", "enter"]
CLIENT_PAGES = (
    "/",
    "/sensors/",
    "/pressures/",
    "/goals/",
    "/integrations/",
    "/automations/",
    "/autopilot/",
    "/decisions/",
    "/approvals/",
)
STAFF_PAGES = ("/admin/", "/admin/integrations/")
LEVELS, FIGURES = range(62, 100), range(701, 800)
"""No page has them but for what the fixture makes of them."""


@pytest.fixture
def figures(live) -> dict[str, set[int]]:
    """By sensor the pressure and the goals' figures it shows: each there is only once in the world."""
    levels, others = iter(LEVELS), iter(FIGURES)
    shown: dict[str, set[int]] = {}
    for reading in Reading.objects.filter(pressure__isnull=False):
        sensor = reading.sensor
        # The week before, so that there is a trend to tell.
        Reading.objects.filter(pk=reading.pk).update(at=reading.at - timedelta(days=3), pressure=5)
        named = [metric.fact for metric, owner in metrics.all().values() if owner.slug == sensor]
        reading.pk, reading.pressure = None, next(levels)
        reading.facts |= dict(zip(named, others, strict=False))
        reading.save()
        Board.objects.filter(kind="sensor", key=sensor).update(number=reading.pressure)
        shown[sensor] = {int(reading.pressure), *(reading.facts[name] for name in named)}
    for slug in metrics.all():
        set_goal(slug, 100, due_on=clock.now().date() + timedelta(days=60))
    # Set long ago: what the figure began with is history, and would look like what it is now.
    Goal.objects.update(created_at=clock.now() - timedelta(days=30))
    return shown


@pytest.fixture
def page(enter, desk, viewer, approver, in_a):
    """The HTML of a page, a client's or the agency's, in English."""
    browsers = {False: enter(viewer, in_a), True: desk(approver)}
    return lambda path: browsers[path.startswith("/admin/")].get(path).content.decode()


@contextmanager
def undone() -> Iterator[None]:
    """What happens in it has not happened after it, and took no time: so one world serves all losses."""
    cache.clear()
    with clock.frozen(clock.now()), transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def stands_as_current(page, figures: dict[str, set[int]], *, of: str) -> list[tuple[str, str, int, list[str]]]:
    """Page, sensor, figure and the words around it, for each figure shown so; each kind of page once, that of `of`."""
    own = [f"/sensors/{of}/", f"/pressures/{registry.get(of).sector}/"]
    return [
        (path, sensor, figure, found[figure])
        for path in (*CLIENT_PAGES, *own, *STAFF_PAGES)
        for found in [as_current(page(path))]
        for sensor, shown in figures.items()
        for figure in shown & set(found)
    ]


def what_is_measured_is_shown(page, figures):
    """Else there would be nothing to mark."""
    autonomy.tick()
    found = stands_as_current(page, figures, of="ga4-sensor")
    shown = {(path, sensor) for path, sensor, _figure, _words in found}
    for sensor in figures:
        assert {("/sensors/", sensor), ("/pressures/", sensor)} <= shown
    once = {"/", "/goals/", "/admin/", "/decisions/", "/sensors/ga4-sensor/", "/pressures/conversion/"}
    assert once <= {path for path, _sensor in shown}


def test_without_a_service_no_page_shows_what_it_last_said(page, figures, live):
    with undone():
        what_is_measured_is_shown(page, figures)
    for service in SERVICES:
        turned = sorted(each.slug for each in sensors_that_need(service))
        with undone():
            lose(live, service)
            autonomy.tick()
            found = stands_as_current(page, figures, of=turned[0])
        live.answer(service)
        assert [each for each in found if each[1] in turned] == [], service
        assert {sensor for _path, sensor, _figure, _words in found} == set(figures) - set(turned), service


def test_while_paused_no_page_shows_what_a_paid_reading_last_said(page, figures, admin, in_a):
    paid = {each.slug for each in registry.all() if each.cost.is_charged}
    assert paid & set(figures)
    switches.pause(in_a, by=admin)
    services.read_all(sorted(paid))
    found = stands_as_current(page, figures, of=min(paid))
    assert {sensor for _path, sensor, _figure, _words in found} == set(figures) - paid
    assert "Paused by a person" in page("/sensors/")


def test_what_the_lost_shop_sold_is_called_old(page, figures, live):
    assert "These figures are old." not in page("/")
    lose(live, "shopify")
    home = page("/")
    assert "These figures are old." in home and "Shopify has not answered since" in home
    assert home.count('class="old"') == 2, "today and the weeks"
    assert ">Not ready<" in page("/automations/")


def test_what_was_read_too_long_ago_is_marked_everywhere(page, figures):
    clock.advance(timedelta(hours=49))
    states = {state.sensor: state for state in matrix.sensor_states(clock.now())}
    assert {states[sensor].status for sensor in figures} == {"stale"}
    assert not any(state.may_act for state in states.values())
    autonomy.tick()
    assert stands_as_current(page, figures, of="ga4-sensor") == []
