"""Our own PostgreSQL and Valkey, started when no `DATABASE_URL` / `REDIS_URL` is set.

Importable before Django's settings are ready: settings ask for the addresses here.
Limits: Linux and macOS; listens on the loopback address only.
"""

from tenants.embedded.errors import StartError
from tenants.embedded.health import status
from tenants.embedded.places import data_folder
from tenants.embedded.servers import Services, discard, ensure, leave, stop

__all__ = ["Services", "StartError", "data_folder", "discard", "ensure", "leave", "status", "stop"]
