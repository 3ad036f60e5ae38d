"""The pages' own words: icons, states, figures, moments and charts. Load with `{% load three_a %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from surfaces.web.charts import BarChart, LineChart, draw_bars, draw_line
from surfaces.web.charts.scale import across
from surfaces.web.paper import paper_document
from surfaces.web.preferences import chosen_theme
from surfaces.web.status import look
from surfaces.web.templatetags import figures

register = template.Library()
register.filters.update(figures.register.filters)

# Icons that point along the line of reading and so mirror with it.
TURNING = frozenset({"back", "exit", "next", "send", "skip"})
STEP_ICONS = {
    "reading": "eye",
    "pressure": "gauge",
    "goal": "target",
    "gap": "target",
    "decision": "branch",
    "directive": "chat",
    "plan": "file",
    "critic": "shield",
    "dry_run": "flask",
    "draft": "pen",
    "policy": "shield",
    "review": "review",
    "action": "send",
    "reread": "refresh",
    "outcome": "report",
    "cost": "money",
    "effect": "send",
    "start": "bolt",
}
STATUS_TAGS = frozenset({"span", "p", "dd"})


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of `icons.svg`; always beside a word, so hidden from readers."""
    kind = "icon turns" if name in TURNING else "icon"
    drawing = '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>'
    return format_html(drawing, kind, static("icons.svg"), name)


@register.simple_tag
def status(state: object, word: object = "", tag: str = "span") -> SafeString:
    """Icon and word of a state; `word` replaces the state's own, `tag` is span, p or dd."""
    if tag not in STATUS_TAGS:
        raise template.TemplateSyntaxError(f"status: tag must be one of {', '.join(sorted(STATUS_TAGS))}")
    seen = look(state)
    markup = '<{} class="status" data-state="{}">{}{}</{}>'
    return format_html(markup, tag, seen.state, icon(seen.icon), word or seen.word, tag)


@register.simple_tag
def fake_services() -> bool:
    """Are outside services only played here? `{% fake_services as fakes %}`."""
    return bool(settings.FAKE_SERVICES)


@register.filter
def state_of(state: object) -> str:
    """The value for `data-state`: `<li data-state="{{ step.state|state_of }}">`."""
    return look(state).state


@register.filter
def icon_of(state: object) -> str:
    """The name of a state's icon."""
    return look(state).icon


@register.filter
def state_word(state: object) -> str:
    """The word of a state, for readers where the page shows its icon alone."""
    return str(look(state).word)


@register.filter
def step_icon(kind: str) -> str:
    """The icon of a step in a trace."""
    return STEP_ICONS.get(kind, "file")


@register.simple_tag
def gauge(value: float | None, limit: float | None = None, of: float = 100) -> SafeString:
    """A bar of `value` in `of` with a mark at `limit`; without a value an empty, hatched one."""
    if value is None:
        return mark_safe('<svg class="gauge" aria-hidden="true"></svg>')
    bar = '<rect y="2" width="{}" height="4" rx="2"/>'
    filled = across(min(max(value / of, 0), 1) if of else 0)
    bars = format_html(bar, "100%") + format_html(bar, filled)
    if limit is not None and of:
        bars += format_html('<rect x="{}" width="2" height="8"/>', across(min(max(limit / of, 0), 0.995)))
    return format_html('<svg class="gauge" aria-hidden="true">{}</svg>', bars)


@register.inclusion_tag("parts/_chart_line.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    """Draw a `surfaces.web.charts.LineChart`."""
    return {"drawing": draw_line(chart), "chart": chart}


@register.inclusion_tag("parts/_chart_bars.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """Draw a `surfaces.web.charts.BarChart`."""
    return {"drawing": draw_bars(chart), "chart": chart}


@register.filter
def paper(html: str) -> str:
    """The document of a message frame: `srcdoc="{{ message.html|paper|force_escape }}"`."""
    return paper_document(html)


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget in our look; Django ties it to `_helptext` and `_error` for readers."""
    return field.as_widget(attrs={"class": "tick" if is_tick(field) else "input"})


@register.filter
def is_tick(field: BoundField) -> bool:
    """True for a single box to tick, whose label stands behind it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox"


@register.simple_tag(name="chosen_theme", takes_context=True)
def theme(context: Context) -> str:
    """ "dark", "light", or "" to follow the system; error pages have no request and follow it too."""
    request: HttpRequest | None = context.get("request")
    return chosen_theme(request)
