"""Plain model pages of the admin, in the product's colours."""

from typing import Any

# Neutral and accent scales as unfold wants them; the values are those of static/css/tokens.css.
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "3A",
    "SITE_HEADER": "3A",
    "SITE_SYMBOL": "verified_user",
    "SHOW_HISTORY": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "6px",
}
