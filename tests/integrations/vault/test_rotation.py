"""Keys are renewed while everybody reads; a rotation killed half-way is finished by the next one."""

import json
import os
import signal
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from integrations import vault
from integrations.models import DataKey, Secret
from integrations.vault import Sensitive, masters, memory, rotation
from tenants.models import LedgerEntry
from tests.integrations.vault.conftest import master

SECRETS = 30
OLD, NEW = f"v1:{master('a')}", f"v2:{master('b')},v1:{master('a')}"


@pytest.fixture
def full(client_a, connection_of, monkeypatch):
    """A client with more secrets than are sealed anew in one step."""
    monkeypatch.setattr(rotation, "BATCH", 12)
    with client_a.active():
        for number in range(SECRETS):
            vault.put(connection_of(), f"NAME_{number}", Sensitive(f"value-{number}"), by=None)
    return client_a


def all_read(client, connection_of) -> bool:
    memory._values.clear()
    with client.active():
        found = connection_of()
        return all(vault.read(found, f"NAME_{n}", why="probe").reveal() == f"value-{n}" for n in range(SECRETS))


def versions(client):
    with client.active():
        return list(DataKey.objects.order_by("version").values_list("version", "master_version"))


def test_rewrapping_changes_the_wrapping_alone(full, connection_of, settings):
    with full.active():
        before = list(Secret.objects.order_by("pk").values())
    settings.VAULT_KEYS = NEW
    assert rotation.rotate(full, reseal=False) == rotation.Rotated("maison", 1, 0)
    settings.VAULT_KEYS = f"v2:{master('b')}"
    with full.active():
        assert list(Secret.objects.order_by("pk").values()) == before
    assert versions(full) == [(1, "v2")] and all_read(full, connection_of)
    assert rotation.rotate(full, reseal=False).rewrapped == 0


def test_a_new_data_key_seals_everything_and_the_old_one_is_gone(full, connection_of):
    with full.active():
        old = {bytes(row.ciphertext) for row in Secret.objects.all()}
    assert rotation.rotate(full, reseal=True).resealed == SECRETS
    assert versions(full) == [(2, "v1")]
    with full.active():
        assert not old & {bytes(row.ciphertext) for row in Secret.objects.all()}
        assert set(LedgerEntry.objects.filter(subject_kind="datakey").values_list("what", flat=True)) == {
            "vault.data_key_made", "vault.data_key_dropped"}  # fmt: skip
    assert all_read(full, connection_of)


def test_a_client_without_secrets_is_left_alone(client_b):
    assert rotation.rotate(client_b, reseal=True) == rotation.Rotated("velmora", 0, 0)
    assert versions(client_b) == []


@pytest.mark.django_db(transaction=True)
def test_readers_and_writers_notice_nothing(full, connection_of, settings):
    """Threads read and write all the time, with nothing remembered, while keys are rotated three times."""
    failures, reads, stop = [], [0, 0], Event()

    def read_on(turn: int) -> None:
        try:
            with full.active():
                found = connection_of()
                while not stop.is_set():
                    for number in range(turn, SECRETS, 7):
                        memory._values.clear()
                        if vault.read(found, f"NAME_{number}", why="probe").reveal() != f"value-{number}":
                            failures.append(number)
                        reads[turn] += 1
        except Exception as error:  # what a reader would have seen
            failures.append(error)
        finally:
            connection.close()

    def write_on() -> None:
        try:
            with full.active():
                turn = 0
                while not stop.is_set():
                    turn += 1
                    vault.put(connection_of(), f"NAME_{turn % SECRETS}", Sensitive(f"value-{turn % SECRETS}"), by=None)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=read_on, args=(0,)), Thread(target=read_on, args=(1,)), Thread(target=write_on)]
    for thread in threads:
        thread.start()
    settings.VAULT_KEYS = NEW
    for _round in range(3):
        rotation.rotate(full, reseal=True)
        settings.VAULT_KEYS = NEW
    stop.set()
    for thread in threads:
        thread.join(60)
    assert failures == [] and min(reads) > 0
    assert versions(full) == [(4, "v2")] and all_read(full, connection_of)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["vault.rewrapped", "vault.resealed"])
def test_killed_half_way_everything_opens_and_the_next_run_finishes(full, connection_of, settings, tmp_path, point):
    settings.VAULT_KEYS = NEW
    connection.close()
    connection.close_pool()
    child = os.fork()
    if not child:
        # Without a pool: its threads do not live on in a forked process.
        connection.settings_dict["OPTIONS"] = {}
        settings.FAULT_KILL_AT, settings.FAULT_MARKER = point, str(tmp_path / "killed")
        try:
            rotation.rotate(full, reseal=True)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, f"{point} is never passed"
    assert all_read(full, connection_of)
    if point == "vault.resealed":
        assert len(versions(full)) == 2, "it was interrupted between the two keys"
        assert rotation.rotate(full, reseal=False).resealed == SECRETS - rotation.BATCH
        assert versions(full) == [(2, "v2")]
    else:
        assert rotation.rotate(full, reseal=True).rewrapped == 0
    assert all_read(full, connection_of)


def test_a_file_of_keys_grows_and_running_processes_follow(full, connection_of, settings, tmp_path):
    """Processes that knew the first version meet the second one and read it."""
    settings.VAULT_KEYS, settings.VAR_DIR = "", tmp_path
    (tmp_path / masters.FILE).write_text(OLD)
    assert rotation.renew_master() == "v2"
    assert rotation.renew_master() == "v2", "one that is not everywhere in use is not followed by another"
    rotation.rotate(full, reseal=False)
    assert versions(full) == [(1, "v2")] and all_read(full, connection_of)
    assert (tmp_path / masters.FILE).stat().st_mode & 0o077 == 0
    assert rotation.renew_master() == "v3"


def run(*words, **options):
    out = StringIO()
    call_command("vault", *words, stdout=out, **options)
    return out.getvalue()


def test_the_command_rotates_all_clients_and_shows_how_they_stand(full, client_b, connection_of, settings):
    with client_b.active():
        vault.put(connection_of(), "ONE", Sensitive("another"), by=None)
    settings.VAULT_KEYS = NEW
    said = run("rotate", "--data-keys")
    assert f"maison: 1 keys wrapped anew, {SECRETS} secrets sealed anew" in said and "master key v2" in said
    rows = json.loads(run("status", "--json"))
    assert rows == [
        {"client": "maison", "secrets": SECRETS, "data_keys": 1, "master_versions": ["v2"], "opens": True},
        {"client": "velmora", "secrets": 1, "data_keys": 1, "master_versions": ["v2"], "opens": True},
    ]
    assert "value-1" not in said


def test_the_command_says_when_something_does_not_open(full, settings):
    settings.VAULT_KEYS = f"v3:{master('c')}"
    with pytest.raises(CommandError, match="do not open"):
        run("status", "--client", "maison")
    with pytest.raises(CommandError, match="v1"):
        run("rotate")
    assert versions(full) == [(1, "v1")]
    with pytest.raises(CommandError, match="No client"):
        run("status", "--client", "nobody")
