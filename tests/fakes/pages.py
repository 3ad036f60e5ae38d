"""Pages of the fakes, for people: plain HTML that says on top that it is played."""

from collections.abc import Iterable, Mapping
from html import escape

from tests.fakes.server import Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#202223;"
    "background:#f6f6f7}main{background:#fff;border:1px solid #c9cccf;border-radius:8px;padding:1.5rem}"
    "button{font:inherit;padding:.5rem 1rem;border-radius:6px;border:1px solid #8c9196;background:#fff;margin:.25rem}"
    "button.first{background:#008060;color:#fff;border-color:#008060}.fake{background:#ffd79d;padding:.4rem .8rem;"
    "border-radius:6px}li{font-family:monospace}td,th{text-align:left;padding:.1rem .8rem .1rem 0}"
)


def html(title: str, inside: str, status: int = 200) -> Reply:
    """A whole page; `inside` is HTML already."""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style></head><body><main>"
        f'<p class="fake"><strong>Played on this machine.</strong> This is not {escape(title)}.</p>'
        f"{inside}</main></body></html>"
    )
    return Reply(status, text, HTML)


def page(
    title: str, question: str, items: Iterable[str], hidden: Mapping[str, str], buttons: Mapping[str, str]
) -> Reply:
    """A question with what is asked for, answered by one of the buttons."""
    listed = "".join(f"<li>{escape(each)}</li>" for each in items)
    kept = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">' for n, v in hidden.items())
    pressed = "".join(
        f'<button name="answer" value="{escape(value)}"{" class=first" if place == 0 else ""}>{escape(words)}</button>'
        for place, (value, words) in enumerate(buttons.items())
    )
    return html(title, f"<h1>{escape(question)}</h1><ul>{listed}</ul><form method=post>{kept}{pressed}</form>")


def refused_page(title: str, problem: str) -> Reply:
    return html(title, f"<h1>This cannot be asked</h1><p>{escape(problem)}</p>", 400)
