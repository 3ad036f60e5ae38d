"""Slack: messages to the agency's own people."""

from django.utils.translation import gettext_lazy as _

from integrations.manifest import Credential, Manifest, Method, Rate

SPEC = "openapi/slack-web-api.json"

MANIFEST = Manifest(
    slug="slack",
    title="Slack",
    level="platform",
    version="web-api",
    base_url="https://slack.com/api",
    other_bases={"hooks": "https://hooks.slack.com"},
    credentials=(
        Credential(
            "SLACK_WEBHOOK_URL",
            _("Incoming webhook"),
            help=_("Your app, Incoming Webhooks: the whole address is secret."),
            required=False,
        ),
        Credential(
            "SLACK_BOT_TOKEN", _("Bot token"), help=_("Begins with xoxb-; needs the right chat:write."), required=False
        ),
    ),
    setup_url="https://api.slack.com/apps",
    docs="https://docs.slack.dev/reference",
    methods=(
        Method("probe", "Slack Web API, auth.test", SPEC),
        Method("probe_webhook", "docs.slack.dev, Handling errors of incoming webhooks"),
        Method("post", "Slack Web API, chat.postMessage", SPEC),
        Method("notify", "docs.slack.dev, Sending messages using incoming webhooks"),
    ),
    alternatives=(("SLACK_BOT_TOKEN", "SLACK_WEBHOOK_URL"),),
    rate=Rate(per_s=1),  # one message a second and channel ("Rate limits")
)
