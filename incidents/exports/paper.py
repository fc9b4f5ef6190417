"""A paper that may leave the house: headings, answers, words and tables, before it is a file of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Value = str | bool | int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing and what is known of it; None while nobody knows it and it is needed.

    `key` names it for programs, `value` is an answer that is more than words to them: an ISO day, yes or no,
    the keys of what was chosen.
    """

    label: str
    answer: str | None
    key: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Things and answers, one under the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Plain prose: paragraphs parted by an empty line."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short points."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `caption` says what they are. Every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Lines | Words | Points | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper; `key` names it for programs, `number` as the body's form numbers it.

    `who` can give the answers that are missing here.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    number: int | None = None
    who: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The things nobody knows yet, by their labels."""
        lines = (line for block in self.blocks if isinstance(block, Lines) for line in block.lines)
        return tuple(line.label for line in lines if line.answer is None)


@dataclass(frozen=True, slots=True)
class Paper:
    """What one file says, in whatever form it leaves.

    `kind` is its key (`minute`, `ico`, `chronology` …), `reference` ours of the case, "" for a paper of the
    whole charity. `made_at` is an aware instant. `mark` stands at the head of every page ("Draft: …"), or
    nothing does. `left_out` lists what was kept back from this recipient, in words. `plain`: a letter, which
    carries no reference block, no numbers and no list of what was left out. `schema` names its shape as JSON
    where that is narrower than that of every paper. `address` stands below the charity's name in a letter.
    """

    kind: str
    title: str
    charity: str
    reference: str
    made_at: datetime
    sections: tuple[Section, ...]
    recipient: str = ""
    mark: str = ""
    left_out: tuple[str, ...] = ()
    plain: bool = False
    schema: str = ""
    address: str = ""
