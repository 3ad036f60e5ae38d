"""Installing: once, from the lock, with whatever installer there is."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import install

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Sign in"
msgstr "Se connecter"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one catalogue, in a path with a space, using this environment."""
    folder = tmp_path / "a project"
    (folder / "locale" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "locale" / "fr" / "LC_MESSAGES" / "django.po").write_text(CATALOGUE)
    (folder / "requirements.lock").write_text("one==1\n")
    monkeypatch.setattr(install, "PROJECT", folder)
    monkeypatch.setattr(install, "LOCK", folder / "requirements.lock")
    monkeypatch.setattr(install, "STAMP", folder / "installed")
    monkeypatch.setattr(install, "python", lambda: sys.executable)
    monkeypatch.setattr(install, "make_venv", lambda: None)
    return folder


def test_translations_are_compiled_without_gettexts_tools(project: Path) -> None:
    install.compile_translations()
    french = gettext.translation("django", project / "locale", languages=["fr"])
    assert french.gettext("Sign in") == "Se connecter"


def test_a_translation_is_compiled_again_only_when_it_changed(project: Path, monkeypatch) -> None:
    install.compile_translations()
    monkeypatch.setattr(install, "run", lambda command: pytest.fail("compiled for nothing"))
    install.compile_translations()
    compiled = project / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
    os.utime(compiled, (0, 0))
    with pytest.raises(BaseException, match="compiled for nothing"):
        install.compile_translations()


def test_a_second_install_does_nothing_until_the_lock_changes(project: Path, monkeypatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(install, "installers", lambda: [["first"], ["second"]])
    monkeypatch.setattr(install, "compile_translations", lambda: None)
    monkeypatch.setattr(install, "run", lambda command: installed.append(command[0]) or True)
    install.main()
    install.main()
    assert installed == ["first"]
    (project / "requirements.lock").write_text("one==2\n")
    install.main()
    assert installed == ["first", "first"]


def test_when_the_first_installer_fails_the_next_is_tried(project: Path, monkeypatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(install, "installers", lambda: [["uv"], ["pip"]])
    monkeypatch.setattr(install, "compile_translations", lambda: None)
    monkeypatch.setattr(install, "run", lambda command: tried.append(command[0]) or command[0] == "pip")
    install.main()
    assert tried == ["uv", "pip"]


def test_a_failed_install_is_not_remembered_as_done(project: Path, monkeypatch) -> None:
    monkeypatch.setattr(install, "installers", lambda: [["uv"]])
    monkeypatch.setattr(install, "run", lambda command: False)
    with pytest.raises(SystemExit, match="could not be installed"):
        install.main()
    assert not (project / "installed").exists()


def test_every_installer_insists_on_the_hashes(monkeypatch) -> None:
    monkeypatch.setattr(install.shutil, "which", lambda name: "/usr/bin/uv")
    monkeypatch.setattr(install, "pip_command", lambda: ["pip"])
    commands = install.installers()
    assert [command[0] for command in commands] == ["/usr/bin/uv", "pip"]
    assert all("--require-hashes" in command for command in commands)


def test_without_uv_and_pip_it_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "pip_command", list)
    with pytest.raises(SystemExit, match="python3-venv"):
        install.installers()


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (Path(install.__file__).parents[1] / "requirements.lock").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert "--index" not in lock and "--find-links" not in lock


@pytest.mark.parametrize("target", ["install", "run", "demo", "test", "check", "bench"])
def test_every_target_works_with_relative_paths_only(target: str) -> None:
    project = Path(install.__file__).parents[1]
    command = ["make", "--no-print-directory", "-n", target]
    shown = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout
    assert "config/install.py" in shown
    assert str(project) not in shown
