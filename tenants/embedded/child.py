"""Run a command that ends when its parent does: `python -m tenants.embedded.child PARENT COMMAND...`.

Asked of the kernel on Linux, where the wish survives the change of program. Elsewhere the next
`manage.py up` ends what a killed one left behind.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with(parent: int) -> None:
    """Have this process receive SIGTERM when `parent`, its parent, dies; at once if it is dead already."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  the program to run is our own choice
