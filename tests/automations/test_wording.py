"""A model may word a mail's subject and first sentence; the review says so, and nothing unfounded gets in."""

import json
from typing import Any

import pytest

from automations import digests, review_kind, wording
from automations.actions.send_email import SendEmail, _takes_opening
from automations.models import Action
from automations.services import plan_preview
from integrations.models import CostLine
from tests.automations.conftest import order_of, run_letter
from tests.conftest import NOON
from tests.fakes import faults
from tests.integrations.ai_services import connect, models
from tests.integrations.waits import slept

__all__ = ["models", "slept"]

FINE = {
    "subject": "Nous pensons à vous",
    "opening": "Depuis votre commande du {date}, nous pensons souvent à vous et à vos besoins.",
}


def said(date: str = "2 mai 2026", **changes: str) -> str:
    values = FINE | changes
    return json.dumps({name: value.format(date=date) for name, value in values.items()})


def mail(run: Any, step: int = 1) -> dict[str, Any]:
    return Action.objects.filter(run=run, kind="send_email").order_by("position")[step - 1].payload


def tags(run: Any) -> list[str]:
    """Who wrote, as the review's rows say it."""
    rows = [review_kind.rendered(action) for action in Action.objects.filter(run=run)]
    return [tag for row in rows for tag in row.tags if tag.startswith("Words")]


def test_a_model_words_the_mail_and_the_review_says_so(shop, contact_of, models):
    connect("anthropic")
    contact_of("Amélie")
    models["anthropic"].says(said())
    run = run_letter()
    payload = mail(run)
    assert payload["subject"] == FINE["subject"] and payload["words"] == "Claude"
    assert "Bonjour Amélie,\n\nDepuis votre commande du 2 mai 2026, nous" in payload["text"]
    assert "<p>Depuis votre commande du 2 mai 2026, nous" in payload["html"]
    assert payload["unsubscribe_url"] in payload["text"]
    assert "Votre dernière commande" not in payload["text"]
    assert tags(run) == ["Words: Claude"]


def test_the_model_never_learns_who_the_mail_is_for(shop, contact_of, models):
    connect("anthropic")
    made = contact_of("Zélianthe", email="zel@shop.example")
    models["anthropic"].says(said())
    run_letter()
    sent = models["anthropic"].fake.calls[-1].body.decode()
    for told in ("Zélianthe", "zel@", made.email_key, "unsubscribe", "/u/"):
        assert told not in sent
    assert "2 mai 2026" in sent and shop.name in sent


def test_what_is_stored_is_what_was_asked_for_once(shop, contact_of, models):
    """The digest covers the model's words, and nobody is asked again when the mail is shown."""
    connect("anthropic")
    contact_of()
    models["anthropic"].says(said())
    run = run_letter()
    action = Action.objects.get(run=run)
    assert action.digest == digests.of_action(action, run, shop.pk)
    action.payload = action.payload | {"words": "template"}
    assert action.digest != digests.of_action(action, run, shop.pk)
    SendEmail.show(action)
    assert len(models["anthropic"].asked) == 1


def test_without_a_service_the_template_speaks(shop, contact_of, models):
    contact_of()
    run = run_letter()
    assert mail(run)["subject"] == "Cela fait un moment" and mail(run)["words"] == "template"
    assert tags(run) == ["Words: template"]


def test_a_dry_run_asks_nobody(shop, contact_of, models):
    connect()
    contact_of()
    found = plan_preview("letter")
    assert found.plan.actions[0].payload["words"] == "template"
    assert not any(model.asked for model in models.values()) and not CostLine.objects.exists()


def test_every_service_failing_leaves_the_template(shop, contact_of, models):
    connect()
    for model in models.values():
        model.fake.fail(faults.HTML)
    contact_of()
    assert mail(run_letter())["words"] == "template"


UNFOUNDED = {
    "a price": {"opening": "Nous pensons à vous et avons pour vous un service à 10 € de moins."},
    "a link": {"opening": "Nous pensons à vous : visitez notre boutique sur www.shop.example aussi."},
    "another date": {"opening": "Depuis votre commande du 3 juin 2026, nous pensons souvent à vous."},
    "an offer in the subject": {"subject": "Une remise pour vous"},
    "another language": {"subject": "We think of you", "opening": "We have thought of you since that order was made."},
}


@pytest.mark.parametrize("change", UNFOUNDED.values(), ids=UNFOUNDED)
def test_unfounded_words_leave_the_template(shop, contact_of, models, change):
    connect("anthropic")
    contact_of()
    models["anthropic"].says(said(**change))
    payload = mail(run_letter())
    assert payload["subject"] == "Cela fait un moment" and payload["words"] == "template"


def test_a_template_without_a_place_keeps_its_words(shop, contact_of, models):
    connect("anthropic")
    contact_of()
    for _step in range(2):
        models["anthropic"].says(said())
    run = run_letter(steps=3)
    assert [mail(run, step)["words"] for step in (1, 2, 3)] == ["Claude", "Claude", "template"]
    assert len(models["anthropic"].asked) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("step", "has"), [(1, True), (2, True), (3, False)])
def test_each_language_has_the_same_places(language, step, has):
    assert _takes_opening(f"at_risk_{step}", language) is has


def test_a_run_asks_so_often_and_equal_mails_once(shop, contact_of, models, settings):
    settings.LLM_DRAFTS_PER_RUN = 2
    connect("anthropic")
    equal = [contact_of(name) for name in ("Ana", "Bea")]
    others = [contact_of(name) for name in ("Cleo", "Dina")]
    for number, other in enumerate(others):
        order_of(other, NOON.replace(month=7 + number, day=1))
    models["anthropic"].always.text = said(opening="Nous pensons souvent à vous et à vos besoins, depuis toujours.")
    run = run_letter()
    words = {each.contact_id: each.payload["words"] for each in Action.objects.filter(run=run)}
    assert len(models["anthropic"].asked) == 2
    assert [words[each.pk] for each in (*equal, *others)] == ["Claude", "Claude", "Claude", "template"]


def test_a_run_asks_for_a_limited_time(shop, contact_of, models, settings):
    settings.LLM_DRAFTS_SECONDS = -1.0
    connect("anthropic")
    contact_of()
    assert mail(run_letter())["words"] == "template" and not models["anthropic"].asked


def test_inside_a_transaction_nobody_is_asked(shop, models):
    from django.db import transaction

    connect("anthropic")
    with transaction.atomic():
        found = wording.Writer().write("a", "b", language="fr", facts={"shop": "x", "last_order_on": ""})
    assert found == wording.Wording() and not models["anthropic"].asked


def test_a_persons_words_are_marked_as_such(shop, contact_of, models):
    contact_of()
    action = Action.objects.get(run=run_letter())
    action.payload = SendEmail.redraft(action, {"subject": "Bonjour de nous"})
    assert SendEmail.show(action).tags == ("Words: changed by hand",)


def test_mails_from_before_say_nothing_of_their_words(shop, contact_of, models):
    contact_of()
    action = Action.objects.get(run=run_letter())
    del action.payload["words"]
    assert SendEmail.show(action).tags == ()
