"""WhatsApp Cloud: messages to the client's customers."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/whatsapp-cloud-v23.json"
_note = "Meta's published specification v23.0"

MANIFEST = Manifest(
    slug="whatsapp",
    title="WhatsApp",
    level="client",
    version="v23.0",
    base_url="https://graph.facebook.com/v23.0",
    credentials=(
        Credential(
            "WHATSAPP_ACCESS_TOKEN",
            _("System user token"),
            help=_("Business settings, System users: whatsapp_business_messaging and …_management."),
        ),
        Credential(
            "WHATSAPP_PHONE_NUMBER_ID",
            _("Id of the number"),
            "text",
            _("WhatsApp Manager, API setup; not the number itself."),
        ),
        Credential(
            "WHATSAPP_BUSINESS_ACCOUNT_ID",
            _("WhatsApp business account"),
            "text",
            _("Needed to list templates."),
            required=False,
        ),
        Credential(
            "WHATSAPP_VERIFY_TOKEN",
            _("Verify token"),
            help=_("A word of your own, entered at the webhook."),
            required=False,
        ),
        Credential(
            "META_APP_SECRET",
            _("App secret"),
            help=_("Checks what WhatsApp sends us; App settings, Basic."),
            required=False,
        ),
    ),
    setup_url="https://business.facebook.com/wa/manage/home/",
    docs="https://developers.facebook.com/docs/whatsapp/cloud-api",
    methods=(
        *(Method(name, _note, SPEC) for name in ("probe", "number", "numbers", "templates")),
        Method("send_text", f"{_note}: path, headers, answer; its body schema contradicts itself", SPEC),
        Method("send_template", f"{_note}: path, headers, answer; its body schema contradicts itself", SPEC),
    ),
    rate=Rate(per_s=20, burst=80),  # 80 messages a second ("Throughput")
)
