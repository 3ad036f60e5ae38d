"""What went wrong while starting a server, in words that say what to do."""

from pathlib import Path

LOG_TAIL_LINES = 12

ADVICE = (
    ("No space left on device", "The disk is full: free some space and start again."),
    ("could not bind", "Another program took the port meanwhile: start again, a free one is then chosen."),
    ("Address already in use", "Another program took the port meanwhile: start again, a free one is then chosen."),
    ("Permission denied", "The account that runs the server may not use this folder: look at its owner and mode."),
    ("Read-only file system", "The folder is on a read-only file system: set EMBEDDED_DIR to one that can be written."),
    ("could not create shared memory", "The machine gives too little shared memory: raise its limit."),
    ("incompatible with server", "The data was made by another version of PostgreSQL: dump it there and load it here."),
    ("GLIBC_", "This system's C library is older than the bundled binaries need: set DATABASE_URL and REDIS_URL."),
)


class StartError(RuntimeError):
    """A server could not be started or reached; the message says why and what to do."""


def failed_to_start(server: str, log: str) -> StartError:
    """The error for `server`, with the end of what it said and the advice that fits."""
    tail = "\n".join(f"    {line}" for line in log.strip().splitlines()[-LOG_TAIL_LINES:])
    advice = next((text for sign, text in ADVICE if sign in log), "")
    if not advice:
        advice = "Or set DATABASE_URL and REDIS_URL to servers of your own; then nothing embedded is started."
    return StartError(f"{server} could not be started. {advice}\n{tail}".rstrip())


def end_of(log: Path, *, start: int = 0) -> str:
    """The text of `log` from byte `start` on; empty when there is none."""
    try:
        with log.open("rb") as stream:
            stream.seek(start)
            return stream.read().decode(errors="replace")
    except OSError:
        return ""
