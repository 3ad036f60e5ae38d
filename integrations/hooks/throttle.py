"""Who is refused again and again at one connection's address is let in no more for a while.

Counted across all workers like the calls to a service (`integrations.http.bucket`): a moment that
every refusal moves on, never behind now. A genuine service comes from elsewhere and is not held up.
"""

from ipaddress import IPv6Address, ip_address, ip_network

from integrations.http import keystore, pace

EVERY_S, AT_ONCE = 6.0, 20
"""So many may be refused one after the other, then one in so many seconds."""
_REFUSED = """
local used = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), tonumber(ARGV[1])) + tonumber(ARGV[2])
redis.call('SET', KEYS[1], string.format('%.6f', used), 'PX', math.ceil((used - tonumber(ARGV[1])) * 1000) + 1000)
return '0'
"""
_USED = "return redis.call('GET', KEYS[1]) or '0'"


def wait_s(connection_id: int, address: str) -> float:
    """For how long nothing is taken from there yet; 0 when it may come in, also while the key store is away."""
    used = keystore.run(_USED, [_key(connection_id, address)])
    ahead = float(used or 0) + EVERY_S - pace.now()
    return max(0.0, ahead - EVERY_S * AT_ONCE)


def refused(connection_id: int, address: str) -> None:
    """Count one refusal."""
    keystore.run(_REFUSED, [_key(connection_id, address)], f"{pace.now():.6f}", EVERY_S)


def _key(connection_id: int, address: str) -> str:
    return keystore.key("hook", str(connection_id), _neighbourhood(address))


def _neighbourhood(address: str) -> str:
    """Who has one address of IPv6 has all of its network (RFC 6177)."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
