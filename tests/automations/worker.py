"""A worker of its own process: `python -m tests.automations.worker SLUG` runs what is due for one client."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()


def main(slug: str) -> None:
    import events
    from tenants.models import Client

    events.run_due(client=Client.objects.get(slug=slug))


if __name__ == "__main__":
    main(sys.argv[1])
