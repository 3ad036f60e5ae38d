"""What a service would drop or could not take does not leave at all."""

from datetime import timedelta
from decimal import Decimal

import pytest

from integrations import registry
from integrations.connectors.google_ads.conversions import Conversion
from integrations.errors import Refused
from integrations.http.wire import Raw
from tenants import clock
from tests.integrations.connectors.answers import raw


@pytest.mark.parametrize("given", [{"GA4_MEASUREMENT_ID": "G-1"}, {"GA4_API_SECRET": "s12345"}])
def test_no_event_leaves_for_google_without_all_that_names_its_stream(answered, given):
    sent = answered(Raw(204, {}, b"", False))
    ga4 = registry.bind("ga4", {"GA4_PROPERTY_ID": "1", "GA4_ACCESS_TOKEN": "t", **given})
    with pytest.raises(Refused) as caught:
        ga4.send_event("1.2", "generate_lead", {}, at=clock.now())
    assert (caught.value.code, sent) == ("missing_credentials", [])


@pytest.mark.parametrize("age", [timedelta(hours=72, minutes=1), timedelta(minutes=-5)])
def test_no_event_leaves_for_google_that_it_would_drop(answered, age):
    sent = answered(Raw(204, {}, b"", False))
    values = {"GA4_PROPERTY_ID": "1", "GA4_ACCESS_TOKEN": "t", "GA4_MEASUREMENT_ID": "G-1", "GA4_API_SECRET": "s12345"}
    with pytest.raises(Refused) as caught:
        registry.bind("ga4", values).send_event("1.2", "generate_lead", {}, at=clock.now() - age)
    assert (caught.value.code, sent) == ("event_too_old", [])


def test_more_conversions_than_google_takes_at_once_are_refused_before_they_leave(answered):
    sale = Conversion("o-1", clock.now(), Decimal(1), "EUR", consented=True, gclid="g")
    sent = answered(raw(200, {"requestId": "1"}))
    ads = registry.bind(
        "google_ads",
        {
            "GOOGLE_ADS_CUSTOMER_ID": "1",
            "GOOGLE_ADS_DEVELOPER_TOKEN": "dt12345",
            "GOOGLE_ADS_ACCESS_TOKEN": "t12345",
        },
    )
    with pytest.raises(Refused) as caught:
        ads.send_conversions([sale] * 2001, action="1")
    assert (caught.value.code, sent) == ("too_many_events", [])
    assert ads.send_conversions([sale] * 2000, action="1") == "1"


@pytest.mark.parametrize(
    ("given", "act"),
    [
        ({"SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/x"}, lambda slack: slack.post("c", "hi")),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, lambda slack: slack.notify("hi")),
    ],
)
def test_slack_is_not_asked_for_what_was_not_given(answered, given, act):
    sent = answered(raw(200, {"ok": True}))
    with pytest.raises(Refused) as caught:
        act(registry.bind("slack", given))
    assert (caught.value.code, sent) == ("missing_credentials", [])
