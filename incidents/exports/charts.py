"""Where the shapes of a small chart stand: bars one below the other, or columns side by side; no drawing yet.

A page draws them in its own template, in the colours of its style sheet, so that no markup is ever put
together here. The numbers stand in a table beside every chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.exports.lettering import width, wrapped

# Narrow enough for a phone of 360 pixels as it is, so that its letters never shrink.
WIDE = 296
LETTERS = 13
SMALL = 11  # twelve months side by side
LINE = 18
BAR = 14
BELOW = 10
TALLEST = 110
ROOM = 4


@dataclass(frozen=True, slots=True)
class Words:
    """One line of letters, at its left end or its middle, and its base line."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One bar or column."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """All shapes of one chart, and the words that say it to who cannot see it."""

    title: str
    spoken: str
    height: int
    blocks: tuple[Block, ...]
    words: tuple[Words, ...]
    letters: int
    middle: bool
    width: int = WIDE


Counts = Sequence[tuple[str, int]]


def bars(title: str, counts: Counts) -> Chart:
    """A bar for each count, its words above it and the number at its end."""
    most = max((count for _, count in counts), default=0) or 1
    longest = WIDE - width(str(most), LETTERS, bold=True) - 2 * ROOM
    blocks: list[Block] = []
    words: list[Words] = []
    y = 0.0
    for label, count in counts:
        for line in wrapped(label, LETTERS, WIDE):
            words.append(Words(0, y + LETTERS, line))
            y += LINE
        long = longest * count / most
        if count:
            blocks.append(Block(0, y, round(long, 1), BAR))
        words.append(Words(round(long + ROOM * bool(count), 1), y + BAR - 2, str(count)))
        y += BAR + BELOW
    return Chart(title, _spoken(title, counts), int(y), tuple(blocks), tuple(words), LETTERS, middle=False)


def columns(title: str, counts: Counts) -> Chart:
    """A column for each count, the number above and its words (short ones, as "Nov") below."""
    most = max((count for _, count in counts), default=0) or 1
    step = WIDE / (len(counts) or 1)
    blocks: list[Block] = []
    words: list[Words] = []
    for place, (label, count) in enumerate(counts):
        tall = round(TALLEST * count / most, 1)
        top = LINE + TALLEST - tall
        middle = round(step * (place + 0.5), 1)
        if count:
            blocks.append(Block(round(step * place + 3, 1), top, round(step - 6, 1), tall))
        words += [Words(middle, top - ROOM, str(count)), Words(middle, LINE + TALLEST + LINE - ROOM, label)]
    high = LINE + TALLEST + LINE
    return Chart(title, _spoken(title, counts), high, tuple(blocks), tuple(words), SMALL, middle=True)


def _spoken(title: str, counts: Counts) -> str:
    most = max(counts, key=lambda pair: pair[1], default=("", 0))
    if not most[1]:
        return f"{title}: none. The numbers are in the table beside this chart."
    return f"{title}. Most: {most[0]}, {most[1]}. All numbers are in the table beside this chart."
