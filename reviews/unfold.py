"""Plain model pages of the admin, in the product's colours (those of static/css/tokens.css)."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# From canvas and ink of the light theme down to those of the dark one.
_BASE = {
    "50": "#f5f6fa",
    "100": "#eef0f6",
    "200": "#e0e4ee",
    "300": "#c6cddd",
    "400": "#8791a7",
    "500": "#5c667b",
    "600": "#414b60",
    "700": "#2a3145",
    "800": "#1c2031",
    "900": "#0d0f1a",
    "950": "#0a0c15",
}
# 500 is the accent on dark ground, 600 the link on light ground: unfold puts white text on 600.
_PRIMARY = {
    "50": "#eef8fe",
    "100": "#d9effc",
    "200": "#b3dff9",
    "300": "#84cdf6",
    "400": "#6bc4f4",
    "500": "#4fbaf1",
    "600": "#0a679e",
    "700": "#08527f",
    "800": "#073f61",
    "900": "#052f49",
    "950": "#031d2e",
}


def _way(title: Any, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(name)}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "3A",
    "SITE_HEADER": "3A",
    "SITE_SUBHEADER": _("Records"),
    "SITE_SYMBOL": "change_history",
    "SITE_URL": None,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("favicon.svg")}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "6px",
    "COLORS": {"base": _BASE, "primary": _PRIMARY},
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": True,
        "navigation": [
            {
                "title": _("Desk"),
                "items": [
                    _way(_("Command centre"), "speed", "admin:index"),
                    _way(_("Approvals"), "fact_check", "admin:approvals"),
                    _way(_("Dead jobs"), "sync_problem", "staff-jobs"),
                    _way(_("Mailbox"), "mail", "staff-mailbox"),
                ],
            },
            {
                "title": _("Clients and people"),
                "items": [
                    _way(_("Clients"), "storefront", "admin:tenants_client_changelist"),
                    _way(_("Domains"), "dns", "admin:tenants_domain_changelist"),
                    _way(_("People"), "person", "admin:tenants_user_changelist"),
                    _way(_("Members"), "group", "admin:tenants_member_changelist"),
                    _way(_("API tokens"), "key", "admin:tenants_apitoken_changelist"),
                ],
            },
            {
                "title": _("On record"),
                "items": [
                    _way(_("Events"), "bolt", "admin:events_event_changelist"),
                    _way(_("Jobs"), "schedule", "admin:events_job_changelist"),
                    _way(_("Reviews"), "rule", "admin:reviews_review_changelist"),
                    _way(_("Decisions"), "gavel", "admin:reviews_decision_changelist"),
                    _way(_("Ledger"), "shield", "admin:tenants_ledgerentry_changelist"),
                ],
            },
        ],
    },
}
