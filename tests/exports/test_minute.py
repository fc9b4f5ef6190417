"""The minute extract: what it says, in its order, and as a file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from docx import Document

from incidents.domain.redaction import Named
from incidents.exports.minute import (
    NO_VOTES,
    NOBODY_LEFT,
    Agreement,
    Decision,
    Left,
    Minuted,
    Voice,
    minute,
    without_names,
)
from incidents.exports.paper import Lines, Points, Table, Words
from incidents.exports.paper_docx import as_docx

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DECISION = Decision(
    "The board", "", "Report it", "We report it this week", "They were harmed", date(2026, 11, 20)
)
FOUND = Minuted(
    charity="Families Together Suffolk",
    reference="FTS-7K3P-M",
    made_at=NOW,
    recipient="The minute book",
    question="Do we report it?",
    voices=(
        Voice("Cy Hall", True, "Report it", "It is right"),
        Voice("Nell Ford", False, "", ""),
        Voice("Tom Ray", True, "Do not report it", "It is over"),
    ),
    left=(Left("Ana Abbot", "My sister"),),
    decision=DECISION,
    own=True,
    agreement=None,
    exceptions=("Somebody had not said. It was done all the same, because: she was in hospital",),
    rules=("3 must vote.",),
)


def blocks(found: Minuted, key: str) -> tuple[object, ...]:
    return next(one.blocks for one in minute(found).sections if one.key == key)


def test_it_goes_as_a_meeting_goes() -> None:
    paper = minute(FOUND)
    assert [one.key for one in paper.sections] == [
        "question", "present", "interests", "votes", "decision", "exceptions", "rules",
    ]  # fmt: skip
    assert (paper.kind, paper.reference, paper.recipient, paper.made_at) == (
        "minute", "FTS-7K3P-M", "The minute book", NOW,
    )  # fmt: skip


def test_it_tells_who_was_there_who_left_and_how_each_voted() -> None:
    assert blocks(FOUND, "present") == (
        Points(
            (
                "Cy Hall: no interest",
                "Nell Ford: did not say whether they have an interest",
                "Tom Ray: no interest",
            )
        ),
    )
    assert blocks(FOUND, "interests") == (Points(("Ana Abbot declared an interest and left: My sister",)),)
    counted, each = blocks(FOUND, "votes")
    assert isinstance(counted, Table)
    assert counted.rows == (("Do not report it", "1"), ("Report it", "1"))
    assert isinstance(each, Table)
    assert each.rows[0] == ("Cy Hall", "Report it", "It is right")
    assert len(each.rows) == 2
    (decided,) = blocks(FOUND, "decision")
    assert isinstance(decided, Lines)
    assert [(one.label, one.answer) for one in decided.lines] == [
        ("Who decided", "The board"),
        ("Answer", "Report it"),
        ("What was decided", "We report it this week"),
        ("Reasons", "They were harmed"),
        ("When", "20 November 2026"),
    ]


def test_what_was_decided_without_the_board_says_why_and_what_the_board_said() -> None:
    alone = replace(
        FOUND,
        voices=(Voice("Cy Hall", True, "", ""),),
        left=(),
        own=False,
        decision=replace(DECISION, how="The chair alone", because="It could not wait"),
    )
    assert blocks(alone, "votes") == (Words(NO_VOTES),)
    assert blocks(alone, "interests") == (Words(NOBODY_LEFT),)
    (decided,) = blocks(alone, "decision")
    assert isinstance(decided, Lines)
    assert decided.lines[1].answer == "It could not wait"
    (waits,) = blocks(alone, "agreed")
    assert isinstance(waits, Words)
    assert "next meeting" in waits.text
    (agreed,) = blocks(replace(alone, agreement=Agreement(False, date(2026, 12, 1), "No")), "agreed")
    assert isinstance(agreed, Lines)
    assert [one.answer for one in agreed.lines] == ["No", "1 December 2026", "No"]


def test_it_is_a_word_processors_file() -> None:
    paper = Document(io.BytesIO(as_docx(minute(FOUND))))
    headings = [one.text for one in paper.paragraphs if one.style.name.startswith("Heading")]
    assert any("Votes" in one for one in headings)
    assert any("We report it this week" in one.text for one in paper.paragraphs) or any(
        "We report it this week" in cell.text
        for table in paper.tables
        for row in table.rows
        for cell in row.cells
    )


def test_names_of_people_in_the_case_go_out_of_what_was_written_and_the_boards_own_stay() -> None:
    kim = (Named("Kim Pell", "the volunteer"), Named("Cy Hall", "the person affected"))
    found = replace(
        FOUND,
        question="Do we report what Kim Pell did?",
        voices=(Voice("Cy Hall", True, "Report it", "Kim harmed them: 020 7946 0011"),),
        left=(Left("Ana Abbot", "Pell is my sister"),),
        decision=replace(DECISION, words="Kim goes", reasons="So Kim Pell said"),
        agreement=Agreement(True, NOW.date(), "Pell may appeal"),
        exceptions=("It was done, because: Pell was ill",),
    )
    thin = without_names(found, kim)
    said = repr(minute(thin))
    assert "Pell" not in said
    assert "Kim" not in said
    assert "7946" not in said
    assert "Cy Hall" in said, "who voted stands there as it is"
    assert "Do we report what the volunteer did?" in said
    assert set(minute(thin).left_out) == {"The name of the volunteer", "A telephone number"}
    assert without_names(FOUND, kim).left_out == ()
