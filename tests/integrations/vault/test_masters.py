"""Where the master key comes from, and that none is ever made beside sealed data."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from config.celery import refuse_a_wrong_key
from integrations import vault
from integrations.models import DataKey, Secret
from integrations.vault import Sensitive, checks, masters, memory
from integrations.vault.masters import KeyLost
from tests.integrations.vault.conftest import master

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own_file(settings, tmp_path) -> Path:
    """No key in the environment: the installation keeps its own."""
    settings.VAULT_KEYS, settings.VAR_DIR = "", tmp_path
    return tmp_path / masters.FILE


def refusals():
    return [
        each.id for each in run_checks(tags=["database"], databases=["default"]) if each.id.startswith("integrations")
    ]


def test_a_new_installation_makes_its_own_key_once_for_its_owner_alone(own_file, client_a):
    first = masters.masters()
    assert masters.masters().keys == first.keys and first.current == "v1"
    assert own_file.stat().st_mode & 0o077 == 0
    assert list(own_file.parent.iterdir()) == [own_file]


def test_the_keys_show_themselves_to_nobody(own_file, client_a):
    made = masters.masters()
    assert repr(made) == "Masters(v1)" and own_file.read_text().strip()[3:] not in f"{made}"


def test_a_lost_file_is_not_replaced(own_file, in_a, connection_of):
    vault.put(connection_of(), "SAMPLE_KEY", Sensitive("value-1"), by=None)
    before, sealed = list(DataKey.objects.values()), list(Secret.objects.values())
    own_file.unlink()
    memory.changed()
    for attempt in (lambda: vault.read(connection_of(), "SAMPLE_KEY", why="probe"),
                    lambda: vault.put(connection_of(), "SAMPLE_KEY", Sensitive("value-2"), by=None)):  # fmt: skip
        with pytest.raises(KeyLost, match=r"vault\.keys"):
            attempt()
    assert not own_file.exists()
    assert (list(DataKey.objects.values()), list(Secret.objects.values())) == (before, sealed)


def test_the_start_is_refused_for_a_lost_key(own_file, in_a, connection_of):
    vault.put(connection_of(), "SAMPLE_KEY", Sensitive("value-1"), by=None)
    assert refusals() == []
    checks.refuse_to_start()
    own_file.unlink()
    assert refusals() == ["integrations.E001"]
    with pytest.raises(SystemExit, match="gone"):
        checks.refuse_to_start()
    with pytest.raises(SystemExit, match="gone"):
        refuse_a_wrong_key()
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])


@pytest.mark.parametrize("given", [f"v1:{master('b')}", f"v2:{master('a')}"])
def test_the_start_is_refused_for_a_wrong_key_of_any_client(client_a, client_b, connection_of, settings, given):
    with client_b.active():
        vault.put(connection_of(), "SAMPLE_KEY", Sensitive("value-1"), by=None)
    settings.VAULT_KEYS = given
    assert refusals() == ["integrations.E001"]
    settings.VAULT_KEYS = f"v9:{master('z')},v1:{master('a')}"
    assert refusals() == []


def test_without_secrets_any_key_will_do(client_a, own_file):
    assert refusals() == [] and not own_file.exists(), "checking makes no key"


def test_a_key_beside_the_data_is_not_for_production(settings):
    settings.VAULT_KEYS = ""
    assert "integrations.E002" in {each.id for each in checks.own_keys()}
    settings.VAULT_KEYS = f"v1:{master('a')}"
    assert checks.own_keys() == []


@pytest.mark.parametrize("text", ["", "v1", "v1:", ":" + master("a"), "v1:AAAA", f"v1:{master('a')},v1:{master('b')}",
                                  f"v1:{master('a')} v2:{master('b')}", "v1:ü"])  # fmt: skip
def test_an_unreadable_list_of_keys_is_refused_and_not_repeated(text):
    with pytest.raises(KeyLost) as refusal:
        masters.parse(text)
    assert master("a") not in refusal.value.sentence


def test_the_first_of_the_list_wraps_and_all_of_them_open():
    parsed = masters.parse(f"v2:{master('b')},\n v1:{master('a')}\n")
    assert parsed.current == "v2" and set(parsed.keys) == {"v1", "v2"}


def test_two_processes_at_the_first_secret_make_one_key(tmp_path):
    """Each is a process of its own; all of them must end up with what the file says."""
    code = (
        "import django, sys; from unittest.mock import patch; django.setup();"
        "from django.conf import settings; settings.VAULT_KEYS = '';"
        "from integrations.vault import masters;\n"
        "with patch('integrations.vault.census.any_data_key', return_value=False):"
        " print(masters.masters().keys['v1'].hex())"
    )
    environment = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings",
                   "ENV_FILE": "/dev/null", "EMBEDDED_START": "never"}  # fmt: skip
    command = [sys.executable, "-c", code]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = {process.communicate(timeout=60)[0].strip() for process in started}
    assert len(said) == 1 and len(said.pop()) == 64
