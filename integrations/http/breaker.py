"""Stops calling a service that keeps failing, and tries again with one call at a time.

Per client and connector, shared by all workers. Closed until FAILURES in a row; then open for
OPEN_S; then one call may pass as a probe: its success closes, its failure opens again. Who may
pass is asked in `turn`.
"""

from collections.abc import Iterator
from typing import Any

from integrations.http import keystore, pace
from integrations.manifest import Manifest
from tenants import metrics

FAILURES = 5
OPEN_S = 30.0
FORGOTTEN_S = 3600
_OPENED = "public:http:opened"

_FAILED = """
local count = redis.call('HINCRBY', KEYS[1], 'failures', 1)
if count >= tonumber(ARGV[3]) then
  redis.call('HSET', KEYS[1], 'until', string.format('%.6f', tonumber(ARGV[1]) + tonumber(ARGV[2])))
  redis.call('ZADD', KEYS[2], ARGV[1], KEYS[1])
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return '0'
"""
_WORKED = """
if redis.call('DEL', KEYS[1]) == 1 then redis.call('ZREM', KEYS[2], KEYS[1]) end
return '0'
"""
_STATE = """
local until_at = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
return tostring(math.max(until_at - tonumber(ARGV[1]), 0))
"""


def key(manifest: Manifest) -> str:
    """Where its state is kept: failures in a row, and until when it is open."""
    return keystore.key(manifest.slug, "breaker")


def is_open(manifest: Manifest) -> bool:
    """Are calls stopped now? Looking does not use up the probe."""
    return _ask(_STATE, manifest) > 0


def failed(manifest: Manifest) -> None:
    """The service did not answer, or answered that it is broken."""
    _ask(_FAILED, manifest)


def worked(manifest: Manifest) -> None:
    """The service answered sense, be it a refusal."""
    _ask(_WORKED, manifest)


def opened() -> Iterator[str]:
    """The connector of every breaker of any client that was opened and has not closed since. Raises RedisError."""
    found: Any = metrics.store().zrangebyscore(_OPENED, pace.now() - FORGOTTEN_S, "+inf")
    for name in found:
        yield name.decode().split(":")[2]


def _ask(script: str, manifest: Manifest) -> float:
    keys = [key(manifest), _OPENED]
    found = keystore.run(script, keys, f"{pace.now():.6f}", OPEN_S, FAILURES, FORGOTTEN_S)
    return float(found) if found is not None else 0.0
