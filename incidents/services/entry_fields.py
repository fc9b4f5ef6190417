"""What entries of the trail that are not steps of a machine carry, as people read it."""

from __future__ import annotations

from incidents.domain.fields import Field, Kind
from incidents.domain.letter_kind import TO_WHOM
from incidents.domain.letters import LETTERS

OTHER_FIELDS: dict[str, Field] = {
    name: Field(name, label, kind)
    for name, label, kind in (
        ("body", "Note", Kind.TEXT),
        ("task", "To do", Kind.LINE),
        ("due_on", "By", Kind.DATE),
        ("until", "Until", Kind.DATE),
        ("how", "How it went", Kind.TEXT),
        ("person", "Who", Kind.PERSON),
        ("involvement", "Their part", Kind.LINE),
        ("because", "Why", Kind.TEXT),
        ("recipient", "For", Kind.LINE),
        ("purpose", "What for", Kind.TEXT),
        ("what", "What", Kind.LINE),
        ("use", "Taken to", Kind.LINE),
        ("minimise", "Names left out", Kind.YES_NO),
        ("sha256", "Fingerprint of the file", Kind.LINE),
        ("format", "Kind of file", Kind.LINE),
        ("left_out", "Left out", Kind.LINE),
        ("shows", "What it shows", Kind.TEXT),
        ("instead_of", "Newer version of", Kind.LINE),
        ("address", "Its address", Kind.TEXT),
        ("told", "Who was told", Kind.TEXT),
    )
}
# A letter's entry carries all that its form asked; for whom it is, is asked of every copy.
OF_LETTERS = {
    field.name: field for kind in LETTERS.values() for field in kind.fields if field.name not in OTHER_FIELDS
} | {field.name: field for field in TO_WHOM if field.name != "recipient"}
