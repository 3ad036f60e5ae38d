"""A hot lead becomes a contact and one deal in HubSpot, however often it is tried."""

import pytest

import reviews
from automations.actions.upsert_deal import UpsertDeal
from automations.context import Context
from automations.models import Action
from automations.services import switch
from crm.models import Contact
from crm.services import put_score
from reviews.models import Review
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import hours_pass
from tests.integrations.connectors.contracts.hubspot import BASE
from tests.sensors.outside import outside, served, slept  # noqa: F401

STAGES = [{"id": "s2", "displayOrder": 2}, {"id": "s1", "displayOrder": 1}]
PIPELINES = {"results": [{"id": "empty", "displayOrder": 0}, {"id": "sales", "displayOrder": 1, "stages": STAGES}]}


class Account:
    """A HubSpot account that remembers its deals."""

    def __init__(self, outside):  # noqa: F811
        self.deals, self.pipelines = {}, PIPELINES
        self.fake = outside.connect("hubspot", {
            "GET /crm/pipelines/2026-03/deals": lambda *_: self.pipelines,
            f"POST {BASE}/deals/search": lambda call, _: {"results": self.found(call.json())},
            f"POST {BASE}/deals": lambda call, _: self.made(call.json()),
        })  # fmt: skip

    def found(self, body):
        name = body["filterGroups"][0]["filters"][0]["value"]
        return [{"id": deal} for deal, row in self.deals.items() if row["dealname"] == name]

    def made(self, body):
        number = str(len(self.deals) + 1)
        self.deals[number] = body["properties"] | {"contact": body["associations"][0]["to"]["id"]}
        return {"id": number}


@pytest.fixture
def account(outside):  # noqa: F811
    return Account(outside)


def becomes_hot(email="nadia@shop.example"):
    at = dict.fromkeys(("details_at", "happened_at", "known_at", "created_at"), clock.now())
    lead = Contact.objects.create(
        source="form", external_id=email, first_name="Nadia", last_name="B", email=email, email_key=email, **at
    )
    switch("hot-lead-alert", True, None, {})
    switch("lead-scoring-agentic", True, None, {})
    put_score(lead.pk, 90, "hot", [{"signal": "intent_demo", "points": 30, "source": "form", "at": ""}])
    hours_pass(1)


def the_action():
    return Action.objects.get(kind="upsert_deal")


@pytest.fixture
def approved(account, manager):
    """Let everything that asks happen."""

    def let():
        for review in Review.objects.filter(state="waiting"):
            reviews.approve(review, by=manager, digest=review.digest)
        hours_pass(1)

    return let


def test_without_a_record_no_deal_is_made_unasked(account):
    becomes_hot()
    assert (the_action().state, the_action().asks) == ("waiting", ["confidence"])
    assert not account.deals
    assert Action.objects.get(kind="notify_staff").state == "done", "the alert does not wait for anybody"


@pytest.mark.parametrize(("confidence", "state"), [(75.0, "done"), (74.9, "waiting"), (None, "waiting")])
def test_a_record_as_good_as_the_limit_makes_it_alone(account, monkeypatch, confidence, state):
    monkeypatch.setattr(Context, "confidence", lambda self: confidence)
    becomes_hot()
    assert the_action().state == state


def test_a_lead_that_has_cooled_down_before_the_decision_has_no_deal(account, approved):
    becomes_hot()
    put_score(the_action().contact_id, 20, "cold", [])
    approved()
    assert (the_action().state, the_action().reason_code) == ("skipped", "lead_now_cold")
    assert not account.deals


def test_a_hot_lead_becomes_a_contact_and_a_deal_at_the_first_stage(account, approved):
    becomes_hot()
    approved()
    assert the_action().state == "done"
    (deal,) = account.deals.values()
    assert deal["dealname"].startswith("Nadia B · ")
    assert (deal["pipeline"], deal["dealstage"], deal["contact"]) == ("sales", "s1", "nadia@shop.example")
    assert "90" in deal["description"]


def test_a_second_try_finds_the_deal_and_makes_no_other(account, approved):
    becomes_hot()
    approved()
    UpsertDeal.execute(the_action())
    assert len(account.deals) == 1
    assert UpsertDeal.look_up(the_action()) is True


def test_a_deal_that_is_not_found_may_still_have_been_made(account, approved):
    becomes_hot()
    approved()
    account.deals.clear()
    assert UpsertDeal.look_up(the_action()) is None


def test_an_account_without_a_pipeline_says_what_to_do(account, approved):
    account.pipelines = {"results": [{"id": "empty"}]}
    becomes_hot()
    approved()
    row = the_action()
    assert (row.state, row.reason_code) == ("failed", "no_pipeline")
    assert not account.deals


def test_a_lead_without_an_address_or_a_client_without_hubspot_has_no_deal_but_its_alert(in_a, noon):
    becomes_hot()
    assert list(Action.objects.exclude(kind="tag_contact").values_list("kind", "state")) == [("notify_staff", "done")]


def test_an_address_is_needed(account):
    row = Action(kind="upsert_deal", payload={"email": "", "first_name": "", "last_name": "", "deal": "x", "why": ""})
    with pytest.raises(Refused) as refused:
        UpsertDeal.execute(row)
    assert refused.value.code == "no_address"
    assert not account.fake.calls


def test_two_leads_of_one_name_have_deals_of_different_names(account, approved):
    becomes_hot("one@shop.example")
    becomes_hot("two@shop.example")
    approved()
    assert len({deal["dealname"] for deal in account.deals.values()}) == 2


def test_what_is_shown_says_what_will_be_made(account):
    becomes_hot()
    shown = UpsertDeal.show(the_action())
    assert shown.title == "Nadia B"
    assert the_action().payload["deal"] in shown.detail
