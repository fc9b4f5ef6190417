"""Papers of invented people: one with every kind of block, one with nothing, one of a hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from incidents.exports.paper import Block, Line, Lines, Paper, Points, Section, Table, Words

# Half past eleven at night in London in summer is still the day before in UTC.
MADE_AT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
EMPTY = Paper("nothing", "Nothing at all", "", "", MADE_AT, ())
FULL = Paper(
    kind="report",
    title="Report on a photograph",
    charity="Elusen Ŵyl y Tŷ",
    reference="TST-7K3P-M",
    made_at=MADE_AT,
    sections=(
        Section(
            "charity",
            "Which charity is it?",
            (
                Lines(
                    (
                        Line("Name", "Elusen Ŵyl y Tŷ", "name"),
                        Line("Number", None, "number"),
                        Line("Since", "3 March 2026", "since", "2026-03-03"),
                        Line("Kinds", "One; Two", "kinds", ("one", "two")),
                    )
                ),
            ),
            1,
            "Who keeps the charity’s details",
        ),
        Section("story", "What happened?", (Words("A photograph.\nIt is down.\n\nNew paragraph."),), 2),
        Section("points", "What we do", (Points(("A second person looks", "We ask first")),)),
        Section(
            "days", "Day by day", (Table("What was done", ("When", "What"), (("1 June", "Seen"),) * 80),)
        ),
    ),
    recipient="The Commission",
    mark="Draft: not yet authorised by the board",
    left_out=("The name of the volunteer", "A telephone number"),
)
LETTER = replace(FULL, plain=True, mark="")


def one(*blocks: Block) -> Paper:
    """A paper with one section of these blocks."""
    return replace(FULL, sections=(Section("only", "Only this", blocks, 1),))


def everywhere(typed: str) -> Paper:
    """A paper in which every text is `typed`."""
    blocks = (
        Words(typed),
        Points((typed,)),
        Lines((Line(typed, typed), Line(typed, None))),
        Table(typed, (typed, "b"), ((typed, "c"), ("", ""))),
        Table("", (), ()),
        Table("No rows", ("a",), ()),
        Lines(()),
        Points(()),
        Words(""),
    )
    return Paper(
        typed,
        typed,
        typed,
        typed,
        MADE_AT,
        (Section(typed, typed, blocks, 1, typed),),
        typed,
        typed,
        (typed, ""),
    )
