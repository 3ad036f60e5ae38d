"""One service is lost: its sensors say so, no other sensor changes, and all is as before once it is back."""

from integrations import dependents as integrations
from integrations import registry
from integrations.models import Connection
from sensors import matrix
from sensors.sectors import Status
from tenants import clock
from tests.sensors.everything import SERVICES, lose, plug_in

GOES_ON = {
    "ga4": {"content-performance-sensor"},
    "apify": {"google-trends-sensor"},
    "google_ads": {"google-trends-sensor"},
    "cjdropshipping": {"supplier-health-sensor"},
    "bigbuy": {"supplier-health-sensor"},
}
"""What still measures without a service, from less, and says so; all else that needs it measures nothing."""


def states():
    return {state.sensor: (state.status, state.level) for state in matrix.sensor_states(clock.now())}


def test_all_measure_but_the_one_that_has_nothing_to_measure_with(live):
    silent = {slug: status for slug, (status, _level) in states().items() if status != Status.OK}
    assert silent == {"voice-quality-sensor": "blocked"}
    assert len(states()) == 19


def test_each_loss_turns_exactly_those_that_depend_on_it_and_ends_with_it(live):
    before = states()
    for slug in SERVICES:
        lose(live, slug)
        assert Connection.objects.get(connector=slug).state == "broken", slug
        after, goes_on = states(), GOES_ON.get(slug, set())
        depend = {each.slug for each in integrations.of(slug) if each.kind == "sensor"}
        assert {each for each in after if after[each] != before[each]} == depend, slug
        assert {each: after[each] for each in depend - goes_on} == dict.fromkeys(depend - goes_on, ("blocked", None))
        assert {after[each][0] for each in goes_on} <= {"degraded"}, slug
        assert all(title_of(slug) in reason(each) for each in depend), slug
        plug_in(live, slug)
        assert states() == before, slug


def title_of(slug):
    return registry.get(slug).title


def reason(sensor):
    return next(state.reason for state in matrix.sensor_states(clock.now()) if state.sensor == sensor)
