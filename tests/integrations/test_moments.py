"""Times as services write them."""

from datetime import UTC, datetime

import pytest

from integrations.moments import zoned
from tenants.errors import Refused


def nonsense() -> Refused:
    return Refused("No time.", code="nonsense")


@pytest.mark.parametrize("written", ["2026-11-18T12:00:00Z", "2026-11-18T13:00:00+01:00", "20261118T120000+00:00"])
def test_a_time_is_read_with_its_zone(written):
    assert zoned(written, nonsense) == datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2026-11-18T12:00:00", "2026-11-18", "soon", "", None, 5, {"at": "now"}], ids=str)
def test_what_is_no_time_or_names_no_zone_is_nonsense(written):
    with pytest.raises(Refused) as refused:
        zoned(written, nonsense)
    assert refused.value.code == "nonsense"
