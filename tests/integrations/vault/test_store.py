"""Values are sealed for one client, one connection, one name; each reading is on record first."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection as database
from django.db import transaction
from redis.exceptions import ConnectionError as KeyStoreDown

from integrations import vault
from integrations.models import Connection, DataKey, Secret
from integrations.vault import Sensitive, keys, memory, store
from integrations.vault.masters import KeyLost, masters
from tenants import clock
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.integrations.vault.conftest import master

VALUE = "sk_test_of_the_client"


def put(connection, name="SAMPLE_KEY", value=VALUE, by=None):
    vault.put(connection, name, Sensitive(value), by=by)


def entries(client):
    return list(
        LedgerEntry.objects.filter(client=client, subject_kind="secret")
        .order_by("pk")
        .values_list("what", "subject_id")
    )


def test_what_was_put_is_read(in_a, connection_of):
    put(connection_of())
    assert vault.read(connection_of(), "SAMPLE_KEY", why="probe").reveal() == VALUE
    assert vault.names(connection_of()) == {"SAMPLE_KEY"}


def test_only_ciphertext_is_stored(in_a, connection_of):
    put(connection_of())
    with database.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text, encode(ciphertext, 'escape') FROM integrations_secret s")
        (row,) = cursor.fetchall()
    assert all(VALUE not in text and VALUE.encode().hex() not in text for text in row)


def test_the_same_value_is_never_sealed_the_same_way_twice(in_a, connection_of):
    put(connection_of(), "ONE"), put(connection_of(), "TWO")
    sealed = [bytes(row.ciphertext) for row in Secret.objects.all()]
    assert len(sealed) == 2 and sealed[0] != sealed[1]


@pytest.mark.parametrize("by_whom", [True, False])
def test_every_change_and_every_reading_is_on_record_without_the_value(in_a, connection_of, owner, by_whom):
    person, where = owner if by_whom else None, f"{connection_of().pk}.SAMPLE_KEY"
    put(connection_of(), by=person)
    for _turn in range(2):
        vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    vault.delete(connection_of(), by=person)
    assert entries(in_a) == [("secret.set", where), ("secret.read.probe", where), ("secret.read.probe", where),
                             ("secret.deleted", where)]  # fmt: skip
    (written,) = LedgerEntry.objects.filter(what="secret.set")
    assert written.by_user_id == (owner.pk if by_whom else None)


def test_without_its_entry_there_is_no_answer(in_a, connection_of, monkeypatch):
    put(connection_of())

    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(store.ledger, "write", full)
    for _remembered in range(2):
        with pytest.raises(OSError, match="disk full"):
            vault.read(connection_of(), "SAMPLE_KEY", why="probe")


@pytest.mark.django_db(transaction=True)
def test_it_is_not_read_where_a_rollback_could_take_the_entry_back(client_a, connection_of):
    with client_a.active():
        connection = connection_of()
        put(connection)
        with pytest.raises(RuntimeError, match="never read inside a transaction"), transaction.atomic():
            vault.read(connection, "SAMPLE_KEY", why="probe")


def test_a_value_that_is_not_there_is_named(in_a, connection_of):
    with pytest.raises(Refused) as refusal:
        vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    assert refusal.value.code == "secret_missing" and "SAMPLE_KEY" in refusal.value.sentence


@pytest.mark.parametrize("value", ["", "x" * (store.LONGEST + 1)])
def test_nothing_and_far_too_much_are_refused(in_a, connection_of, value):
    with pytest.raises(Refused) as refusal:
        put(connection_of(), value=value)
    assert refusal.value.code == "secret_size" and not Secret.objects.exists()


@pytest.mark.parametrize("why", ["", "a sentence", "with/slash", "X" * 60])
def test_why_is_one_word(in_a, connection_of, why):
    put(connection_of())
    with pytest.raises(ValueError, match="one word"):
        vault.read(connection_of(), "SAMPLE_KEY", why=why)


def test_a_ciphertext_moved_to_another_client_does_not_open(client_a, client_b, connection_of):
    """Even together with the key that sealed it."""
    with client_a.active():
        put(connection_of())
        stolen, key = Secret.objects.values().get(), DataKey.objects.values().get()
    with client_b.active():
        assert connection_of().pk == stolen["connection_id"] or not stolen.update(connection_id=connection_of().pk)
        DataKey.objects.create(**key)
        Secret.objects.create(**stolen)
        with pytest.raises(Refused):
            vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    assert entries(client_b) == []


def test_a_data_key_moved_to_another_client_is_worth_nothing(client_a, client_b, connection_of):
    with client_a.active():
        put(connection_of())
        key = DataKey.objects.get()
        keys.unwrap(key)
    with client_b.active(), pytest.raises(KeyLost):
        keys.unwrap(key)


def test_even_with_the_very_same_data_key_a_ciphertext_opens_for_its_client_alone(client_a, client_b, connection_of):
    with client_a.active():
        put(connection_of())
        plain, stolen = keys.unwrap(DataKey.objects.get()), Secret.objects.values("ciphertext", "nonce").get()
        wanted = connection_of().pk
    with client_b.active():
        Connection.objects.create(pk=wanted, connector="sample", since=clock.now())
        row = DataKey(version=1, master_version="v1", created_at=clock.now())
        row.wrapped = keys.wrap(plain, str(row.pk), masters())
        row.save()
        Secret.objects.create(connection_id=wanted, name="SAMPLE_KEY", key=row, changed_at=clock.now(), **stolen)
        with pytest.raises(Refused) as refusal:
            vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    assert refusal.value.code == "secret_forged"


def test_a_ciphertext_moved_under_the_other_clients_own_key_does_not_open(client_a, client_b, connection_of):
    with client_a.active():
        put(connection_of())
        stolen = Secret.objects.values("ciphertext", "nonce").get()
    with client_b.active():
        put(connection_of(), value="something of its own")
        Secret.objects.update(**stolen)
        memory.changed()
        with pytest.raises(Refused) as refusal:
            vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    assert refusal.value.code == "secret_forged"


@pytest.mark.parametrize("where", ["name", "connection"])
def test_a_ciphertext_moved_to_another_name_or_connection_does_not_open(in_a, connection_of, where):
    put(connection_of()), put(connection_of("other"), "OTHER_KEY", "another value")
    moved = {"name": "OTHER_KEY"} if where == "name" else {"connection": connection_of("other")}
    Secret.objects.filter(name="OTHER_KEY").delete()
    Secret.objects.update(**moved)
    memory.changed()
    row = Secret.objects.select_related("connection").get()
    with pytest.raises(Refused) as refusal:
        vault.read(row.connection, row.name, why="probe")
    assert refusal.value.code == "secret_forged"


@pytest.mark.parametrize("part", ["ciphertext", "nonce"])
def test_a_single_changed_bit_does_not_open(in_a, connection_of, part):
    put(connection_of())
    row = Secret.objects.get()
    sealed = bytearray(getattr(row, part))
    sealed[-1] ^= 1
    Secret.objects.update(**{part: bytes(sealed)})
    memory.changed()
    with pytest.raises(Refused) as refusal:
        vault.read(connection_of(), "SAMPLE_KEY", why="probe")
    assert refusal.value.code == "secret_forged"


@pytest.mark.parametrize("given", ["v1:" + master("b"), "v2:" + master("a"), "nonsense", "v1:short", ","])
def test_with_a_wrong_key_nothing_is_read_and_nothing_overwritten(in_a, connection_of, settings, given):
    put(connection_of())
    before = (list(DataKey.objects.values()), list(Secret.objects.values()))
    settings.VAULT_KEYS = given
    memory.changed()
    for attempt in (
        lambda: vault.read(connection_of(), "SAMPLE_KEY", why="probe"),
        lambda: put(connection_of(), value="other"),
        lambda: put(connection_of("second"), "NEW_KEY"),
    ):
        with pytest.raises(KeyLost):
            attempt()
    assert (list(DataKey.objects.values()), list(Secret.objects.values())) == before


class TestMemory:
    def test_a_second_reading_opens_nothing_again(self, in_a, connection_of, monkeypatch, noon):
        put(connection_of())
        vault.read(connection_of(), "SAMPLE_KEY", why="probe")
        monkeypatch.setattr(store, "open_row", lambda row: pytest.fail("opened again"))
        assert vault.read(connection_of(), "SAMPLE_KEY", why="probe").reveal() == VALUE

    def test_it_is_forgotten_soon(self, in_a, connection_of, noon):
        put(connection_of())
        vault.read(connection_of(), "SAMPLE_KEY", why="probe")
        assert memory.get(connection_of().pk, "SAMPLE_KEY") is not None
        clock.advance(memory.LIFE + timedelta(seconds=1))
        assert memory.get(connection_of().pk, "SAMPLE_KEY") is None

    @pytest.mark.django_db(transaction=True)
    def test_a_change_made_by_another_process_counts_at_once(self, client_a, connection_of, noon):
        with client_a.active():
            put(connection_of())
            vault.read(connection_of(), "SAMPLE_KEY", why="probe")
            remembered = dict(memory._values)
            put(connection_of(), value="the new value")
            memory._values.update(remembered)  # as in the process that did not make the change
            assert vault.read(connection_of(), "SAMPLE_KEY", why="probe").reveal() == "the new value"

    def test_without_the_key_store_everything_is_read_afresh(self, in_a, connection_of, monkeypatch):
        put(connection_of())

        def down(*args, **kwargs):
            raise KeyStoreDown

        monkeypatch.setattr(cache, "get_or_set", down)
        assert vault.read(connection_of(), "SAMPLE_KEY", why="probe").reveal() == VALUE
        assert not memory._values

    def test_one_client_never_gets_what_is_remembered_for_another(self, client_a, client_b, connection_of):
        values = {}
        for client in (client_a, client_b):
            with client.active():
                put(connection_of(), value=f"of {client.slug}")
                vault.read(connection_of(), "SAMPLE_KEY", why="probe")
        for client in (client_a, client_b):
            with client.active():
                values[client.slug] = vault.read(connection_of(), "SAMPLE_KEY", why="probe").reveal()
        assert values == {"maison": "of maison", "velmora": "of velmora"}
