"""What the inbox can be narrowed to; shared columns only."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.kinds import automation_name
from reviews.models import Review, ReviewQuerySet
from tenants import clock
from tenants.models import Client

ANY = ("", _("any"))
AGES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "days": timedelta(days=3)}
RISKS = {
    "communication": _("Communication"),
    "financial": _("Financial"),
    "content": _("Content"),
    "operations": _("Operations"),
    "cost": _("Cost"),
}


class InboxFilter(forms.Form):
    """Every field is optional; without any, what waits is listed."""

    state = forms.ChoiceField(label=_("State"), required=False)
    client = forms.ChoiceField(label=_("Client"), required=False)
    risk = forms.ChoiceField(label=_("Risk"), required=False)
    automation = forms.ChoiceField(label=_("Automation"), required=False)
    age = forms.ChoiceField(label=_("Asked"), required=False)
    amount = forms.DecimalField(
        label=_("Customers worth from"),
        required=False,
        min_value=0,
        max_value=10**12,
        decimal_places=2,
        help_text=_("In each client's own currency."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._choose("state", [("", _("waiting")), ("closed", _("closed")), ("all", _("all"))])
        self._choose("client", [ANY, *Client.objects.customers().values_list("slug", "name")])
        seen = Review.objects.order_by().values_list("automation", "risk").distinct()
        automations, risks = {pair[0] for pair in seen}, {pair[1] for pair in seen}
        self._choose("automation", [ANY, *sorted((slug, automation_name(slug)) for slug in automations)])
        self._choose("risk", [ANY, *sorted((slug, str(RISKS.get(slug, slug))) for slug in risks)])
        ages = [("hour", _("over an hour ago")), ("day", _("over a day ago")), ("days", _("over 3 days ago"))]
        self._choose("age", [ANY, *ages])

    def _choose(self, name: str, choices: list[object]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices  # type: ignore[assignment]

    def narrow(self, reviews: ReviewQuerySet) -> ReviewQuerySet:
        """The reviews that match; a value that is none of the choices is reported and not applied."""
        wanted = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        state = wanted.get("state") or ("waiting" if "state" not in self.errors else "all")
        if state == "waiting":
            reviews = reviews.waiting()
        elif state == "closed":
            reviews = reviews.closed()
        if wanted.get("client"):
            reviews = reviews.filter(client__slug=wanted["client"])
        for name in ("risk", "automation"):
            if wanted.get(name):
                reviews = reviews.filter(**{name: wanted[name]})
        if wanted.get("age"):
            reviews = reviews.opened_before(clock.now() - AGES[wanted["age"]])
        if wanted.get("amount") is not None:
            reviews = reviews.worth_at_least(int(wanted["amount"] * 100))
        return reviews

    @property
    def narrows(self) -> bool:
        """True when anything was chosen."""
        return any(self.data.get(name) for name in self.fields)
