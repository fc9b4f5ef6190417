"""The bundle for a tribunal or a solicitor: everything of one case that its maker may see, with its proof."""

from __future__ import annotations

from datetime import datetime

from incidents.exports.bundle_contents import Body, Contents, Judged, Left, Proof, Story
from incidents.exports.chronology import (
    HOW_TO_READ,
    MAY_NOT_SEE,
    Of,
    exceptions,
    in_order,
    legal_advice,
    table,
)
from incidents.exports.london import at_in_words, in_words
from incidents.exports.paper import Block, Line, Lines, Paper, Points, Section, Table, Words

UNREACHABLE = "How to reach whoever reported it"


def bundle(of: Of, found: Contents) -> Paper:
    """The whole bundle, its parts numbered, with a list of them first."""
    entries = in_order(found.happenings)
    left_out = legal_advice(entries)
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("reports", "The reports as they came in", _stories(found.stories)),
        ("findings", "What the policy says of it", (_findings(found.findings),)),
        ("trail", "Everything that was done", (Words(HOW_TO_READ), table(entries))),
        ("exceptions", "Where an exception was made", (exceptions(entries),)),
        ("access", "Who was let in, and from whom it is hidden", _access(found)),
        ("sent", "What was told to other bodies", (_bodies(found.bodies),)),
        ("copies", "Letters and copies that left", (_copies(found.copies),)),
        ("legal_advice", "Legal advice that was left out", (_legal(left_out),)),
        ("proof", "Proof that nothing was changed", (_proof(found.proof),)),
    )
    sections = tuple(
        Section(key, heading, blocks, number) for number, (key, heading, blocks) in enumerate(parts, start=1)
    )
    return Paper(
        kind="bundle",
        title="Bundle of a case",
        charity=of.charity,
        reference=of.reference,
        made_at=of.made_at,
        recipient=of.recipient,
        sections=(_contents(of, sections), *sections),
        left_out=(*left_out, UNREACHABLE),
    )


def _contents(of: Of, sections: tuple[Section, ...]) -> Section:
    rows = tuple((str(one.number), one.heading, _holds(one)) for one in sections)
    whole = Table("What is in this bundle", ("Part", "What it is", "How much"), rows)
    return Section("contents", "Contents", (Words(of.title), whole, Words(MAY_NOT_SEE)))


def _holds(section: Section) -> str:
    """How many rows a part has, where it has a table of them; reports are counted one by one."""
    rows = [len(block.rows) for block in section.blocks if isinstance(block, Table)]
    told = sum(isinstance(block, Lines) for block in section.blocks)
    points = sum(len(block.points) for block in section.blocks if isinstance(block, Points))
    count = sum(rows) or told or points
    return "1 entry" if count == 1 else f"{count} entries" if count else "Nothing"


def _stories(found: tuple[Story, ...]) -> tuple[Block, ...]:
    if not found:
        return (Words("No report came in: the case was begun here."),)
    return tuple(
        Lines((Line("Received", at_in_words(one.received)), *(Line(label, text) for label, text in one.told)))
        for one in found
    )


def _findings(found: tuple[Judged, ...]) -> Block:
    if not found:
        return Words("It was not looked up for anybody.")
    rows = tuple(
        (
            one.person,
            one.act,
            one.said,
            ", ".join(one.clauses) or "None",
            str(one.version),
            at_in_words(one.at),
            one.otherwise or "Agreed",
        )
        for one in found
    )
    head = (
        "Person",
        "What it was about",
        "What the policy says",
        "Clauses",
        "Version",
        "Looked up",
        "Agreed?",
    )
    return Table("What was looked up, person by person", head, rows)


def _access(found: Contents) -> tuple[Block, ...]:
    admitted = tuple(
        (
            one.person,
            one.into,
            one.because,
            at_in_words(one.since),
            at_in_words(one.until) if one.until else "",
        )
        for one in found.admitted
    )
    hidden = tuple((one.person, one.because, at_in_words(one.since)) for one in found.hidden)
    inside: Block = Words("Nobody was let in by name.")
    if admitted:
        inside = Table("Let in", ("Who", "Into what", "Why", "Since", "Until"), admitted)
    outside: Block = Words("It is hidden from nobody by name.")
    if hidden:
        outside = Table("Hidden from", ("Who", "Why", "Since"), hidden)
    return inside, outside


def _until(moment: datetime | None) -> str:
    return at_in_words(moment) if moment else ""


def _bodies(found: tuple[Body, ...]) -> Block:
    if not found:
        return Words("No other body was told, or thought of.")
    rows = tuple(
        (one.name, one.state, in_words(one.told_on) if one.told_on else "", one.reference) for one in found
    )
    return Table("Other bodies", ("Body", "How it stands", "Told on", "Their reference"), rows)


def _copies(found: tuple[Left, ...]) -> Block:
    if not found:
        return Words("None left before this one.")
    rows = tuple(
        (at_in_words(one.at), one.by, one.what, one.recipient, one.purpose, one.sha256) for one in found
    )
    head = ("When", "Who took it", "What", "For whom", "What for", "Fingerprint (SHA-256)")
    return Table("Copies that left", head, rows)


def _legal(left_out: tuple[str, ...]) -> Block:
    return Points(left_out) if left_out else Words("No note is marked as legal advice.")


def _proof(proof: Proof) -> Block:
    words = "Sound: every entry follows from the one before it, and none was changed."
    if not proof.sound:
        words = "Broken: something in the trail was changed after it was written."
    return Lines(
        (
            Line("The trail of this case", words),
            Line("Looked at", at_in_words(proof.at)),
            Line("The trail ends with", proof.head),
        )
    )
