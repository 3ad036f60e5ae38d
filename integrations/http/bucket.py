"""How often a client may call a service, counted across all workers.

Each limit is a moment up to which the calls so far have used it (GCRA, ITU-T I.371): one number
per limit, moved on by every call, never behind now. Source of the limits: the manifests.
"""

from integrations.http import keystore, pace
from integrations.manifest import Manifest, Rate

_TAKE = """
local now, cost, wait, new = tonumber(ARGV[1]), tonumber(ARGV[2]), 0, {}
for i, key in ipairs(KEYS) do
  local every, burst = tonumber(ARGV[1 + 2 * i]), tonumber(ARGV[2 + 2 * i])
  local used = math.max(tonumber(redis.call('GET', key) or '0'), now) + every * cost
  new[i] = used
  wait = math.max(wait, used - every * math.max(burst, cost) - now)
end
if wait > 0.0005 then return tostring(wait) end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.6f', new[i]), 'PX', math.ceil((new[i] - now) * 1000) + 1000)
end
return '0'
"""
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


def take(manifest: Manifest, cost: float = 1) -> float:
    """Count one call; the seconds to wait before asking again when the limit is used up, else 0."""
    return _ask(_TAKE, manifest, cost)


def hold(manifest: Manifest, seconds: float) -> None:
    """The service asked for a pause: every worker of this client keeps it."""
    _ask(_HOLD, manifest, seconds)


def used(manifest: Manifest) -> float:
    """The share of the tightest limit that is used now, 0 to 1."""
    return min(max(_ask(_USED, manifest, 0), 0.0), 1.0)


def _ask(script: str, manifest: Manifest, argument: float) -> float:
    limits = _limits(manifest.rate)
    keys = [keystore.key(manifest.slug, name) for name, _every, _burst in limits]
    numbers = [number for _name, every, burst in limits for number in (every, burst)]
    found = keystore.run(script, keys, f"{pace.now():.6f}", argument, *numbers)
    return float(found) if found is not None else 0.0


def _limits(rate: Rate) -> list[tuple[str, float, int]]:
    """Name, seconds per call and how many may come at once. Without any figure: ten a second."""
    limits = []
    if rate.per_s:
        limits.append(("second", 1 / rate.per_s, rate.burst or max(1, int(rate.per_s))))
    if rate.per_minute:
        limits.append(("minute", 60 / rate.per_minute, max(1, int(rate.per_minute))))
    return limits or [("second", 0.1, 10)]
