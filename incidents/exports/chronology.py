"""A case in order of time: each entry of its trail, when it happened and when it was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from incidents.exports.london import at_in_words, day, in_words
from incidents.exports.paper import Block, Paper, Section, Table, Words

LEGAL = "Legal advice, or a question for it. What it says was left out."
ERASED = "What this entry said has been erased."
EXCEPTION = "An exception was made"
# Always the same sentence, so that its being there tells nothing.
MAY_NOT_SEE = (
    "This paper holds what its maker may see. There may be matters that its maker may not see; whether there "
    "are is not said here."
)
HOW_TO_READ = (
    "The entries stand in the order in which things happened. The second date is when it was written down "
    "here; nobody can change an entry afterwards without its showing. All times are London times."
)
_HEAD = ("No.", "It happened on", "Written down", "Who", "What")


@dataclass(frozen=True, slots=True)
class Exemption:
    """Something done although it should not be: what was said against it, and the reason given."""

    against: str
    because: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a trail as its reader may see it; `happened` is a London day, `written` an aware instant.

    `matter` is what it belongs to, "" for the case. `legal`: its words are legal advice, and do not leave.
    """

    happened: date
    written: datetime
    by: str
    what: str
    matter: str = ""
    details: tuple[tuple[str, str], ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    erased: bool = False
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Of:
    """Which case a paper is of, for whom, and when it is made (an aware instant)."""

    charity: str
    reference: str
    title: str
    recipient: str
    made_at: datetime


def in_order(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """By the day on which it happened, then by when it was written; those written together stay in order."""
    return tuple(sorted(happenings, key=lambda one: (one.happened, one.written)))


def chronology(of: Of, happenings: Iterable[Happening]) -> Paper:
    """The whole case, from the first thing that happened on."""
    found = in_order(happenings)
    return Paper(
        kind="chronology",
        title="What happened, in order of time",
        charity=of.charity,
        reference=of.reference,
        made_at=of.made_at,
        recipient=of.recipient,
        sections=(
            Section("about", "How to read this", (Words(f"{of.title}\n\n{HOW_TO_READ}"), Words(MAY_NOT_SEE))),
            Section("entries", "What happened", (table(found),)),
            Section("exceptions", "Where an exception was made", (exceptions(found),)),
        ),
        left_out=legal_advice(found),
    )


def table(found: Iterable[Happening]) -> Table:
    """The entries, each with both dates."""
    rows = tuple(
        (str(number), in_words(one.happened), at_in_words(one.written), one.by or "Not named", _said(one))
        for number, one in enumerate(found, start=1)
    )
    return Table("Every entry, with both dates", _HEAD, rows)


def exceptions(found: Iterable[Happening]) -> Block:
    """Everything done although it should not be, with who did it and the reason."""
    rows = tuple(
        (at_in_words(one.written), one.by, _named(one), exception.against, exception.because)
        for one in found
        for exception in one.exceptions
    )
    if not rows:
        return Words("None was made.")
    head = ("Written down", "Who", "What was done", "What speaks against it", "Why it was done all the same")
    return Table("Exceptions, each with its reason", head, rows)


def legal_advice(found: Iterable[Happening]) -> tuple[str, ...]:
    """What was left out because it is legal advice: the day, who wrote it, and that it is."""
    return tuple(
        f"A note of {in_words(one.happened)} by {one.by}, written down on {in_words(day(one.written))}: "
        "legal advice"
        for one in found
        if one.legal
    )


def _named(one: Happening) -> str:
    return f"{one.what} – {one.matter}" if one.matter else one.what


def _said(one: Happening) -> str:
    if one.legal:
        return f"{one.what}\n{LEGAL}"
    lines = [_named(one)]
    if one.erased:
        lines.append(ERASED)
    lines += [f"{label}: {words}" for label, words in one.details]
    lines += [f"{EXCEPTION}: {more.against} The reason: {more.because}" for more in one.exceptions]
    return "\n".join(lines)
