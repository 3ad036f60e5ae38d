"""What a delivery changes for the client's contacts; how they are found, and what is kept of it."""

from datetime import timedelta

import pytest

import events
from automations.lead_checks import REPLIED
from crm.consent import address_key
from crm.models import Activity, Consent, Contact, Suppression
from crm.services import erase_contact, set_consent
from events.models import Event, Job
from integrations import connections
from integrations.errors import Refused, Temporary
from integrations.hooks.taking import consents, people
from integrations.models import Delivery
from integrations.sync.klaviyo.handlers import PULL
from tenants import clock
from tests.integrations.hooks import senders
from tests.integrations.hooks.senders import AT, NUMBER, TEXT
from tests.isolation.test_canaries import found


def person(phone: str = "", email: str = "", **more) -> Contact:
    now = clock.now()
    name = f"{phone}/{email}/{Contact.objects.count()}"
    known = {"details_at": now, "happened_at": now, "known_at": now, "created_at": now}
    own = {"phone": phone, "email": email, "email_key": address_key(email)}
    return Contact.objects.create(source="import", external_id=name, **known, **own, **more)


def noted(contact: Contact) -> list[tuple]:
    rows = Activity.objects.filter(contact=contact).order_by("happened_at", "id")
    return list(rows.values_list("kind", "data"))


def no_more(channel: str) -> set[str]:
    return set(Suppression.objects.filter(channel=channel).values_list("address_key", flat=True))


RECEIVED = {
    "whatsapp": lambda text: senders.whatsapp_body(senders.whatsapp_text(text=text)),
    "telnyx": lambda text: senders.telnyx_body(text=text),
    "twilio": lambda text: senders.twilio_body(Body=text),
}
FAILED = {
    "whatsapp": lambda code: senders.whatsapp_body(
        statuses=[
            {"id": "wamid.B1=", "status": "failed", "timestamp": senders.stamp(AT), "recipient_id": NUMBER[1:],
             "errors": [{"code": int(code)}]},
            {"id": "wamid.B2=", "status": "read", "timestamp": senders.stamp(AT), "recipient_id": NUMBER[1:]},
        ]
    ),
    "telnyx": lambda code: senders.telnyx_body("message.finalized", status="delivery_failed", code=code),
    "twilio": lambda code: senders.twilio_body(To=NUMBER, From="+337", MessageStatus="undelivered", ErrorCode=code),
}  # fmt: skip
STOPPED = {"whatsapp": "131050", "telnyx": "40300", "twilio": "21610"}


@pytest.mark.parametrize("slug", RECEIVED)
def test_who_writes_is_noted_once_with_the_contact_and_the_text_is_not(hear, in_a, slug):
    marie, _other = person("06 12 34 56 78", country="FR"), person("+33 6 99 99 99 99")
    assert hear(slug, RECEIVED[slug](TEXT)) == 1
    channel = "whatsapp" if slug == "whatsapp" else "sms"
    assert noted(marie) == [("message.received", {"channel": channel, "service": slug})]
    assert Activity.objects.count() == 1 and not Suppression.objects.exists()
    assert found("Kanarienvogel") == found(NUMBER[1:]) == set()
    assert Activity.objects.get().kind in REPLIED, "a series to a lead who answered ends"
    Delivery.objects.all().delete()
    hear(slug, RECEIVED[slug](TEXT))
    assert Activity.objects.count() == 1, "told again after the delivery was forgotten"


@pytest.mark.parametrize("slug", RECEIVED)
@pytest.mark.parametrize("known", [True, False])
def test_who_says_stop_is_written_to_no_more_on_that_channel(hear, slug, known):
    marie = person(NUMBER) if known else None
    hear(slug, RECEIVED[slug]("Arrêt."))
    channel, other = ("whatsapp", "sms") if slug == "whatsapp" else ("sms", "whatsapp")
    assert (no_more(channel), no_more(other)) == ({NUMBER}, set())
    if marie:
        assert noted(marie)[0][1]["stops"] is True


@pytest.mark.parametrize("slug", FAILED)
def test_what_did_not_arrive_is_noted_with_the_services_code(hear, slug):
    marie = person(NUMBER)
    hear(slug, FAILED[slug]("30005"))
    channel = "whatsapp" if slug == "whatsapp" else "sms"
    assert noted(marie) == [("message.failed", {"channel": channel, "service": slug, "code": "30005"})]
    assert not Suppression.objects.exists(), "a number that cannot be reached did not ask for anything"


@pytest.mark.parametrize("slug", FAILED)
def test_what_was_blocked_because_they_had_said_stop_counts_as_stop(hear, slug):
    hear(slug, FAILED[slug](STOPPED[slug]))
    assert no_more("whatsapp" if slug == "whatsapp" else "sms") == {NUMBER}


def test_several_messages_at_once_are_several_events_each_of_its_own_person(hear, in_a):
    one, two = person(NUMBER), person("+212 661-000001")
    told = [senders.whatsapp_text(f"wamid.{number}=", number=phone) for number, phone in
            enumerate([NUMBER, "+212661000001", "+15550001111"])]  # fmt: skip
    assert hear("whatsapp", senders.whatsapp_body(*told)) == 1
    assert Event.objects.filter(client=in_a, type="hook.whatsapp.message.received").count() == 3
    assert len(noted(one)) == len(noted(two)) == 1 and Activity.objects.count() == 2


def test_twilio_also_carries_whatsapp_and_knows_stop_by_itself(hear):
    marie = person(NUMBER)
    hear("twilio", senders.twilio_body(From=f"whatsapp:{NUMBER}", OptOutType="STOP", Body="genug"))
    assert noted(marie)[0][1] == {"channel": "whatsapp", "service": "twilio", "stops": True}
    assert no_more("whatsapp") == {NUMBER}


def test_calls_and_delivered_messages_say_nothing(hear):
    person(NUMBER)
    hear("twilio", senders.twilio_body(MessageStatus="delivered", To=NUMBER))
    hear("twilio", b"AccountSid=AC1&CallSid=CA1&CallStatus=completed&From=%2B33612345678&To=x")
    hear("telnyx", senders.telnyx_body("message.sent", status="sent"))
    assert not Activity.objects.exists() and not Job.objects.dead().exists()


@pytest.mark.parametrize(
    "typed", ["+33612345678", "0033 6 12 34 56 78", "06.12.34.56.78", "+33 (0)6 12 34 56 78", "33612345678"]
)
def test_a_number_is_found_however_it_was_typed(in_a, noon, typed):
    marie = person(typed, country="FR")
    assert people.with_number(NUMBER) == marie


@pytest.mark.parametrize("typed", ["0612345678", "12345678", "+3312345678", "+32612345678", "+331612345678", "x"])
def test_another_countrys_number_with_the_same_end_is_not(in_a, noon, typed):
    person(typed, country="BE")
    assert people.with_number(NUMBER) is None
    assert people.with_number("") is None and people.with_number("Shop") is None


def test_of_several_with_one_number_the_oldest_is_noted(in_a, noon):
    first, _second = person(NUMBER), person(NUMBER)
    assert people.with_number(NUMBER) == first


def test_a_number_without_a_country_is_one_of_the_clients(in_a, noon):
    amina = person("0661 00 00 01")
    assert people.with_number("+212661000001") == amina


PAYMENTS = {
    "invoice.paid": ({"id": "in_1", "amount_paid": 4900}, "in_1", 4900),
    "invoice.payment_failed": ({"id": "in_1", "amount_due": 900, "customer_email": "A@X.example"}, "in_1", 900),
    "charge.refunded": (
        {"id": "ch_1", "amount_refunded": 1200, "customer_email": None, "billing_details": {"email": "a@x.example"}},
        "ch_1",
        1200,
    ),
}


@pytest.mark.parametrize("type_", PAYMENTS)
def test_a_payment_is_noted_with_who_pays_and_shared_rows_know_money_alone(hear, in_a, type_):
    payer, (thing, identity, cents) = person(email="a@x.example"), PAYMENTS[type_]
    hear("stripe", senders.stripe_event(type_, **thing))
    (event,) = Event.objects.filter(client=in_a, type=f"hook.stripe.{type_}")
    shared = {name: value for name, value in event.data.items() if name not in ("delivery", "connection")}
    assert (event.subject_id, shared) == (identity, {"cents": cents, "currency": "EUR"})
    said = {"cents": cents, "currency": "EUR", "service": "stripe", "id": identity}
    assert noted(payer) == [(type_, said)] and found("x.example") == set()
    assert Activity.objects.get().happened_at == AT


@pytest.mark.parametrize("later_s", [0, 3600])
def test_a_failure_that_comes_after_the_payment_it_preceded_says_nothing(hear, later_s):
    payer = person(email="a@x.example")
    hear("stripe", senders.stripe_event(identity="evt_2", at=AT + timedelta(seconds=later_s)))
    hear("stripe", senders.stripe_event("invoice.payment_failed", identity="evt_1"))
    assert [kind for kind, _data in noted(payer)] == ["invoice.paid"]


def test_a_stranger_who_pays_makes_nobody(hear):
    hear("stripe", senders.stripe_event())
    hear("stripe", senders.stripe_event("customer.created", identity="evt_3"))
    assert not Contact.objects.exists() and not Job.objects.dead().exists()


class HubSpot:
    """Knows one contact; `problem` is raised instead."""

    def __init__(self, *, optout="true", problem=None):
        self.optout, self.problem, self.asked = optout, problem, []

    def contact_of(self, contact_id, properties):
        self.asked.append((contact_id, properties))
        if self.problem:
            raise self.problem
        return {"id": contact_id, "properties": {"email": "A@x.example", "hs_email_optout": self.optout}}


@pytest.fixture
def hubspot(monkeypatch):
    service = HubSpot()
    monkeypatch.setattr(connections, "bound", lambda slug, why: service)
    return service


def test_who_takes_back_consent_at_hubspot_gets_no_more_mail(hear, hubspot):
    marie = person(email="a@x.example", email_consent=Consent.OPTED_IN, consent_at=AT - timedelta(days=9))
    double = person(email="a@x.example")
    hear("hubspot", senders.hubspot_body())
    assert hubspot.asked == [("7", ("email", "hs_email_optout"))]
    for contact in (marie, double):
        contact.refresh_from_db()
        assert (contact.email_consent, contact.consent_at) == (Consent.OPTED_OUT, AT)


def test_a_later_yes_here_stands(hear, hubspot):
    marie = person(email="a@x.example")
    set_consent(marie, Consent.OPTED_IN, source="form", at=AT + timedelta(minutes=1))
    hear("hubspot", senders.hubspot_body())
    marie.refresh_from_db()
    assert marie.email_consent == Consent.OPTED_IN


@pytest.mark.parametrize("optout", ["false", "", None])
def test_what_hubspot_calls_consent_is_none_here(hear, hubspot, optout):
    marie, hubspot.optout = person(email="a@x.example"), optout
    hear("hubspot", senders.hubspot_body())
    marie.refresh_from_db()
    assert marie.email_consent == Consent.UNKNOWN


def test_of_a_batch_only_contacts_whose_consent_changed_are_read(hear, hubspot):
    person(email="a@x.example")
    hear(
        "hubspot",
        senders.hubspot_body(
            senders.hubspot_event(eventId=1, propertyName="firstname"),
            senders.hubspot_event(eventId=2, subscriptionType="contact.deletion"),
            senders.hubspot_event(eventId=3, subscriptionType="object.propertyChange", objectTypeId="0-2"),
            senders.hubspot_event(eventId=4, subscriptionType="object.propertyChange", objectTypeId="0-1", objectId=8),
            senders.hubspot_event(eventId=5, objectId=9),
        ),
    )
    assert [contact for contact, _names in hubspot.asked] == ["8", "9"]


def test_a_contact_that_is_gone_there_is_nobody_and_a_pause_is_waited_for(hear, hubspot, in_a, noon):
    hubspot.problem = Refused("gone", code="not_found")
    assert consents.reread("7", AT) == 0
    hubspot.problem = Temporary("busy", code="rate_limited")
    with pytest.raises(Temporary):
        consents.reread("7", AT)


def test_klaviyo_that_tells_of_mail_is_read_at_once_and_once_a_minute(hear):
    hear("klaviyo", senders.klaviyo_body())
    hear("klaviyo", senders.klaviyo_body().replace(b"e-1", b"e-2"))
    hear("klaviyo", senders.klaviyo_body(topic="other:x").replace(b"e-1", b"e-3"))
    assert Job.objects.filter(handler=PULL, key__startswith="pull_klaviyo:told").count() == 1


def test_who_is_erased_is_gone_from_what_services_told(hear, in_a):
    marie = person("06 12 34 56 78", "a@x.example", country="FR")
    hear("whatsapp", senders.whatsapp_body(senders.whatsapp_text()))
    hear("stripe", senders.stripe_event())
    hear("telnyx", senders.telnyx_body().replace(NUMBER.encode(), b"+33600000000"))
    erase_contact(marie.pk)
    events.run_due()
    bodies = dict(Delivery.objects.values_list("connection__connector", "body"))
    assert (bytes(bodies["whatsapp"]), bytes(bodies["stripe"])) == (b"{}", b"{}")
    assert b"+33600000000" in bytes(bodies["telnyx"]), "somebody else's stays"


def test_a_rehearsal_takes_nobody_in(hear, in_a):
    type(in_a).objects.filter(pk=in_a.pk).update(is_rehearsal=True)
    in_a.is_rehearsal = True
    marie = person(NUMBER)
    hear("telnyx", senders.telnyx_body(text="STOP"))
    assert noted(marie) == [] and not Suppression.objects.exists()
