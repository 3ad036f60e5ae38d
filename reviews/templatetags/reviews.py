"""Text of an action as it is, with what hides in it made visible. Load with `{% load reviews %}`."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviews import hidden, kinds, reasons
from reviews.models import Review

register = template.Library()


@register.filter
def plainly(text: str | None) -> SafeString:
    """Escaped, with hidden characters named in place: `pay<U+202E>gnp.exe` reads as it is stored."""
    parts: list[str | SafeString] = []
    end = 0
    for match in hidden.HIDDEN.finditer(text or ""):
        parts.append((text or "")[end : match.start()])
        parts.append(
            format_html('<span class="status mono" data-state="warning">{}</span>', hidden.name_of(match.group()))
        )
        end = match.end()
    parts.append((text or "")[end:])
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def in_fours(digest: str) -> str:
    """The first sixteen digits in groups, as a person compares them."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4)).strip()


@register.filter
def label(review: Review) -> str:
    """What the review is about, from shared columns alone."""
    return kinds.label_of(review)


@register.filter
def why(review: Review) -> list[str]:
    """The reasons in words."""
    return reasons.sentences(review.reasons)


@register.filter
def closed_because(review: Review) -> str:
    """Why it was closed without a decision, in words."""
    return reasons.sentence({"code": review.closed_code})
