"""Foreign HTML (a message as it will leave) shown without letting it do anything.

The frame that carries it has `sandbox=""`: no script, form, pop-up or navigation of the page. The
document adds its own policy in front of the message, so that nothing is fetched from anywhere
(a picture would tell its server that somebody looked) and a link leads nowhere: it wants a new
window, which the sandbox refuses.
"""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
# In front of everything: a parser applies a policy only to what follows it.
HEAD = (
    '<!doctype html><meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light">'
    '<base target="_blank">'
)


def paper_document(html: str) -> str:
    """The whole document for a `srcdoc`; plain text for Python, so a template escapes it once.

    A `srcdoc` also inherits the page's policy: where that forbids style attributes the message shows
    bare, and `reviews.paper.message_response` at an address of its own is the better way.
    """
    return f"{HEAD}{html}"
