"""Tests when .venv counts as whole and a lock as installed, what is mended, and what the locks promise."""

import re
import sys

import pytest

import dev_environment as environment


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Give the environment and its locks a folder of their own; return that folder."""
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "requirements")
    (tmp_path / "requirements").mkdir()
    for name in environment.LOCKS:
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"{name}==1\n")
    return tmp_path


@pytest.fixture
def installed(folder, monkeypatch):
    """Note what would be made and installed, instead of asking venv and pip."""
    events = []

    def create(path, with_pip, clear=False):
        events.append("made")
        environment.PYTHON.parent.mkdir(parents=True)
        environment.PYTHON.touch()
        environment.library().mkdir(parents=True)
        (path / "pyvenv.cfg").touch()

    monkeypatch.setattr(environment.venv, "create", create)
    monkeypatch.setattr(environment, "install", lambda python, *what: events.append(what[-1].split("/")[-1]))
    return events


def test_a_fingerprint_changes_with_the_lock_and_with_the_python():
    one = environment.fingerprint(b"flask==1", "3.11.2")
    assert one == environment.fingerprint(b"flask==1", "3.11.2")
    assert one != environment.fingerprint(b"flask==2", "3.11.2")
    assert one != environment.fingerprint(b"flask==1", "3.11.7")
    assert one != environment.fingerprint(b"flask==", "13.11.2"), "the two parts must not run into each other"


def test_a_first_start_makes_the_environment_and_installs_each_lock_in_order(installed):
    environment.ensure("run", "test")
    assert installed == ["made", "run.lock", "test.lock"]


def test_a_second_start_does_nothing(installed):
    environment.ensure("run", "test")
    installed.clear()
    environment.ensure("run", "test")
    assert installed == []


def test_a_changed_lock_is_installed_again_and_the_others_are_left(installed, folder):
    environment.ensure("run", "test")
    installed.clear()
    (folder / "requirements" / "test.lock").write_text("test==2\n")
    environment.ensure("run", "test")
    assert installed == ["test.lock"]


def test_a_failed_installation_leaves_no_stamp(installed, monkeypatch):
    def fail(python, *what):
        raise environment.Stop("The package index cannot be reached.")

    monkeypatch.setattr(environment, "install", fail)
    with pytest.raises(environment.Stop):
        environment.ensure("run")
    assert not environment.is_installed("run")


def lose_the_mark(folder):
    """Leave .venv as it is when making it was interrupted."""
    (environment.library() / "candour.mark").unlink()


def lose_python(folder):
    """Let .venv point to a Python that is gone."""
    environment.PYTHON.unlink()
    environment.PYTHON.symlink_to(folder / "gone")


def lose_packages(folder):
    """Empty the folder that the packages were in."""
    for path in environment.library().iterdir():
        path.unlink()


def move_away(folder):
    """Make .venv look as if it had been made in another folder."""
    (environment.library() / "candour.mark").write_text(environment.environment_mark() + "elsewhere")


@pytest.mark.parametrize("harm", [lose_the_mark, lose_python, lose_packages, move_away])
def test_a_broken_environment_is_made_again(installed, folder, harm):
    environment.ensure("run")
    installed.clear()
    harm(folder)
    environment.ensure("run")
    assert installed == ["made", "run.lock"]


def test_a_file_in_the_place_of_the_environment_is_replaced(installed, folder):
    (folder / ".venv").write_text("not a folder")
    environment.ensure("run")
    assert installed == ["made", "run.lock"]


def test_an_own_pip_is_used_before_that_of_the_system(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "starts", lambda command: True)
    assert environment.pip_for(tmp_path / "python") == [str(tmp_path / "python"), "-m", "pip"]


def test_without_an_own_pip_the_systems_works_for_the_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "starts", lambda command: "--python" in command)
    python = tmp_path / "python"
    assert environment.pip_for(python) == [sys.executable, "-m", "pip", "--python", str(python)]


def test_without_any_pip_the_one_line_that_helps_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "starts", lambda command: False)
    with pytest.raises(environment.Stop, match="apt-get install python3-pip"):
        environment.pip_for(tmp_path / "python")


@pytest.mark.parametrize(
    "line",
    [
        "WARNING: Retrying ... after connection broken by 'NewConnectionError(...)': /simple/alembic/",
        "ERROR: ... Temporary failure in name resolution",
        "ReadTimeoutError: Read timed out.",
    ],
)
def test_a_network_failure_is_called_that(line):
    said = environment.why_pip_failed([line, "ERROR: No matching distribution found for alembic==1.20.1"])
    assert said.startswith("The package index cannot be reached.")
    assert "No matching" not in said


def test_another_failure_shows_what_pip_said_last():
    said = environment.why_pip_failed(["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"])
    assert "DO NOT MATCH THE HASHES" in said
    assert "index" not in said


# ---------------------------------------------------------------- the locks themselves


def pins(name):
    """Return {package: version} of a lock in the project."""
    text = (environment.ROOT / "requirements" / f"{name}.lock").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", environment.LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed_and_names_no_registry(name):
    text = (environment.ROOT / "requirements" / f"{name}.lock").read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", text, flags=re.MULTILINE).strip())
    assert len(entries) == len(pins(name)) > 1
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_two_locks_share_is_the_same_version_in_both():
    known = {}
    for name in environment.LOCKS:
        for package, version in pins(name).items():
            assert known.setdefault(package, version) == version, f"{package} in {name}.lock"


@pytest.mark.parametrize("name", environment.LOCKS)
def test_every_package_asked_for_is_in_its_lock(name):
    asked = (environment.ROOT / "requirements" / f"{name}.in").read_text()
    names = set(re.findall(r"^([a-z0-9][a-z0-9-]*)", asked, re.MULTILINE))
    assert names
    assert names <= pins(name).keys()
