"""A copy of a case with parts left out, as a paper: what goes, and the list of what does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from incidents.domain.redacted_copy import Shown, left_out
from incidents.exports.chronology import Of
from incidents.exports.paper import Line, Lines, Paper, Section, Words

TITLE = "Copy of a case, with parts left out"
HOW_TO_READ = (
    "Names and other things were left out of this copy. Words such as “the volunteer” or “[taken out]” stand "
    "where they stood. The list at the end says what was left out, how often, and why."
)
GONE = "Left out. "


def redacted(of: Of, found: Sequence[Shown], pictures: Sequence[str] = ()) -> Paper:
    """The copy. `pictures` are the files that go with it, in words."""
    sections = [Section("about", "How to read this", (Words(HOW_TO_READ),))]
    for number, (heading, several) in enumerate(groupby(found, lambda one: one.heading), start=1):
        lines = tuple(Line(one.title, f"{GONE}{one.gone}" if one.gone else one.text) for one in several)
        sections.append(Section(f"part_{number}", heading, (Lines(lines),)))
    if pictures:
        lines = tuple(Line(f"Picture {number}", words) for number, words in enumerate(pictures, start=1))
        sections.append(Section("pictures", "Pictures that go with it", (Lines(lines),)))
    return Paper(
        kind="redacted_copy",
        title=TITLE,
        charity=of.charity,
        reference=of.reference,
        made_at=of.made_at,
        recipient=of.recipient,
        sections=tuple(sections),
        left_out=left_out(found),
    )
