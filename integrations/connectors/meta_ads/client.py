"""Insights and the Conversions API. Source: developers.facebook.com/docs/marketing-api, version in the manifest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.connectors import meta
from integrations.connectors.meta_ads.events import Event, as_row
from integrations.errors import Refused
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth
from tenants import clock

Row = dict[str, Any]
LARGEST_BATCH = 1000
CLOSED = frozenset({2, 101})
"""Values of `account_status`: disabled, closed (Marketing API, "Ad Account")."""
OLDEST = timedelta(days=7)
_totals = "spend,impressions,reach,frequency,clicks,account_currency"
_fields = "campaign_id,campaign_name,spend,impressions,clicks,ctr,actions,action_values,purchase_roas,account_currency"


def auth(values: Mapping[str, str]) -> Auth:
    return meta.MetaAuth(values["META_ACCESS_TOKEN"], values.get("META_APP_SECRET", ""))


judge = meta.judge


class MetaAds:
    """One ad account and its pixel."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._account = f"/act_{http.values['META_AD_ACCOUNT_ID'].removeprefix('act_')}"

    def probe(self) -> None:
        """Is the ad account there and open? Raises Rejected `account_suspended`."""
        answer = self._asked()
        if answer.value("account_status") in CLOSED:
            raise outcome.suspended(answer)

    def account(self) -> Row:
        """Name, state and currency of the ad account."""
        return self._asked().object()

    def insights(self, start: date, end: date, level: str = "campaign") -> Iterator[Row]:
        """Figures per day; money as text in the account's currency. Days are at the account's place."""
        span = f'{{"since":"{start.isoformat()}","until":"{end.isoformat()}"}}'
        query: Row = {"level": level, "fields": _fields, "time_range": span, "time_increment": 1, "limit": 500}
        after: str | None = None
        while True:
            answer = self._http.get(f"{self._account}/insights", params={**query, "after": after})
            yield from answer.rows("data")
            with answer.reading():
                paging = answer.object().get("paging") or {}
                after = (paging.get("cursors") or {}).get("after")
            # `next` itself carries the token in its address, so only the cursor is used.
            if not paging.get("next") or not after:
                return

    def totals(self, start: date, end: date) -> Row:
        """Figures of the whole account over a span in one row: how often each person saw an ad is no sum of days.

        {} where nothing was shown.
        """
        span = f'{{"since":"{start.isoformat()}","until":"{end.isoformat()}"}}'
        query: Row = {"level": "account", "fields": _totals, "time_range": span}
        found = self._http.get(f"{self._account}/insights", params=query).rows("data")
        return found[0] if found else {}

    def send_events(self, events: Sequence[Event], *, test_code: str = "") -> int:
        """Tell at most 1,000 events; returns how many Meta took. May be repeated: it deduplicates by event id.

        Raises Refused `event_too_old`: one event older than seven days would spoil the whole call.
        """
        self._http.needs("META_PIXEL_ID")
        if len(events) > LARGEST_BATCH:
            raise Refused(_("At most 1,000 events are told at once."), code="too_many_events")
        if any(not _recent(event.at) for event in events):
            raise Refused(_("An event is older than seven days, or in the future."), code="event_too_old")
        body: Row = {"data": [as_row(event) for event in events]} | (
            {"test_event_code": test_code} if test_code else {}
        )
        answer = self._http.post(f"/{self._http.values['META_PIXEL_ID']}/events", json=body, repeatable=True)
        with answer.reading():
            return int(answer.value("events_received"))

    def _asked(self) -> Answer:
        return self._http.get(self._account, params={"fields": "name,account_status,currency"})


def _recent(at: datetime) -> bool:
    return timedelta(0) <= clock.now() - at <= OLDEST


CLIENT = MetaAds
