"""Stitch: screens designed from a description, at Google."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SDK = "github.com/google-labs-code/stitch-sdk, packages/sdk"

MANIFEST = Manifest(
    slug="stitch",
    title="Stitch",
    level="platform",
    version="mcp 2025-06-18",
    base_url="https://stitch.googleapis.com",
    credentials=(Credential("STITCH_API_KEY", _("API key"), help=_("Stitch, profile, Settings, API keys.")),),
    setup_url="https://stitch.withgoogle.com/settings",
    docs="https://stitch.withgoogle.com/docs/mcp/setup",
    methods=(
        Method("probe", f"{SDK}/src/client.ts (MCP tools/list)"),
        *(
            Method(name, f"{SDK}/generated (tools-manifest.json, project.ts)")
            for name in ("projects", "project", "create_project", "screens", "screen", "generate")
        ),
    ),
    rate=Rate(per_s=2, per_minute=60),  # no limit is published; designing takes minutes in any case
)
