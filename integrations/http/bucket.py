"""How often a client may call a service, counted across all workers.

Each limit is a moment up to which the calls so far have used it (GCRA, ITU-T I.371): one number
per limit, moved on by every call (`turn`), never behind now. Source of the limits: the manifests.
"""

from integrations.http import keystore, pace
from integrations.manifest import Manifest, Rate

_HOLD = """
local now, until_at = tonumber(ARGV[1]), tonumber(ARGV[1]) + tonumber(ARGV[2])
for i, key in ipairs(KEYS) do
  local full = until_at + tonumber(ARGV[1 + 2 * i]) * (tonumber(ARGV[2 + 2 * i]) - 1)
  if tonumber(redis.call('GET', key) or '0') < full then
    redis.call('SET', key, string.format('%.6f', full), 'PX', math.ceil((full - now) * 1000) + 1000)
  end
end
return '0'
"""
_USED = """
local most = 0
for i, key in ipairs(KEYS) do
  local ahead = tonumber(redis.call('GET', key) or '0') - tonumber(ARGV[1])
  most = math.max(most, ahead / (tonumber(ARGV[1 + 2 * i]) * tonumber(ARGV[2 + 2 * i])))
end
return tostring(most)
"""


def hold(manifest: Manifest, seconds: float) -> None:
    """The service asked for a pause: every worker of this client keeps it."""
    _ask(_HOLD, manifest, seconds)


def used(manifest: Manifest) -> float:
    """The share of the tightest limit that is used now, 0 to 1."""
    return min(max(_ask(_USED, manifest, 0), 0.0), 1.0)


def _ask(script: str, manifest: Manifest, argument: float) -> float:
    known = limits(manifest.rate)
    keys = [keystore.key(manifest.slug, name) for name, _every, _burst in known]
    numbers = [number for _name, every, burst in known for number in (every, burst)]
    found = keystore.run(script, keys, f"{pace.now():.6f}", argument, *numbers)
    return float(found) if found is not None else 0.0


def limits(rate: Rate) -> list[tuple[str, float, int]]:
    """Name, seconds per call and how many may come at once. Without any figure: ten a second."""
    found = []
    if rate.per_s:
        found.append(("second", 1 / rate.per_s, rate.burst or max(1, int(rate.per_s))))
    if rate.per_minute:
        found.append(("minute", 60 / rate.per_minute, max(1, int(rate.per_minute))))
    return found or [("second", 0.1, 10)]
