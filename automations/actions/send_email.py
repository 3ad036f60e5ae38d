"""Write to one contact by e-mail."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from babel.dates import format_date
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations import codes, message, unsubscribe, wording
from automations.actions.base import ActionKind, ReservedCode, Shown, register
from automations.codes import CodeWish
from automations.message import Mail
from automations.risk import Risk
from automations.wording import Wording
from crm.models import Contact
from crm.services import give_code
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
_SAMPLE = "opening-sample"


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
    code: CodeWish | None = None

    def reserve(self, action_id: UUID, run_id: UUID) -> ReservedCode | None:
        """A code of the pool for one that gives such a code. Raises Refused `no_code`."""
        return self.code.reserve(action_id, run_id) if self.code else None

    def draft(self, desk: "Desk", key: str) -> dict[str, Any]:
        """The whole mail, sealed unless nothing of it will be stored.

        Raises Refused `bad_header` for a name or address that no mail can carry.
        """
        contact = desk.contacts[cast(int, self.contact_id)]
        client, language = desk.client, desk.language(contact.pk)
        link = desk.origin + unsubscribe.path(client, contact.pk)
        held = self.code.held(desk.reserved.get(key)) if self.code else None
        words = self._words(desk, contact, language, link) | (codes.words(held, desk.client, language) if held else {})
        found = self._wording(desk, language, words)
        subject, text, html = _render(self.template, language, {**words, "opening": found.opening}, found.subject)
        message_id, boundary = message.identity(client.pk, key, settings.MAIL_FROM_DOMAIN)
        drafted = Mail(
            template=self.template,
            language=language,
            from_name=client.name,
            from_address=desk.sender,
            to_name=contact.name,
            to_address=contact.email_key,
            subject=subject,
            text=text,
            html=html,
            message_id=message_id,
            boundary=boundary,
            unsubscribe_url=link,
            sha256="",
            words=found.by,
        )
        if held and self.code:
            drafted["code"] = {"code": held.code, "made_by": self.code.made_by}
        return dict(message.seal(drafted) if desk.seals else message.checked(drafted))

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
        if "code" in mail and any(mail["code"]["code"] not in changed[part] for part in changes if part != "subject"):  # type: ignore[literal-required]
            raise Refused(_("The text must keep its discount code."), code="no_code")
        if "text" in changes and "html" not in changes:
            lines = {"text": changed["text"], "language": mail["language"], "subject": changed["subject"]}
            changed["html"] = render_to_string("mail/plain.html", lines)
        changed["words"] = wording.BY_HAND
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
        return Shown(mail["to_name"] or mail["to_address"], mail["subject"], shown, _marks(mail))

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
    def settled(cls, action: "Action", *, happened: bool) -> bool:
        """Its code is somebody's, or free again, or taken back at the shop."""
        given = action.payload.get("code")
        if given is None:
            return False
        return give_code(action.pk) if happened else codes.release(action, given["made_by"])

    @classmethod
    def look_up(cls, action: "Action") -> bool | None:
        return transport.look_up(_stored(action)["message_id"])

    def _wording(self, desk: "Desk", language: str, words: dict[str, Any]) -> Wording:
        """Subject and first sentence: a model's where one is at work and the template has a place for them.

        The model never learns who the mail is for: neither name nor address is among what it is told.
        """
        if desk.writer is None or not _takes_opening(self.template, language):
            return Wording()
        nameless = {**words, "first_name": "", "unsubscribe_url": ""}
        subject, text, _html = _render(self.template, language, nameless)
        facts = {"shop": words["shop"], "last_order_on": words["last_order_on"]}
        return desk.writer.write(subject, text, language=language, facts=facts)

    def _words(self, desk: "Desk", contact: Contact, language: str, link: str) -> dict[str, Any]:
        order = desk.last_orders.get(contact.pk)
        last = format_date(order.happened_at.astimezone(desk.client.zone), "long", locale=language) if order else ""
        return {
            "shop": desk.client.name,
            "first_name": contact.first_name,
            "last_order_on": last,
            "unsubscribe_url": link,
            "language": language,
            **{name: _said(value, language) for name, value in self.about.items()},
        }


def _said(value: Any, language: str) -> Any:
    """A day as the reader writes it; everything else as it is."""
    return format_date(value, "long", locale=language) if isinstance(value, date) else value


def _can_be_stored(text: str) -> bool:
    """Not empty, no NUL, no half characters, and no longer than a person will read."""
    whole = text.encode(errors="replace").decode() == text
    return bool(text.strip()) and whole and "\0" not in text and len(text) <= MOST_CHARACTERS


def _stored(action: "Action") -> Mail:
    return cast(Mail, action.payload)


def _marks(mail: Mail) -> tuple[str, ...]:
    """Who wrote it; mails from before that was kept say nothing."""
    by = mail.get("words", "")
    names = {wording.TEMPLATE: _("template"), wording.BY_HAND: _("changed by hand")}
    return (_("Words: %(author)s") % {"author": names.get(by, by)},) if by else ()


@cache
def _takes_opening(template: str, language: str) -> bool:
    """Has the template a place for another first sentence, in its text and in its HTML?"""
    _subject, text, html = _render(template, language, {"opening": _SAMPLE})
    return _SAMPLE in text and _SAMPLE in html


def _render(template: str, language: str, words: dict[str, Any], subject: str = "") -> tuple[str, str, str]:
    """(subject, text, HTML); the first line of the text file is the subject, unless another is given."""
    written = render_to_string(f"mail/{language}/{template}.txt", words)
    own, _gap, text = written.partition("\n")
    subject = subject or own
    html = render_to_string(f"mail/{language}/{template}.html", {**words, "subject": subject})
    # What a template leaves out leaves an empty line behind.
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html
