#!/usr/bin/env python
"""The commands of the project."""

import os
import sys

from tenants.embedded import StartError


def main() -> None:
    """Run the command on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["up"] and {"--status", "--stop"} & set(sys.argv[2:]):
        os.environ["EMBEDDED_START"] = "never"  # to look or to stop is no reason to start servers
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except StartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
