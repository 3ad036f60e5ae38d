"""The local mailbox: each client's mail lies apart."""

from integrations import mail
from tests.isolation.conftest import CANARY


def test_each_client_has_a_mailbox_of_its_own(world):
    texts = {shop.client.slug: "".join(each.text + each.recipient for each in mail.mailbox(shop.client))
             for shop in (world.a, world.b)}  # fmt: skip
    assert f"{CANARY}-maison" in texts["maison"] and f"{CANARY}-maison" not in texts["velmora"]
    assert f"{CANARY}-velmora" in texts["velmora"] and f"{CANARY}-velmora" not in texts["maison"]


def test_a_message_of_a_cannot_be_looked_up_from_b(world):
    (message, *_) = mail.mailbox(world.a.client)
    with world.a.client.active():
        assert mail.look_up(message.message_id) is True
    with world.b.client.active():
        assert mail.look_up(message.message_id) is False
