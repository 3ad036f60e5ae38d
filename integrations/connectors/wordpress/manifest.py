"""WordPress: drafts and posts of the client's own site."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

_names = (
    "probe",
    "posts",
    "posts_count",
    "post_by_slug",
    "create_draft",
    "update_post",
    "publish_post",
    "upload_picture",
)

MANIFEST = Manifest(
    slug="wordpress",
    title="WordPress",
    level="client",
    version="wp/v2",
    base_url="{WP_SITE_URL}/wp-json/wp/v2",
    guarded=True,
    credentials=(
        Credential("WP_SITE_URL", _("Address of the site"), "url", _("With https://, as visitors see it.")),
        Credential("WP_APP_USER", _("User name"), "text", _("An editor of the site.")),
        Credential(
            "WP_APP_PASSWORD",
            _("Application password"),
            help=_("Users, Profile, Application passwords; not the sign-in password."),
        ),
    ),
    setup_url="https://make.wordpress.org/core/2020/11/05/application-passwords-integration-guide/",
    docs="https://developer.wordpress.org/rest-api/reference/",
    methods=tuple(Method(name, "developer.wordpress.org/rest-api/reference") for name in _names),
    rate=Rate(per_s=2),  # WordPress names none; small hosts stand little
)
