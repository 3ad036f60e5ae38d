"""Local mailboxes on the agency's host."""

from email.message import EmailMessage

import pytest

from integrations.mail.folder import FolderTransport, folder_of


def post(client, to: str, subject: str = "We miss you", html: str = "") -> str:
    """Put one message into the client's folder; its name there."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@maison.example", to, subject
    message["Message-ID"], message["Date"] = f"<{to}>", "Wed, 18 Nov 2026 11:00:00 +0000"
    message.set_content("Hello")
    if html:
        message.add_alternative(html, subtype="html")
    transport = FolderTransport(folder_of(client))
    transport.deliver(message.as_bytes(), sender="shop@maison.example", recipient=to, message_id=f"<{to}>")
    return transport._path(f"<{to}>").stem


def test_each_client_has_its_own_box(desk, approver, client_a, client_b, mailbox):
    post(client_a, "amelie@customers.example")
    browser = desk(approver)
    assert client_a.name in browser.get("/admin/mailbox/").content.decode()
    page = browser.get(f"/admin/mailbox/{client_a.slug}/").content.decode()
    assert "1 message left." in page
    assert "amelie@customers.example" in page
    other = browser.get(f"/admin/mailbox/{client_b.slug}/").content.decode()
    assert "No message left." in other
    assert "amelie" not in other


def test_a_message_is_shown_on_paper_with_its_exact_bytes(desk, approver, client_a, client_b, mailbox):
    name = post(client_a, "a@customers.example", "Pay\u202enow", "<p>Hi <script>alert(1)</script></p>")
    browser = desk(approver)
    page = browser.get(f"/admin/mailbox/{client_a.slug}/{name}/").content.decode()
    assert 'sandbox=""' in page
    assert "U+202E" in page
    assert "<script>alert(1)" not in page
    paper = browser.get(f"/admin/mailbox/{client_a.slug}/{name}/paper/")
    assert "sandbox" in paper.headers["Content-Security-Policy"].split("; ")
    assert browser.get(f"/admin/mailbox/{client_b.slug}/{name}/").status_code == 404


def test_mail_that_opens_an_account_is_for_administrators(desk, approver, admin, owner, client_a, mailbox):
    name = post(client_a, owner.email.upper(), "Reset your password")
    assert "Reset" not in desk(approver).get(f"/admin/mailbox/{client_a.slug}/").content.decode()
    assert desk(approver).get(f"/admin/mailbox/{client_a.slug}/{name}/").status_code == 404
    assert "Reset" in desk(admin).get(f"/admin/mailbox/{client_a.slug}/").content.decode()


@pytest.mark.parametrize("slug", ["nobody", "..", "_platform"])
def test_there_is_no_way_out_of_the_boxes(desk, admin, client_a, mailbox, slug):
    assert desk(admin).get(f"/admin/mailbox/{slug}/").status_code in (404, 301, 302)
