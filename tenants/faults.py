"""Named points where a test may kill this process, as a power cut would.

A process started with `FAULT_KILL_AT=<point>` dies by SIGKILL the first time it reaches that
point; the marker file `FAULT_MARKER` (required with it) makes it happen once, so that the
restarted process carries on. `check --deploy` refuses the setting.
"""

import os
import signal
from pathlib import Path

from django.conf import settings


def point(name: str) -> None:
    """Die here when the settings ask for it; otherwise nothing."""
    if name != settings.FAULT_KILL_AT:
        return
    marker = Path(settings.FAULT_MARKER)
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
