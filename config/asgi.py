"""The ASGI application. One protocol for now: sockets become one more entry of the router."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = ProtocolTypeRouter({"http": get_asgi_application()})

from integrations.vault.checks import refuse_to_start  # noqa: E402  (the apps are ready only now)

refuse_to_start()
