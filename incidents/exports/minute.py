"""The minute extract of one decision: what was asked, who was there and who left, how they voted, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from incidents.domain.redaction import Named, redact
from incidents.exports.london import in_words
from incidents.exports.paper import Block, Line, Lines, Paper, Points, Section, Table, Words

NOBODY_LEFT = "Nobody declared an interest."
NO_VOTES = "The board did not vote on it."


@dataclass(frozen=True, slots=True)
class Voice:
    """One of the board who decided: whether they said that they have no interest, their vote and reasons."""

    name: str
    declared: bool
    vote: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Left:
    """One of the board who declared an interest and left."""

    name: str
    interest: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; `how` says by whom, and `because` why it was not the board itself, or nothing."""

    how: str
    because: str
    answer: str
    words: str
    reasons: str
    on: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the board said afterwards of a decision that was not its own; None: it was not asked yet."""

    agreed: bool
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Minuted:
    """Everything that the minute says. Who was kept back to hear an appeal is not named in it."""

    charity: str
    reference: str
    made_at: datetime
    recipient: str
    question: str
    voices: tuple[Voice, ...]
    left: tuple[Left, ...]
    decision: Decision
    own: bool
    agreement: Agreement | None
    exceptions: tuple[str, ...]
    rules: tuple[str, ...]
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def minute(found: Minuted) -> Paper:
    """The extract, in the order in which a meeting goes."""
    sections = [
        Section("question", "The question", (Words(found.question),)),
        Section("present", "Who decided", (Points(tuple(_present(found))),)),
        Section("interests", "Interests", (_interests(found.left),)),
        Section("votes", "Votes", _votes(found.voices)),
        Section("decision", "The decision", (_decision(found.decision),)),
    ]
    if not found.own:
        sections.append(Section("agreed", "What the board said afterwards", (_agreed(found.agreement),)))
    if found.exceptions:
        heading = "Where an exception was made"
        sections.append(Section("exceptions", heading, (Points(found.exceptions),)))
    sections.append(Section("rules", "The rules it was decided under", (Points(found.rules),)))
    return Paper(
        kind="minute",
        title="Extract of the minutes",
        charity=found.charity,
        reference=found.reference,
        made_at=found.made_at,
        recipient=found.recipient,
        sections=tuple(sections),
        left_out=found.left_out,
    )


def without_names(found: Minuted, people: Sequence[Named]) -> Minuted:
    """The minute without the names of people of the case in what was written; who sat there and how they
    voted stays."""
    out: list[str] = []

    def thin(words: str) -> str:
        told = redact(words, people)
        out.extend(told.left_out)
        return told.text

    decision, agreement = found.decision, found.agreement
    thinned = replace(
        found,
        question=thin(found.question),
        voices=tuple(replace(one, reasons=thin(one.reasons)) for one in found.voices),
        left=tuple(replace(one, interest=thin(one.interest)) for one in found.left),
        decision=replace(
            decision,
            because=thin(decision.because),
            words=thin(decision.words),
            reasons=thin(decision.reasons),
        ),
        agreement=agreement and replace(agreement, words=thin(agreement.words)),
        exceptions=tuple(map(thin, found.exceptions)),
    )
    return replace(thinned, left_out=tuple(dict.fromkeys(out)))


def _present(found: Minuted) -> Iterable[str]:
    for one in found.voices:
        yield f"{one.name}: {'no interest' if one.declared else 'did not say whether they have an interest'}"
    for name in found.gone:
        yield f"{name}: took part no more when it was decided, and is not counted"


def _interests(left: tuple[Left, ...]) -> Block:
    if not left:
        return Words(NOBODY_LEFT)
    said = (f"{one.name} declared an interest and left: {one.interest or 'no words given'}" for one in left)
    return Points(tuple(said))


def _votes(voices: tuple[Voice, ...]) -> tuple[Block, ...]:
    given = [one for one in voices if one.vote]
    if not given:
        return (Words(NO_VOTES),)
    answers = sorted({one.vote for one in given})
    counted = tuple((answer, str(sum(one.vote == answer for one in given))) for answer in answers)
    return (
        Table("Votes by answer", ("Answer", "Votes"), counted),
        Table(
            "How each voted, and why",
            ("Who", "Vote", "Reasons"),
            tuple((one.name, one.vote, one.reasons) for one in given),
        ),
    )


def _decision(decision: Decision) -> Block:
    lines = [
        Line("Who decided", decision.how),
        *([Line("Why not the board itself", decision.because)] if decision.because else []),
        *([Line("Answer", decision.answer)] if decision.answer else []),
        Line("What was decided", decision.words),
        Line("Reasons", decision.reasons),
        Line("When", in_words(decision.on)),
    ]
    return Lines(tuple(lines))


def _agreed(agreement: Agreement | None) -> Block:
    if agreement is None:
        return Words("The board has not been asked yet. It is on the list for its next meeting.")
    return Lines(
        (
            Line("Did the board agree?", "Yes" if agreement.agreed else "No"),
            Line("When", in_words(agreement.on)),
            Line("What it said", agreement.words),
        )
    )
