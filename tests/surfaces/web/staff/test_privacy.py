"""People's questions across clients: that there is one, since when, and whether it was answered; nothing else."""

from datetime import timedelta

from events import board
from integrations.models import Connection, PrivacyRequest
from integrations.sync import privacy
from tenants import clock

HOME = "/admin/privacy/"


def put(client, number, state, *, days_ago):
    at = clock.now() - timedelta(days=days_ago)
    board.put_for(client, "notice", f"privacy:{number}", state=state, number=1, at=at)


def test_the_longest_wait_is_first_and_what_is_answered_last(desk, approver, client_a, client_b):
    put(client_a, 1, "done", days_ago=90)
    put(client_a, 2, "alert", days_ago=3)
    put(client_b, 1, "alert", days_ago=40)
    board.put_for(client_a, "notice", "77", state="alert", number=4, at=clock.now())
    page = desk(approver).get(HOME)
    assert [(row.client.pk, row.number, row.open) for row in page.context["rows"]] == [
        (client_b.pk, "1", True), (client_a.pk, "2", True), (client_a.pk, "1", False),
    ]  # fmt: skip
    text = page.content.decode()
    assert "2 questions wait" in text and text.count("overdue") == 1


def test_nothing_can_be_changed_there(desk, approver, client_a):
    put(client_a, 2, "alert", days_ago=3)
    assert desk(approver).post(HOME).status_code == 405
    main = desk(approver).get(HOME).content.decode().split("<main")[1]
    assert 'name="answered"' not in main


def test_nothing_of_the_person_is_said(desk, approver, client_a, noon):
    with client_a.active():
        row = Connection.objects.create(connector="shopify", since=clock.now())
        document = {"found": [{"person": {"email": "kanarienvogel@shop.example"}}]}
        made = PrivacyRequest.objects.create(
            connection=row, request_id="5512345", customer_id="998", document=document, asked_at=clock.now()
        )
        privacy.show(made)
    text = desk(approver).get(HOME).content.decode()
    assert client_a.name in text and "kanarienvogel" not in text and "5512345" not in text


def test_without_any_it_says_so_and_the_integrations_lead_there(desk, approver, client_a):
    assert "Nobody has asked" in desk(approver).get(HOME).content.decode()
    assert HOME in desk(approver).get("/admin/integrations/").content.decode()
