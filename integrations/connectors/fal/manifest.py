"""fal: pictures and short films of products."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

MANIFEST = Manifest(
    slug="fal",
    title="fal",
    level="platform",
    version="queue",
    base_url="https://queue.fal.run",
    other_bases={"platform": "https://api.fal.ai/v1"},
    credentials=(Credential("FAL_KEY", _("API key"), help=_("Dashboard, Keys.")),),
    setup_url="https://fal.ai/dashboard/keys",
    docs="https://docs.fal.ai/model-apis/model-endpoints/queue",
    methods=(
        Method("probe", "docs.fal.ai/platform-apis/v1/models/pricing"),
        *(
            Method(name, "docs.fal.ai/model-apis/model-endpoints/queue")
            for name in ("submit", "status", "result", "cancel")
        ),
    ),
    rate=Rate(per_s=5),  # ten requests at a time on a new account
)
