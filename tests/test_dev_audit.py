"""The list of parts is that of the lock, and nobody takes silence of the index for an all-clear."""

import json
import subprocess

import pytest

import dev_audit
from dev_audit import Part, bill, parts

LOCK = """\
# written by a tool
aiosmtpd==1.4.6 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via -r test.in
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{a}
    # via click
psycopg[binary]==3.3.9 \\
    --hash=sha256:{b}
""".format(a="a" * 64, b="b" * 64)


def test_a_lock_is_read_with_its_marks_and_extras():
    assert list(parts(LOCK)) == [
        Part("aiosmtpd", "1.4.6", ("a" * 64, "b" * 64)),
        Part("colorama", "0.4.6", ("a" * 64,)),
        Part("psycopg", "3.3.9", ("b" * 64,)),
    ]


@pytest.mark.parametrize("name", dev_audit.LOCKS)
def test_every_locked_part_is_found_and_has_a_hash(name):
    text = (dev_audit.REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")
    found = list(parts(text))
    assert len(found) == text.count("==") - text.count("python_full_version ==") - text.count(
        "sys_platform =="
    ) - text.count("platform_python_implementation ==") - text.count("os_name ==")
    assert all(part.hashes for part in found)


def test_the_list_names_each_part_by_its_address(capsys):
    assert dev_audit.list_parts([]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    named = {one["purl"] for one in made["components"]}
    assert any(one.startswith("pkg:pypi/flask@") for one in named)
    assert not any(one.startswith("pkg:pypi/pytest@") for one in named)
    assert made == bill(
        "candour",
        made["metadata"]["component"]["version"],
        sorted(parts((dev_audit.REQUIREMENTS / "run.lock").read_text(encoding="utf-8"))),
    )


def test_without_the_index_it_says_loudly_that_nothing_was_audited(monkeypatch, capsys):
    monkeypatch.setattr(dev_audit, "reachable", lambda: False)
    assert dev_audit.audit([]) == 1
    assert "NOTHING WAS AUDITED" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("statuses", "worst", "says"),
    [
        ([0, 0, 0], 0, "No locked part has a known fault"),
        ([0, 1, 0], 1, "has a known fault, or could not be asked"),
    ],
)
def test_one_faulty_lock_is_enough(monkeypatch, capsys, statuses, worst, says):
    left = list(statuses)
    asked = []

    def run(command, **how):
        asked.append(command)
        return subprocess.CompletedProcess(command, left.pop(0))

    monkeypatch.setattr(dev_audit, "reachable", lambda: True)
    monkeypatch.setattr(dev_audit, "install", lambda *what: None)
    monkeypatch.setattr(dev_audit.venv, "create", lambda *what, **how: None)
    monkeypatch.setattr(dev_audit.subprocess, "run", run)
    assert dev_audit.audit([]) == worst
    assert says in capsys.readouterr().err
    assert [command[2].rpartition("/")[2] for command in asked] == ["run.lock", "test.lock", "browser.lock"]
    assert all({"--disable-pip", "--require-hashes", "--strict"} <= set(command) for command in asked)


def test_an_index_that_does_not_answer_is_not_reachable():
    assert not dev_audit.reachable("http://127.0.0.1:9/")


def test_the_times_of_mending_are_written_down():
    page = (dev_audit.ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = page.split("## How soon a fault is mended")[1]
    for words in ("24 hours", "7 days", "14 days", "30 days", "python3 dev.py audit", "python3 dev.py parts"):
        assert words in table
