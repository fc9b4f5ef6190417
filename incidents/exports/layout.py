"""Where each box, caption and line of a machine's drawing goes, in layers from the start downwards.

Every line keeps to a lane of its own beside the boxes and runs straight through its caption, so that no line
crosses a box or a word, and each caption belongs to one arrow at a glance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from incidents.domain.machine import Machine
from incidents.exports.arrows import Arrow, Chart, chart
from incidents.exports.layers import Spot, arrange, spread
from incidents.exports.lettering import width, wrapped

NAME_SIZE, CAPTION_SIZE, LINE = 15, 13, 1.3
MARGIN, TOP = 16, 44
PAD, PORT, TIP = 14, 16, 9


@dataclass(frozen=True, slots=True)
class Box:
    """A state, or (`state` empty) a note that stands for many states. `x`, `y`: its top left corner."""

    state: str
    x: float
    y: float
    width: float
    height: float
    names: tuple[str, ...]
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caption:
    """The words on an arrow; `x` their middle, `y` the top of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from its upper to its lower end: `runs` are upright stretches (x, from, to) joined by curves.

    `tip` is "down" or "up" where an arrowhead touches a box, or empty where the line ends at a caption.
    """

    runs: tuple[tuple[float, float, float], ...]
    back: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole drawing, in pixels."""

    boxes: tuple[Box, ...]
    captions: tuple[Caption, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


@lru_cache(maxsize=32)
def plan(machine: Machine) -> Plan:
    """Lay out `machine`; its start is at the top. Kept, because a machine never changes."""
    return _Draft(machine, chart(machine)).plan()


class _Draft:
    """The places while they are being found; one instance per drawing."""

    def __init__(self, machine: Machine, drawn: Chart) -> None:
        self.machine = machine
        self.spots: list[Spot] = []
        self.words: dict[int, tuple[str, ...]] = {}
        self.stays: dict[int, tuple[str, ...]] = {}
        self.states: dict[int, str] = {}
        self.chains: list[tuple[list[int], bool, bool]] = []
        self.crowded: dict[int, float] = defaultdict(float)
        self.at: dict[str, int] = {}
        for name, state in machine.states.items():
            self.at[name] = self._box(2 * drawn.ranks[name], state.label, drawn.staying[name])
            self.states[self.at[name]] = name
        for arrow in sorted(drawn.arrows, key=lambda arrow: self._room(arrow, drawn)):
            self._draw(arrow, drawn)

    def _add(self, row: int, wide: float, high: float, gap: float, line: bool = True) -> int:
        self.spots.append(Spot(row, wide, high, gap, line))
        return len(self.spots) - 1

    def _box(self, row: int, label: str, stays: tuple[str, ...], size: int = NAME_SIZE) -> int:
        names = wrapped(label, size, 150, bold=size == NAME_SIZE)
        inside = tuple(line for stay in stays for line in wrapped(stay, CAPTION_SIZE, 170))
        wide = max(
            84.0,
            *(width(name, size, bold=size == NAME_SIZE) for name in names),
            *(width(line, CAPTION_SIZE) + 18 for line in inside),
        )
        high = len(names) * size * LINE + len(inside) * CAPTION_SIZE * LINE + (4 if inside else 0)
        index = self._add(row, wide + 2 * PAD, high + 18, 28, line=False)
        self.words[index], self.stays[index] = names, inside
        return index

    def _room(self, arrow: Arrow, drawn: Chart) -> int:
        rows = self._rows(arrow, drawn)
        return len(rows)

    def _rows(self, arrow: Arrow, drawn: Chart) -> range:
        """The caption rows the arrow may use, the one nearest to where it comes from first."""
        target = 2 * drawn.ranks[arrow.target]
        if arrow.note:
            return range(target - 1, target)
        sources = [2 * drawn.ranks[source] for source in arrow.sources]
        return range(min(sources) - 1, target, -2) if arrow.back else range(max(sources) + 1, target, 2)

    def _draw(self, arrow: Arrow, drawn: Chart) -> None:
        lines = _caption(arrow.labels)
        wide = max(width(line, CAPTION_SIZE) for line in lines) + 8
        rows = self._rows(arrow, drawn)
        row = min(rows, key=lambda row: max(0.0, self.crowded[row] + wide - 300) + 20 * abs(row - rows[0]))
        self.crowded[row] += wide
        caption = self._add(row, wide, len(lines) * CAPTION_SIZE * LINE + 4, 18)
        self.words[caption] = lines
        sources = (
            [self._box(row - 1, arrow.note, (), CAPTION_SIZE)]
            if arrow.note
            else [self.at[s] for s in arrow.sources]
        )
        for source in sources:
            self._chain(source, caption, arrow.back, tip=False)
        self._chain(caption, self.at[arrow.target], arrow.back, tip=True)

    def _chain(self, start: int, end: int, back: bool, tip: bool) -> None:
        upper, lower = (end, start) if back else (start, end)
        first, last = self.spots[upper].row, self.spots[lower].row
        chain = [upper, *(self._add(row, 0, 0, 14) for row in range(first + 1, last)), lower]
        for a, b in pairwise(chain):
            pull = 1.0 + 3.0 * (self.spots[a].width == 0) + 3.0 * (self.spots[b].width == 0)
            self.spots[a].below.append((b, pull))
            self.spots[b].above.append((a, pull))
        self.chains.append((chain, back, tip))

    def plan(self) -> Plan:
        """Order, place and measure everything."""
        rows = arrange(self.spots)
        left = min(spot.x - spot.width / 2 for spot in self.spots) - MARGIN
        for spot in self.spots:
            spot.x -= left
        bands = self._bands(rows)
        boxes = tuple(
            Box(
                self.states.get(i, ""),
                s.x - s.width / 2,
                self._top(i, bands),
                s.width,
                s.height,
                self.words[i],
                stays,
            )
            for i, stays in self.stays.items()
            for s in [self.spots[i]]
        )
        captions = tuple(
            Caption(self.spots[i].x, self._top(i, bands) + 2, lines)
            for i, lines in self.words.items()
            if i not in self.stays
        )
        right = max(spot.x + spot.width / 2 for spot in self.spots) + MARGIN
        return Plan(boxes, captions, self._lines(bands), right, bands[-1][1] + MARGIN)

    def _bands(self, rows: list[list[int]]) -> list[tuple[float, float]]:
        """Each row's top and bottom; the further lines travel sideways between rows, the wider the gap."""
        bands: list[tuple[float, float]] = []
        y = float(TOP)
        for row in rows:
            high = max(self.spots[index].height for index in row)
            bands.append((y, y + high))
            aside = [abs(self.spots[a].x - self.spots[b].x) for a in row for b, _ in self.spots[a].below]
            y += high + min(52.0, 20 + 0.11 * max(aside, default=0))
        return bands

    def _top(self, index: int, bands: list[tuple[float, float]]) -> float:
        top, bottom = bands[self.spots[index].row]
        return (top + bottom - self.spots[index].height) / 2

    def _lines(self, bands: list[tuple[float, float]]) -> tuple[Line, ...]:
        leaving, reaching = self._ports(upper=True), self._ports(upper=False)
        lines = []
        for number, (chain, back, tip) in enumerate(self.chains):
            upper, lower = chain[0], chain[-1]
            start, end = self._top(upper, bands) + self.spots[upper].height, self._top(lower, bands)
            runs = [(leaving[number], start, bands[self.spots[upper].row][1])]
            runs += [(self.spots[index].x, *bands[self.spots[index].row]) for index in chain[1:-1]]
            runs += [(reaching[number], bands[self.spots[lower].row][0], end)]
            lines.append(Line(tuple(runs), back, ("up" if back else "down") if tip else ""))
        return tuple(lines)

    def _ports(self, upper: bool) -> dict[int, float]:
        """Where along its box each chain's upper (or lower) end is: apart, and straight where it can be."""
        ports: dict[int, float] = {}
        ends: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for number, (chain, _, _) in enumerate(self.chains):
            own, other = (chain[0], chain[1]) if upper else (chain[-1], chain[-2])
            ends[own].append((self.spots[other].x, number))
        for own, found in ends.items():
            spot = self.spots[own]
            if own not in self.stays:
                ports |= {number: spot.x for _, number in found}
                continue
            found.sort()
            reach = spot.width / 2 - PAD
            step = min(PORT, 2 * reach / max(1, len(found) - 1))
            wanted = [min(max(x, spot.x - reach), spot.x + reach) for x, _ in found]
            places = spread(wanted, [step] * (len(found) - 1), [1.0] * len(found))
            for place, (x, (_, number)) in enumerate(zip(places, found, strict=True)):
                low = spot.x - reach + place * step
                high = spot.x + reach - (len(found) - 1 - place) * step
                ports[number] = min(max(x, low), high)
        return ports


def _caption(labels: tuple[str, ...]) -> tuple[str, ...]:
    if len(labels) == 1:
        return wrapped(labels[0], CAPTION_SIZE, 132)
    return tuple(
        ("• " if first else "") + line
        for label in labels
        for first, line in _firsts(wrapped(label, CAPTION_SIZE, 150))
    )


def _firsts(lines: tuple[str, ...]) -> list[tuple[bool, str]]:
    return [(place == 0, line) for place, line in enumerate(lines)]
