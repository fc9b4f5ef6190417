"""What happened since a day, for the board: numbers, decisions, who was told, what is late; no names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from incidents.exports.london import in_words
from incidents.exports.paper import Block, Paper, Points, Section, Table, Words

FEW = "Numbers from 1 to 4 are hidden, with whatever they could be worked out from. Names are left out."
# Always the same sentence, so that its being there tells nothing.
NOT_IN_IT = (
    "Counted and listed are cases that the maker of this paper is let into as a whole. What is hidden from "
    "somebody on the board is never in it, and it is not said whether there is anything."
)
TOO_FEW = "Too few to show without telling more than we should."

Counts = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of the board: the case, the question, on which day, and how it was decided."""

    reference: str
    question: str
    on: date | None
    how: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One report to another body: which, of which case, how it stands, and since or on which day."""

    body: str
    reference: str
    state: str
    on: date


@dataclass(frozen=True, slots=True)
class Untold:
    """One decision not to tell a body: why not, when it was decided, and when it is looked at again."""

    body: str
    reference: str
    because: str
    decided_on: date
    look_again_on: date


@dataclass(frozen=True, slots=True)
class Happened:
    """All that goes into the report. A table of counts is None where too few cases would tell too much."""

    since: date
    reported: int | str
    closed: int | str
    stages: Counts | None
    kinds: Counts | None
    decisions: tuple[Decision, ...]
    to_ratify: tuple[Decision, ...]
    open_reports: tuple[Telling, ...]
    sent_reports: tuple[Telling, ...]
    untold: tuple[Untold, ...]
    late: tuple[str, ...]
    lessons: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()


def board_report(charity: str, recipient: str, made_at: datetime, found: Happened) -> Paper:
    """The report, its parts in the order in which a meeting deals with them."""
    since = in_words(found.since)
    short = Table(
        f"Since {since}",
        ("What", "Number"),
        (("Cases reported", str(found.reported)), ("Cases closed", str(found.closed))),
    )
    return Paper(
        kind="board_report",
        title=f"Report to the board, since {since}",
        charity=charity,
        reference="",
        made_at=made_at,
        recipient=recipient,
        sections=(
            Section("about", "About this report", (Words(FEW), Words(NOT_IN_IT))),
            Section(
                "cases",
                "Cases",
                (
                    short,
                    _counted("Cases reported since, as they stand now", "Stage", found.stages),
                    _counted("Cases reported since, by kind", "Kind", found.kinds),
                ),
            ),
            Section("to_ratify", "For the board to agree to", _decisions(found.to_ratify, "Nothing waits.")),
            Section("decisions", "What the board decided", _decisions(found.decisions, "No decision.")),
            Section(
                "reports",
                "Telling other bodies",
                (
                    _tellings("Not finished", found.open_reports, "Nothing is open."),
                    _tellings(f"Told since {since}", found.sent_reports, "Nobody was told since."),
                ),
            ),
            Section("untold", "Decisions not to tell another body", (_untold(found.untold),)),
            Section("late", "Pages not looked over in time", (_points(found.late, "None."),)),
            Section("lessons", "What we learnt", (_lessons(found.lessons),)),
        ),
        left_out=found.left_out,
    )


def _counted(caption: str, head: str, counts: Counts | None) -> Block:
    if counts is None:
        return Words(f"{caption}: {TOO_FEW}")
    if not counts:
        return Words(f"{caption}: none.")
    return Table(caption, (head, "Cases"), tuple((label, str(count)) for label, count in counts.items()))


def _decisions(found: Iterable[Decision], none: str) -> tuple[Block]:
    rows = tuple(
        (one.reference, one.question, in_words(one.on) if one.on else "Not written down", one.how)
        for one in found
    )
    head = ("Case", "The question", "Decided on", "How")
    return (Table("Decisions", head, rows) if rows else Words(none),)


def _tellings(caption: str, found: Iterable[Telling], none: str) -> Block:
    rows = tuple((one.body, one.reference, one.state, in_words(one.on)) for one in found)
    return Table(caption, ("Body", "Case", "How it stands", "Since"), rows) if rows else Words(none)


def _untold(found: Iterable[Untold]) -> Block:
    rows = tuple(
        (one.body, one.reference, one.because, in_words(one.decided_on), in_words(one.look_again_on))
        for one in found
    )
    head = ("Body", "Case", "Why not", "Decided on", "Looked at again on")
    return Table("Not told", head, rows) if rows else Words("No such decision.")


def _points(found: tuple[str, ...], none: str) -> Block:
    return Points(found) if found else Words(none)


def _lessons(found: tuple[tuple[str, str], ...]) -> Block:
    if not found:
        return Words("No lesson was written down since.")
    return Table("Lessons, from cases closed since", ("Case", "What will be different"), found)
