"""Reads a client's whole shop, without waiting for the shop's limits: `python -m tests.bench.reading CLIENT`."""

import sys

import django

django.setup()

from django.test.utils import override_settings  # noqa: E402

from integrations.http import turn  # noqa: E402
from integrations.sync import pulling  # noqa: E402
from tenants.models import Client  # noqa: E402


def main(client_id: int) -> None:
    """One reading; what the shop allows per second is the shop's, not ours, so it is not measured."""
    turn.take = lambda manifest, cost=1: turn.Turn()
    with override_settings(DEVELOPMENT=True), Client.objects.get(pk=client_id).active():
        pulling.pull()


if __name__ == "__main__":
    main(int(sys.argv[1]))
