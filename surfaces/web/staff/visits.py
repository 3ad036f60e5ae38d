"""Where a staff person may be sent by a form of the agency's pages: the clients' hosts."""

from django.conf import settings

from tenants.models import Domain


def origins() -> list[str]:
    """As a content policy names them: every subdomain of ours, and the clients' own domains."""
    own = Domain.objects.order_by("domain").values_list("domain", flat=True)
    hosts = [f"*.{settings.BASE_DOMAIN}", *own]
    return [f"{settings.PUBLIC_SCHEME}://{host}{settings.PUBLIC_PORT}" for host in hosts]
