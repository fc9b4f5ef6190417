"""The chronology and the bundle as papers: their order, both dates, exceptions, and what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from incidents.exports.bundle import UNREACHABLE, bundle
from incidents.exports.bundle_contents import Admitted, Body, Contents, Hidden, Judged, Left, Proof, Story
from incidents.exports.chronology import LEGAL, MAY_NOT_SEE, Exemption, Happening, Of, chronology
from incidents.exports.paper import Block, Lines, Paper, Points, Section, Table, Words
from incidents.exports.paper_files import FORMATS

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
OF = Of("Friends Together", "FTS-7K3P-M", "A photograph", "Our solicitor", AT)
FOUND = (
    Happening(date(2026, 11, 21), AT, "Ada", "Decided", "Staff procedure", (("Why", "It was the third"),),
              (Exemption("Somebody else should decide.", "There is nobody else"),)),
    Happening(date(2026, 11, 3), AT, "Ada", "Wrote a note", details=(("Note", "She rang"),)),
    Happening(date(2026, 7, 2), SUMMER, "", "A report came in", erased=True),
    Happening(date(2026, 11, 4), AT, "Ben", "Wrote a note", details=(("Note", "Counsel says no"),),
              legal=True),
)  # fmt: skip


def section(paper: Paper, key: str) -> Section:
    return next(one for one in paper.sections if one.key == key)


def rows(paper: Paper, key: str) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in section(paper, key).blocks if isinstance(block, Table))


def words(block: Block) -> str:
    assert isinstance(block, Words)
    return block.text


def test_entries_stand_in_the_order_in_which_things_happened_with_both_dates_in_london() -> None:
    found = rows(chronology(OF, FOUND), "entries")
    assert [row[:3] for row in found] == [
        ("1", "2 July 2026", "2 July 2026, 12:30am"),
        ("2", "3 November 2026", "21 November 2026, 9:30am"),
        ("3", "4 November 2026", "21 November 2026, 9:30am"),
        ("4", "21 November 2026", "21 November 2026, 9:30am"),
    ]
    assert found[0][3:] == ("Not named", "A report came in\nWhat this entry said has been erased.")
    assert found[1][4] == "Wrote a note\nNote: She rang"


def test_an_exception_is_marked_where_it_was_made_and_listed_once_more() -> None:
    paper = chronology(OF, FOUND)
    told = rows(paper, "entries")[3][4]
    assert told.startswith("Decided – Staff procedure\nWhy: It was the third\nAn exception was made: ")
    assert told.endswith("Somebody else should decide. The reason: There is nobody else")
    assert rows(paper, "exceptions") == (
        ("21 November 2026, 9:30am", "Ada", "Decided – Staff procedure", "Somebody else should decide.",
         "There is nobody else"),
    )  # fmt: skip
    assert words(section(chronology(OF, FOUND[1:]), "exceptions").blocks[0]) == "None was made."


def test_legal_advice_keeps_its_place_and_loses_its_words() -> None:
    paper = chronology(OF, FOUND)
    assert rows(paper, "entries")[2][4] == f"Wrote a note\n{LEGAL}"
    assert "Counsel says no" not in repr(paper)
    assert paper.left_out == (
        "A note of 4 November 2026 by Ben, written down on 21 November 2026: legal advice",
    )


CONTENTS = Contents(
    stories=(Story(AT, (("What was told", "A picture is up"),)), Story(AT, (("What was told", "Me too"),))),
    findings=(Judged("Kim", "Good name", "Against it.", ("FTS-P-01",), 2, AT, "I see it otherwise"),),
    happenings=FOUND,
    admitted=(Admitted("Ada", "The case", "leads the case", AT), Admitted("Bo", "The case", "Helps", AT, AT)),
    hidden=(Hidden("Kim", "It is about them", AT),),
    copies=(Left(AT, "Ada", "Chronology", "Our chair", "To know", "ab" * 32),),
    bodies=(Body("Police", "Sent", date(2026, 11, 20), "CR/1"),),
    proof=Proof(sound=True, at=AT, head="cd" * 32),
)
NOTHING = Contents((), (), (), (), (), (), (), Proof(sound=False, at=AT, head=""))


def test_a_bundle_lists_its_parts_first_and_then_has_each_of_them() -> None:
    paper = bundle(OF, CONTENTS)
    assert [one.key for one in paper.sections] == [
        "contents", "reports", "findings", "trail", "exceptions", "access", "sent", "copies", "legal_advice",
        "proof",
    ]  # fmt: skip
    assert [one.number for one in paper.sections] == [None, *range(1, 10)]
    assert [(row[0], row[2]) for row in rows(paper, "contents")] == [
        ("1", "2 entries"), ("2", "1 entry"), ("3", "4 entries"), ("4", "1 entry"), ("5", "3 entries"),
        ("6", "1 entry"), ("7", "1 entry"), ("8", "1 entry"), ("9", "1 entry"),
    ]  # fmt: skip
    assert rows(paper, "findings")[0][4:] == ("2", "21 November 2026, 9:30am", "I see it otherwise")
    assert [row[4] for row in rows(paper, "access")] == ["", "21 November 2026, 9:30am"]
    assert rows(paper, "sent") == (("Police", "Sent", "20 November 2026", "CR/1"),)
    assert rows(paper, "copies")[0][-1] == "ab" * 32


def test_a_bundle_lists_legal_advice_and_never_says_it() -> None:
    paper = bundle(OF, CONTENTS)
    listed = section(paper, "legal_advice").blocks[0]
    assert isinstance(listed, Points)
    assert (*listed.points, UNREACHABLE) == paper.left_out
    assert "Counsel says no" not in repr(paper)


@pytest.mark.parametrize("contents", [CONTENTS, NOTHING], ids=["full", "empty"])
def test_a_bundle_always_says_that_there_may_be_what_its_maker_may_not_see(contents: Contents) -> None:
    assert MAY_NOT_SEE in [words(block) for block in section(bundle(OF, contents), "contents").blocks[::2]]


def test_a_broken_trail_is_said_to_be_broken() -> None:
    for contents, begins in ((CONTENTS, "Sound: "), (NOTHING, "Broken: ")):
        proof = section(bundle(OF, contents), "proof").blocks[0]
        assert isinstance(proof, Lines)
        assert str(proof.lines[0].answer).startswith(begins)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_bundle_is_a_file_of_each_kind_and_the_same_bytes_each_time(kind: str) -> None:
    made = FORMATS[kind].make(bundle(OF, CONTENTS))
    assert made == FORMATS[kind].make(bundle(OF, CONTENTS))
    assert len(made) > 1000
