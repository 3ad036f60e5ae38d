"""What the calls to outside services add up to, by connector."""

from collections import Counter

from integrations.http import breaker, calls
from integrations.metrics import CALLS, SECONDS
from tenants import metrics


@calls.listen
def count(record: calls.Record) -> None:
    """One call more."""
    with metrics.gathered():
        CALLS.add(record.connector, record.outcome)
        SECONDS.observe(record.latency_ms / 1000, record.connector)


@metrics.gauge("agency_breakers_open", "Services that are left alone now, for how many clients.", "connector")
def open_breakers() -> metrics.Reading:
    """Those that were opened and have not closed since."""
    return [((connector,), number) for connector, number in sorted(Counter(breaker.opened()).items())]
