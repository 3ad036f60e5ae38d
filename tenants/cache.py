"""The cache: keys carry the client, so that one never reads another's entry."""

from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache

from tenants import context
from tenants.embedded import ensure


class KeyStoreCache(RedisCache):
    """Redis or Valkey; where no server was named, our own is started or joined at the first use."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server or ensure(settings.EMBEDDED_DIR).redis_url, params)


def key(name: str, prefix: str, version: int) -> str:
    """`<schema>:<prefix>:<version>:<name>`."""
    return f"{context.schema()}:{prefix}:{version}:{name}"
