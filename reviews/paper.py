"""A message shown on its own, in a frame that can do nothing and fetch nothing.

It has an address of its own because a document written into a page inherits that page's policy:
its inline styles would be dropped and the message would not look as it will.
"""

from django.http import HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
HEAD = (
    '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
)


def message_response(html: str) -> HttpResponse:
    """The message as a page for a frame: no script, form, remote picture or way out."""
    return HttpResponse(
        HEAD + html,
        headers={
            "Content-Security-Policy": POLICY,
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, no-store",
        },
    )
