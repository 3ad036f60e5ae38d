"""What figures should become: progress, forecast, suggestions from the client's own past."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sensors import goals as goal_services
from sensors import metrics, outlook, owners
from sensors.base import Metric
from sensors.goals import gaps
from surfaces.web.client import goal_facts
from surfaces.web.client.frame import client_of, person_of, show
from surfaces.web.client.saying import say_done
from tenants import clock
from tenants.access import Verb
from tenants.doors import client_door
from tenants.errors import Refused
from tenants.models import User


class GoalForm(forms.Form):
    """Which figure, what it should become, by when, and who of the client's people answers for it."""

    metric = forms.ChoiceField(label=gettext_lazy("Figure"))
    target = forms.CharField(label=gettext_lazy("Target"), max_length=20)
    due_on = forms.DateField(label=gettext_lazy("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    owner = forms.TypedChoiceField(
        label=gettext_lazy("Owner"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Who answers for it."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        found = sorted(metrics.all().items(), key=lambda item: str(item[1][0].title))
        self.fields["metric"].choices = [(slug, _named(metric)) for slug, (metric, _sensor) in found]  # type: ignore[attr-defined]
        people = [(person.pk, person.name or person.email) for person in owners.people()]
        self.fields["owner"].choices = [("", gettext_lazy("whoever sets it")), *people]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User | None:
        """The owner that was chosen, if any."""
        return next((person for person in owners.people() if person.pk == self.cleaned_data["owner"]), None)


@client_door(Verb.VIEW)
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """Open goals with progress and forecast, suggestions, and those that are over."""
    return _page(request, GoalForm())


@client_door(Verb.OPERATE)
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """Set a goal; an open one for the same figure gives way to it."""
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    by = person_of(request)
    try:
        goal_services.set_goal(given["metric"], given["target"], due_on=given["due_on"], by=by, owner=form.chosen)
    except Refused as problem:
        form.add_error(None, problem.sentence)
        return _page(request, form, status=409)
    messages.success(request, _("The goal is set."))
    return redirect("goals")


@client_door(Verb.OPERATE)
@require_POST
def drop(request: HttpRequest, metric: str) -> HttpResponse:
    """Give up the open goal for a figure."""
    say_done(request, partial(goal_services.drop_goal, metric, by=person_of(request)), _("The goal is given up."))
    return redirect("goals")


def _named(metric: Metric) -> str:
    return f"{metric.title} ({metric.unit})" if metric.unit else str(metric.title)


def _page(request: HttpRequest, form: GoalForm, *, status: int = 200) -> HttpResponse:
    now, client = clock.now(), client_of(request)
    context = {
        "now": now,
        "rows": goal_facts.rows([outlook.outlook(gap, now) for gap in gaps(now)]),
        "suggestions": outlook.suggestions(client, now),
        "over": goal_facts.over(),
        "form": form,
    }
    return show(request, "client/goals.html", context, status=status)
