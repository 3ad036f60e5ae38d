"""Write to one contact by e-mail."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

from babel.dates import format_date
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import message, unsubscribe
from automations.actions.base import ActionKind, Shown, register
from automations.message import Mail
from automations.risk import Risk
from crm.models import Contact
from integrations import mail as transport
from integrations.costs import Price
from reviews.rendering import RenderedMessage
from tenants import clock
from tenants.errors import Refused

if TYPE_CHECKING:
    from automations.desk import Desk
    from automations.models import Action

MOST_CHARACTERS = 50_000
EDITABLE = frozenset({"subject", "text", "html"})


@register
@dataclass(frozen=True, kw_only=True)
class SendEmail(ActionKind):
    """`template` names files under templates/mail/<language>/; `about` is what they may say more."""

    slug: ClassVar[str] = "send_email"
    title: ClassVar[str | Promise] = gettext_lazy("e-mail")
    risk: ClassVar[Risk] = Risk.COMMUNICATION
    is_external: ClassVar[bool] = True
    is_communication: ClassVar[bool] = True

    template: str
    about: dict[str, Any] = field(default_factory=dict)

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        """The whole mail. Raises Refused `bad_header` for a name or address that no mail can carry."""
        contact = desk.contacts[cast(int, self.contact_id)]
        client, language = desk.client, desk.language(contact.pk)
        link = desk.origin + unsubscribe.path(client, contact.pk)
        subject, text, html = _render(self.template, language, self._words(desk, contact, language, link))
        message_id, boundary = message.identity(client.pk, key, settings.MAIL_FROM_DOMAIN)
        drafted = Mail(
            template=self.template,
            language=language,
            from_name=client.name,
            from_address=f"{client.slug}@{settings.MAIL_FROM_DOMAIN}",
            to_name=contact.name,
            to_address=contact.email_key,
            subject=subject,
            text=text,
            html=html,
            message_id=message_id,
            boundary=boundary,
            unsubscribe_url=link,
            sha256="",
        )
        return dict(message.seal(drafted))

    def price(self) -> Price | None:
        return transport.price()

    @classmethod
    def redraft(cls, action: "Action", changes: dict[str, str]) -> dict[str, Any]:
        if unknown := set(changes) - EDITABLE:
            raise Refused(_("This cannot be changed: %(names)s") % {"names": ", ".join(sorted(unknown))}, code="fixed")
        mail = _stored(action)
        if not all(_can_be_stored(text) for text in changes.values()):
            raise Refused(_("Subject and text cannot be empty or hold unprintable characters."), code="bad_text")
        changed = cast(Mail, {**mail, **changes})
        if any(mail["unsubscribe_url"] not in changed[part] for part in changes if part != "subject"):  # type: ignore[literal-required]
            raise Refused(_("The text must keep its link to unsubscribe."), code="no_way_out")
        if "text" in changes and "html" not in changes:
            lines = {"text": changed["text"], "language": mail["language"], "subject": changed["subject"]}
            changed["html"] = render_to_string("mail/plain.html", lines)
        return dict(message.seal(changed))

    @classmethod
    def show(cls, action: "Action") -> Shown:
        if not action.payload:
            return Shown(title=str(cls.title))
        mail = _stored(action)
        shown = RenderedMessage(
            sender=f"{mail['from_name']} <{mail['from_address']}>",
            recipient=f"{mail['to_name']} <{mail['to_address']}>".strip(),
            subject=mail["subject"],
            text=mail["text"],
            html=mail["html"],
            headers=message.headers(mail),
            blanks=message.BLANKS,
        )
        return Shown(title=mail["to_name"] or mail["to_address"], detail=mail["subject"], message=shown)

    @classmethod
    def preview_bytes(cls, action: "Action") -> bytes:
        """Exactly what will leave, with the Date blank."""
        return message.preview(_stored(action))

    @classmethod
    def execute(cls, action: "Action") -> None:
        mail = _stored(action)
        transport.deliver(
            message.final(mail, clock.now()),
            sender=mail["from_address"],
            recipient=mail["to_address"],
            message_id=mail["message_id"],
        )

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        return transport.look_up(_stored(action)["message_id"])

    def _words(self, desk: "Desk", contact: Contact, language: str, link: str) -> dict[str, Any]:
        order = desk.last_orders.get(contact.pk)
        last = format_date(order.happened_at.astimezone(desk.client.zone), "long", locale=language) if order else ""
        return {
            "shop": desk.client.name,
            "first_name": contact.first_name,
            "last_order_on": last,
            "unsubscribe_url": link,
            "language": language,
            **self.about,
        }


def _can_be_stored(text: str) -> bool:
    """Not empty, no NUL, no half characters, and no longer than a person will read."""
    whole = text.encode(errors="replace").decode() == text
    return bool(text.strip()) and whole and "\0" not in text and len(text) <= MOST_CHARACTERS


def _stored(action: "Action") -> Mail:
    return cast(Mail, action.payload)


def _render(template: str, language: str, words: dict[str, Any]) -> tuple[str, str, str]:
    """(subject, text, HTML); the first line of the text file is the subject."""
    written = render_to_string(f"mail/{language}/{template}.txt", words)
    subject, _gap, text = written.partition("\n")
    html = render_to_string(f"mail/{language}/{template}.html", {**words, "subject": subject})
    return subject.strip(), text.strip() + "\n", html
