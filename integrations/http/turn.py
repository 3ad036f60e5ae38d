"""May a call go out now? The breaker and all limits are asked in one step, since each asking is a round trip."""

from dataclasses import dataclass

from integrations.http import breaker, bucket, keystore, pace
from integrations.manifest import Manifest

_TAKE = """
local now, cost = tonumber(ARGV[1]), tonumber(ARGV[2])
local until_at = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if until_at > now then return {tostring(until_at - now), '0', '1'} end
local wait, new = 0, {}
for i = 2, #KEYS do
  local every, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local used = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + every * cost
  new[i] = used
  wait = math.max(wait, used - every * math.max(burst, cost) - now)
end
if wait > 0.0005 then return {'0', tostring(wait), '0'} end
for i = 2, #KEYS do
  redis.call('SET', KEYS[i], string.format('%.6f', new[i]), 'PX', math.ceil((new[i] - now) * 1000) + 1000)
end
if until_at > 0 then redis.call('HSET', KEYS[1], 'until', string.format('%.6f', now + tonumber(ARGV[3]))) end
return {'0', '0', tostring(redis.call('EXISTS', KEYS[1]))}
"""


@dataclass(frozen=True)
class Turn:
    """`open_s`: for how long the service is left alone yet; `full_s`: how long to wait before asking again.

    Where both are 0 the call is counted and may go out. `failing`: a call before it failed.
    """

    open_s: float = 0.0
    full_s: float = 0.0
    failing: bool = False


def take(manifest: Manifest, cost: float = 1) -> Turn:
    """Count one call of the client at work, unless it is to wait.

    When a breaker's time is over, one call goes out as the probe, and the others are kept back for
    another OPEN_S or until it is answered.
    """
    limits = bucket.limits(manifest.rate)
    keys = [breaker.key(manifest), *(keystore.key(manifest.slug, name) for name, _every, _burst in limits)]
    numbers = [number for _name, every, burst in limits for number in (every, burst)]
    found = keystore.run(_TAKE, keys, f"{pace.now():.6f}", cost, breaker.OPEN_S, *numbers)
    if found is None:
        return Turn()
    open_s, full_s, failing = map(float, found)
    return Turn(open_s, full_s, failing > 0)
