"""Asking clamd: what it says, what it does not say, and a real one where this machine has it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from incidents.domain.evidence import Scan
from incidents.domain.words import Role
from incidents.post.clamd import Answer, Outcome, scan
from incidents.services import evidence_care, evidence_out, evidence_page
from incidents.services.faults import NotFound
from incidents.store import files
from tests import cast, steps
from tests.cast import NOW
from tests.databases import EVIDENCE, MASTER_KEY, Database
from tests.hostile.files import EICAR
from tests.scanner import answering
from tests.uploads import add, taken_out, upload

CLAMD = shutil.which("clamd")


# what it says, and what that means
SAID = (
    ("all is well", b"stream: OK\0", Outcome.CLEAN, ""),
    ("a virus", b"stream: Eicar-Test FOUND\0", Outcome.INFECTED, "Eicar-Test"),
    (
        "too large to look into",
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        Outcome.UNSCANNABLE,
        "Heuristics.Limits.Exceeded.MaxFileSize",
    ),
    (
        "locked with a password",
        b"stream: Heuristics.Encrypted.PDF FOUND\0",
        Outcome.UNSCANNABLE,
        "Heuristics.Encrypted.PDF",
    ),
    ("an error", b"Can't allocate memory ERROR\0", Outcome.UNSCANNABLE, "Can't allocate memory ERROR"),
    ("nothing", b"", Outcome.UNSCANNABLE, "It hung up without an answer"),
    ("something else that says OK", b"stream: OK FOUND\0", Outcome.INFECTED, "OK"),
    ("half an answer", b"stream: O", Outcome.UNSCANNABLE, "O"),
    ("an answer about another file", b"other: OK\0", Outcome.UNSCANNABLE, "other: OK"),
)


@pytest.mark.parametrize(("sentence", "answer", "outcome", "words"), SAID, ids=[row[0] for row in SAID])
def test_only_a_plain_ok_is_clean(
    tmp_path: Path, sentence: str, answer: bytes, outcome: Outcome, words: str
) -> None:
    with answering(tmp_path, answer) as address:
        assert scan(address, [b"a", b"", b"b"]) == Answer(outcome, words)


def test_hanging_up_on_a_long_file_is_not_clean(tmp_path: Path) -> None:
    said = b"INSTREAM size limit exceeded. ERROR\0"
    with answering(tmp_path, said, after=100) as address:
        found = scan(address, [bytes(65536)] * 200)
    assert found.outcome is Outcome.UNSCANNABLE


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_nobody_there_means_ask_again(address: str) -> None:
    assert scan(address, [b"a"]).outcome is Outcome.AWAY


@pytest.fixture
def folder(app: object, sqlite: Database, tmp_path: Path) -> Iterator[Path]:
    files.bind(tmp_path / "evidence", MASTER_KEY)
    yield tmp_path
    files.bind(EVIDENCE, MASTER_KEY)


def test_a_file_waits_until_it_was_scanned(folder: Path) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    case = steps.opened(lead)
    clean, bad = add(lead, case, scanner=True), add(lead, case, scanner=True)
    with pytest.raises(NotFound):
        evidence_out.take_out(lead, case, clean, NOW)
    with pytest.raises(NotFound):
        evidence_out.preview(lead, case, clean, NOW)
    assert evidence_care.scan("fts", clean, "/nowhere", NOW) is Scan.WAITING
    assert not steps.payloads("evidence_scanned")
    with answering(folder, b"stream: OK\0") as address:
        assert evidence_care.scan("fts", clean, address, NOW) is Scan.CLEAN
    with answering(folder, b"stream: Bad.Thing FOUND\0") as address:
        assert evidence_care.scan_waiting(address, NOW) == ((bad, Scan.INFECTED),)
    assert evidence_care.scan("fts", clean, "/nowhere", NOW) is Scan.CLEAN
    assert taken_out(lead, case, clean)
    with pytest.raises(NotFound):
        evidence_out.take_out(lead, case, bad, NOW)
    log = evidence_page.item_page(lead, case, bad, NOW).log
    assert [(step.by, step.what) for step in log][-1] == (
        "The program itself",
        "Scanned evidence for viruses: A virus was found: Bad.Thing",
    )


def test_scanned_again_a_file_may_turn_out_to_have_a_virus(folder: Path) -> None:
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    case = steps.opened(lead)
    made = add(lead, case, scanner=True)
    with answering(folder, b"stream: OK\0") as address:
        evidence_care.scan("fts", made, address, NOW)
    with answering(folder, b"stream: OK\0") as address:
        assert evidence_care.scan_again(address, NOW) == ()
    assert len(steps.payloads("evidence_scanned")) == 1, "what is as it was is no entry of the case"
    assert evidence_care.scan_again("/nowhere", NOW) == ()
    assert taken_out(lead, case, made), "while nobody answers it stays as it is"
    with answering(folder, b"stream: New.Thing FOUND\0") as address:
        assert evidence_care.scan_again(address, NOW) == ((made, Scan.INFECTED),)
    with pytest.raises(NotFound):
        evidence_out.take_out(lead, case, made, NOW)
    told = [(one["files"], one["changed"]) for one in steps.payloads("evidence_scanned_again")]
    assert told == [(1, 0), (1, 1)]


@contextmanager
def real_clamd(folder: Path) -> Iterator[str]:
    """A clamd of our own that knows one virus: the test file every scanner knows."""
    known = folder / "known"
    known.mkdir()
    line = f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:Test-Virus\n"  # noqa: S324 (the format asks for it)
    (known / "test.hdb").write_text(line)
    settings = folder / "clamd.conf"
    place = folder / "clamd.sock"
    settings.write_text(
        f"LocalSocket {place}\nDatabaseDirectory {known}\nForeground yes\nAlertExceedsMax yes\n"
        "StreamMaxLength 1M\nMaxThreads 2\nFixStaleSocket yes\n"
    )
    with subprocess.Popen(
        [str(CLAMD), "--config-file", str(settings)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout is not None
        said = next((line for line in server.stdout if "Self checking" in line or "ERROR" in line), "")
        assert "Self checking" in said
        yield str(place)
        server.terminate()


def test_a_real_scanner_finds_the_test_virus(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if CLAMD is None:
        with capsys.disabled():
            sys.stderr.write("\nNo clamd here: the real scanner was NOT asked (Debian: clamav-daemon).\n")
        return
    with real_clamd(folder) as address:
        assert scan(address, [b"hello"]) == Answer(Outcome.CLEAN)
        found = scan(address, [EICAR[:10], EICAR[10:]])
        assert (found.outcome, found.words.removesuffix(".UNOFFICIAL")) == (Outcome.INFECTED, "Test-Virus")
        assert scan(address, [bytes(65536)] * 32).outcome is Outcome.UNSCANNABLE
        lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
        case = steps.opened(lead)
        made = add(lead, case, upload(EICAR, "eicar.txt"), scanner=True)
        assert evidence_care.scan("fts", made, address, NOW) is Scan.INFECTED
