"""SMTP: a mail server of the agency, or a client's own mail account."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method

MANIFEST = Manifest(
    slug="smtp",
    title="SMTP",
    level="platform",
    version="RFC 5321",
    base_url="",
    credentials=(
        Credential("SMTP_SECURITY", _("Encryption"), "choice", choices=("smtp+tls", "smtps")),
        Credential("SMTP_HOST", _("Server"), "text", _("For example smtp.example.com")),
        Credential("SMTP_PORT", _("Port"), "text", _("Usually 587, or 465"), required=False),
        Credential("SMTP_USER", _("User name"), "text"),
        Credential("SMTP_PASSWORD", _("Password")),
        Credential(
            "SMTP_FROM",
            _("Sender address"),
            "text",
            _("The address that mails come from; without it the user name, where that is an address."),
            required=False,
        ),
    ),
    setup_url="",
    docs="https://www.rfc-editor.org/rfc/rfc5321",
    methods=(Method("probe", "RFC 5321, RFC 4954"), Method("deliver", "RFC 5321")),
)
