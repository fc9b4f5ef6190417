"""Which files are taken as evidence, as what, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incidents.domain.evidence import NAME_LENGTH, UNNAMED, clean_name, size_in_words
from incidents.domain.file_kinds import ACCEPT, KINDS, NotTaken, judge
from tests.hostile.corpus import EVERY, SAMPLE
from tests.hostile.files import HONEST, REFUSED
from tests.hostile.row import ARCHIVE, OLD, PAGE, PROGRAM, Row


def judged(row: Row) -> str:
    """What becomes of it, in words that a row can say."""
    try:
        found = judge(clean_name(row.name), len(row.body), lambda at, length: row.body[at : at + length])
    except NotTaken as fault:
        return f"refused: {fault}"
    return f"{found.kind.key} {'opaque' if found.opaque else 'shown'}: {found.why}"


@pytest.mark.parametrize("row", EVERY, ids=[row.sentence for row in EVERY])
def test_what_becomes_of_a_file(row: Row) -> None:
    said = judged(row)
    if row.kind:
        assert said.startswith(f"{row.kind} {'opaque' if row.opaque else 'shown'}: ")
    else:
        assert said.startswith("refused: ")
    assert row.words in said


def test_the_corpus_is_large_and_each_of_its_files_is_another() -> None:
    assert len({(row.name, row.body) for row in EVERY}) > 400
    assert len({row.sentence for row in EVERY}) == len(EVERY)
    assert {bool(row.kind) for row in SAMPLE} == {row.opaque for row in SAMPLE} == {True, False}


def test_every_kind_has_an_honest_example_and_can_be_chosen() -> None:
    assert {row.kind for row in HONEST} == set(KINDS)
    assert all(f".{ending}" in ACCEPT.split(",") for kind in KINDS.values() for ending in kind.endings)


# What could run, or hold others, whatever it is called.
DANGEROUS = tuple(
    row for row in REFUSED if row.words in (PAGE, PROGRAM, ARCHIVE, OLD) and row.name.count(".") == 1
)
ENDINGS = sorted({ending for kind in KINDS.values() for ending in kind.endings})


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_name_lets_a_program_a_page_or_an_archive_in(ending: str) -> None:
    by_content = [row for row in DANGEROUS if judged(replace(row, name="x")).startswith("refused: ")]
    assert len(by_content) > 15
    for row in by_content:
        assert judged(replace(row, name=f"x.{ending}")).startswith("refused: "), row.sentence


# what is sent as a name, what is shown
NAMES = (
    ("photo.png", "photo.png"),
    ("C:\\Users\\Kim\\photo.png", "photo.png"),
    ("../../etc/passwd", "passwd"),
    ("holiday\u202egpj.exe", "holidaygpj.exe"),
    ("a\u200bb\x00c\x1b[31m.png", "abc[31m.png"),
    ("two\r\nlines\t .png", "two lines .png"),
    ("Ångström’s 🙂.png", "Ångström’s 🙂.png"),
    ("\ud800.png", ".png"),
    ("", UNNAMED),
    ("a/", UNNAMED),
    ("\u202e\u2066", UNNAMED),
)


@pytest.mark.parametrize(("sent", "shown"), NAMES)
def test_a_name_is_data_that_can_be_shown(sent: str, shown: str) -> None:
    assert clean_name(sent) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 500 + ".jpeg")
    assert len(name) == NAME_LENGTH
    assert name.endswith("x.jpeg")
    assert len(clean_name("x" * 500 + "." + "y" * 500)) == NAME_LENGTH


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (12, "12 bytes"),
        (34_100, "34 kB"),
        (5_600_000, "5.6 MB"),
        (52_428_800, "52.4 MB"),
        (5 * 10**8, "500 MB"),
    ],
)
def test_a_size_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words
