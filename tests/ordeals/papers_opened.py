"""Every paper as DOCX, opened by a word processor: what it shows is what the paper says, in order.

    python -m tests.ordeals.papers_opened

Where LibreOffice is not installed it says so loudly and opens nothing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from incidents.domain.forms import FORMS
from incidents.exports.paper import Block, Lines, Paper, Points, Table, Words
from incidents.exports.paper_docx import as_docx
from tests.exports.papers import EMPTY, FULL, LETTER, everywhere
from tests.exports.test_form_paper import full, paper

NOT_INSTALLED = "NO DOCX WAS OPENED: LibreOffice is not installed (apt-get install libreoffice-writer-nogui)"
_TEXT = "txt:Text (encoded):UTF8"
_PATIENCE = 180  # seconds; the first start of a new profile is slow


def find_office() -> str | None:
    """The program that opens them, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def every_paper() -> dict[str, Paper]:
    """Papers of every kind by a name of their own: full, empty, a letter, hostile, and each body's form."""
    forms = {f"form-{key}": paper(form, full(form)) for key, form in FORMS.items()}
    gaps = {f"gaps-{key}": paper(form, {}) for key, form in FORMS.items()}
    hostile = everywhere("<w:p/> ]]> & \x00\x0b {HYPERLINK} سلام \U0001f622 " + "x" * 2_000)
    return {"full": FULL, "empty": EMPTY, "letter": LETTER, "hostile": hostile, **forms, **gaps}


def ordeal(office: str, papers: Mapping[str, Paper]) -> list[str]:
    """Open each paper; what is wrong, a sentence each. An empty list: all was shown, in order."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, made in papers.items():
            (folder / f"{key}.docx").write_bytes(as_docx(made))
        _convert(office, folder, _TEXT)
        _convert(office, folder, "pdf")
        return [fault for key, made in papers.items() for fault in _faults(folder, key, made)]


def _convert(office: str, folder: Path, kind: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(str(file) for file in folder.glob("*.docx"))
    words = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
    subprocess.run(words, check=True, capture_output=True, timeout=_PATIENCE)


def _faults(folder: Path, key: str, made: Paper) -> Iterator[str]:
    if not (folder / f"{key}.pdf").read_bytes().startswith(b"%PDF-"):
        yield f"{key}: it could not be printed"
    shown = (folder / f"{key}.txt").read_text(encoding="utf-8-sig")
    yield from (
        f"{key}: “{words[:60]}” is not shown, or not in its place" for words in not_shown(made, shown)
    )


def not_shown(made: Paper, shown: str) -> Iterator[str]:
    """What of a paper is not in the text that was shown, or not in its order; blanks do not count."""
    whole, place = _without_blanks(shown), 0
    for words in _said(made):
        found = whole.find(_without_blanks(words), place)
        if found < 0:
            yield words
        else:
            place = found


def _said(made: Paper) -> Iterator[str]:
    """What the paper says, in order."""
    yield made.title
    for part in made.sections:
        yield part.heading
        for block in part.blocks:
            yield from _words(block)
    if not made.plain:
        yield from made.left_out


def _words(block: Block) -> Iterator[str]:
    match block:
        case Words():
            yield from block.text.split("\n")
        case Points():
            yield from block.points
        case Lines():
            for line in block.lines:
                yield f"{line.label}:"
                yield line.answer or "Still missing"
        case Table():
            for row in (block.head, *block.rows):
                yield from row


def _without_blanks(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f]+", "", text)


def main() -> int:
    """Open them all and say how it went; 0 when nothing is wrong, or nothing could be opened."""
    office = find_office()
    if office is None:
        sys.stdout.write(f"{'*' * 79}\n{NOT_INSTALLED}\n{'*' * 79}\n")
        return 0
    papers, began = every_paper(), time.monotonic()
    faults = ordeal(office, papers)
    spent = time.monotonic() - began
    sys.stdout.write(
        "\n".join([*faults, f"{len(papers)} papers opened in {spent:.0f} s, {len(faults)} faults", ""])
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
