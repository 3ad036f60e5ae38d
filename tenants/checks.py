"""System checks: what must hold before a server is reachable by others."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def no_test_hooks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Clock and fault hooks belong to rehearsals and tests."""
    hooks = [name for name in ("CLOCK_FREEZE", "CLOCK_FILE", "FAULT_KILL_AT") if os.environ.get(name)]
    return [Error(f"{name} is set.", hint="Unset it: it is a test hook.", id="tenants.E001") for name in hooks]


@register(Tags.security, deploy=True)
def own_secret(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A generated development key must not sign production sessions."""
    if settings.SECRET_KEY_IS_GENERATED:
        return [Error("SECRET_KEY is not set.", hint="Set SECRET_KEY in the environment.", id="tenants.E002")]
    return []
