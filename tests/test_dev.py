"""Tests how dev.py routes its words, and what it hands to Flask; nothing is installed or served."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import dev
from dev_checks import Done, Step


@pytest.fixture
def called(monkeypatch):
    """Note every command that main() would run, as (name, words), instead of running it."""
    calls = []

    def noting(name):
        return lambda words: calls.append((name, words)) or 0

    monkeypatch.setattr(dev, "COMMANDS", {name: noting(name) for name in dev.COMMANDS})
    monkeypatch.setattr(dev, "hand_over", noting("flask"))
    monkeypatch.chdir(os.curdir)
    return calls


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], ("run", [])),
        (["run"], ("run", [])),
        (["run", "--port", "9000"], ("run", ["--port", "9000"])),
        (["test", "--fast", "--", "-k", "trail"], ("test", ["--fast", "--", "-k", "trail"])),
        (["bench"], ("bench", [])),
        (["ordeal"], ("ordeal", [])),
        (["fmt"], ("fmt", [])),
        (["clean"], ("clean", [])),
        (["lock", "--upgrade"], ("lock", ["--upgrade"])),
        (["--help"], ("--help", [])),
        (["lifecycle", "--json"], ("flask", ["lifecycle", "--json"])),
        (["trail", "verify", "--case", "FTS-7K3P-M"], ("flask", ["trail", "verify", "--case", "FTS-7K3P-M"])),
        (["--version"], ("flask", ["--version"])),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_first_word_is_a_command_of_ours_or_flasks(called, typed, expected):
    assert dev.main(typed) == 0
    assert called == [expected]


def test_the_exit_status_of_a_command_is_passed_on(monkeypatch):
    monkeypatch.setattr(dev, "hand_over", lambda words: 7)
    monkeypatch.chdir(os.curdir)
    assert dev.main(["lifecycle"]) == 7


def test_every_command_works_in_the_project_folder_wherever_the_person_stands(monkeypatch, tmp_path):
    stood = []
    monkeypatch.setattr(dev, "hand_over", lambda words: stood.append(Path.cwd()) or 0)
    monkeypatch.chdir(tmp_path)
    dev.main(["lifecycle"])
    assert stood == [dev.ROOT]


def test_a_reason_to_stop_is_one_sentence_on_stderr(monkeypatch, capsys):
    def stop(words):
        raise dev.Stop("There is no pip.")

    monkeypatch.setattr(dev, "hand_over", stop)
    monkeypatch.chdir(os.curdir)
    assert dev.main(["lifecycle"]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "There is no pip.\n")


def test_control_c_ends_without_a_traceback(monkeypatch, capsys):
    def interrupted(words):
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "hand_over", interrupted)
    monkeypatch.chdir(os.curdir)
    assert dev.main(["lifecycle"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_an_older_python_is_told_so_in_one_line(called, monkeypatch, capsys):
    class Version(NamedTuple):
        major: int
        minor: int
        micro: int

    monkeypatch.setattr(dev.sys, "version_info", Version(3, 10, 13))
    assert dev.main(["run"]) == 1
    assert called == []
    assert capsys.readouterr().err == "Candour needs Python 3.11 or newer; this is Python 3.10.\n"


@pytest.mark.parametrize("command", ["fmt", "clean", "help", "ordeal"])
def test_a_word_too_many_is_refused_before_anything_happens(command, monkeypatch, capsys):
    monkeypatch.setattr(dev, "ensure", lambda *names: pytest.fail("something was installed"))
    monkeypatch.setattr(dev.shutil, "rmtree", lambda path: pytest.fail("something was removed"))
    with pytest.raises(SystemExit) as ended:
        dev.COMMANDS[command](["everything"])
    assert ended.value.code == 2
    assert "everything" in capsys.readouterr().err


def test_every_long_trial_runs_also_after_one_that_failed(monkeypatch):
    monkeypatch.setattr(dev, "ensure", lambda *names: None)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "ORDEALS", ("no_such_trial_of_ours", "this"))
    assert dev.ordeal([]) == 1


def test_the_long_trials_are_there():
    root = Path(dev.ROOT)
    assert all((root / f"{name.replace('.', '/')}.py").is_file() for name in dev.ORDEALS)


def test_flask_runs_in_practice_mode_unless_the_person_chose_another():
    assert dev.surroundings_for_flask({"HOME": "/home/ann"}) == {"HOME": "/home/ann", "CANDOUR_MODE": "demo"}
    assert dev.surroundings_for_flask({"CANDOUR_MODE": "production"}) == {"CANDOUR_MODE": "production"}


def test_run_becomes_the_server_at_the_port_asked_for(monkeypatch):
    became = []
    monkeypatch.setattr(dev, "ensure", lambda *names: became.append(names))
    monkeypatch.setattr(dev, "become", lambda command, surroundings: became.append(command[-4:]) or 0)
    assert dev.run(["--port", "8765"]) == 0
    assert became == [("run",), ["serve", "--prepare", "--port", "8765"]]


@pytest.fixture
def tested(monkeypatch):
    """Let dev.test() find a Chromium and a working Playwright, and do nothing; return what it asked for."""
    asked = {}
    monkeypatch.setattr(dev, "find_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(dev, "starts", lambda command: True)
    monkeypatch.setattr(dev, "ensure", lambda *names: asked.update(locks=names))
    monkeypatch.setattr(dev, "checks", lambda **words: asked.update(words) or [Step("tests", ["false"])])
    monkeypatch.setattr(dev, "walk", lambda steps, surroundings: [Done("tests", 3, 0.1)])
    return asked


@pytest.mark.parametrize(
    ("typed", "locks", "browser", "measured", "pytest_words"),
    [
        ([], ("run", "test", "browser"), True, True, []),
        (["--fast"], ("run", "test"), False, False, []),
        (["--", "-k", "trail"], ("run", "test", "browser"), True, False, ["-k", "trail"]),
        (["--fast", "--", "-x"], ("run", "test"), False, False, ["-x"]),
    ],
    ids=["everything", "fast", "some tests", "fast, some tests"],
)
def test_the_test_command_installs_and_checks_what_was_asked(
    tested, typed, locks, browser, measured, pytest_words
):
    assert dev.test(typed) == 3
    del tested["templates"]
    assert tested == {"locks": locks, "browser": browser, "measured": measured, "pytest_words": pytest_words}


def test_without_chromium_the_browser_lock_is_not_installed_and_that_is_said_loudly(
    tested, monkeypatch, capsys
):
    monkeypatch.setattr(dev, "find_chromium", lambda: None)
    dev.test([])
    assert (tested["locks"], tested["browser"]) == (("run", "test"), False)
    told = capsys.readouterr().err
    assert "THE BROWSER TESTS WILL NOT RUN: no Chromium on this machine" in told
    assert "not run browser tests: no Chromium on this machine" in told


def test_a_playwright_that_does_not_start_is_said_loudly_with_what_helps(tested, monkeypatch, capsys):
    monkeypatch.setattr(dev, "starts", lambda command: False)
    dev.test([])
    assert tested["browser"] is False
    assert "apt-get install libatomic1" in capsys.readouterr().err


def test_what_the_person_left_out_is_not_said_loudly(tested, capsys):
    dev.test(["--fast"])
    told = capsys.readouterr().err
    assert "WILL NOT RUN" not in told
    assert "not run browser tests: left out by --fast" in told
