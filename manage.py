#!/usr/bin/env python
"""The commands of the project."""

import os
import signal
import sys
from types import FrameType

from tenants.embedded import StartError
from tenants.embedded.child import end_with


def main() -> None:
    """Run the command on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["up"] and {"--status", "--stop"} & set(sys.argv[2:]):
        os.environ["EMBEDDED_START"] = "never"  # to look or to stop is no reason to start servers
    if os.environ.get("END_WITH_PARENT"):
        end_with(os.getppid())
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except StartError as error:
        sys.exit(str(error))
    except Exception as error:
        if type(error.__cause__).__name__ == "UndefinedTable" and is_new():
            sys.exit("The database is empty: run `manage.py migrate` first.")
        raise


def is_new() -> bool:
    """Was this database never migrated?"""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NULL")
        return bool(cursor.fetchone()[0])


def leave(number: int, frame: FrameType | None) -> None:
    """End the way a command that is done ends, so that the last user stops our own servers."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
