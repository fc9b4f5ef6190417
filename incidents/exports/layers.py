"""In which order the parts of a drawing's layers stand, and how far along: few crossings, straight lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

SWEEPS = 24
SETTLING = 120
STRAIGHTENING = 6
CORNER = 14


@dataclass(slots=True)
class Spot:
    """A place in a row: a box, or (`line`) a caption or a point of width 0 that a long line passes."""

    row: int
    width: float
    height: float
    gap: float
    line: bool
    x: float = 0.0
    above: list[tuple[int, float]] = field(default_factory=list)
    below: list[tuple[int, float]] = field(default_factory=list)


def spread(wanted: Sequence[float], apart: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The places nearest to `wanted` (least squares), each at least `apart[i]` after the one before."""
    offsets = [0.0]
    for space in apart:
        offsets.append(offsets[-1] + space)
    blocks: list[
        list[float]
    ] = []  # [mean, weight, count]: neighbours that push against each other move as one
    for want, offset, weight in zip(wanted, offsets, weights, strict=True):
        blocks.append([want - offset, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, heavy, count = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[1] + mean * heavy) / (last[1] + heavy)
            last[1] += heavy
            last[2] += count
    means = [block[0] for block in blocks for _ in range(int(block[2]))]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def arrange(spots: Sequence[Spot]) -> list[list[int]]:
    """Order each row of `spots` for few crossings and set every `x`. Out: rows of indexes, left to right."""
    rows: list[list[int]] = [[] for _ in range(1 + max(spot.row for spot in spots))]
    for index, spot in enumerate(spots):
        rows[spot.row].append(index)
    starts = (rows, [row[::-1] for row in rows])
    best = min(
        (_untangled(spots, [list(row) for row in start]) for start in starts),
        key=lambda r: _crossings(spots, r),
    )
    _settle(spots, best)
    for _ in range(STRAIGHTENING):
        for run in _runs(spots):
            _straighten(spots, best, run)
    return best


def _untangled(spots: Sequence[Spot], rows: list[list[int]]) -> list[list[int]]:
    best = [list(row) for row in rows]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            _by_barycentre(spots, rows, row, down)
        _swap_neighbours(spots, rows)
        if _crossings(spots, rows) < _crossings(spots, best):
            best = [list(row) for row in rows]
    return best


def _by_barycentre(spots: Sequence[Spot], rows: list[list[int]], row: list[int], down: bool) -> None:
    places = {index: place for line in rows for place, index in enumerate(line)}

    def centre(index: int) -> float:
        ends = spots[index].above if down else spots[index].below
        return sum(places[end] for end, _ in ends) / len(ends) if ends else places[index]

    row.sort(key=centre)


def _swap_neighbours(spots: Sequence[Spot], rows: list[list[int]]) -> None:
    for place, row in enumerate(rows):
        near = rows[max(0, place - 1) : place + 2]
        for left in range(len(row) - 1):
            before = _crossings(spots, near)
            row[left], row[left + 1] = row[left + 1], row[left]
            if _crossings(spots, near) >= before:
                row[left], row[left + 1] = row[left + 1], row[left]


def _crossings(spots: Sequence[Spot], rows: list[list[int]]) -> int:
    """How often lines between neighbouring rows of `rows` cross."""
    places = {index: place for row in rows for place, index in enumerate(row)}
    total = 0
    for row in rows[:-1]:
        ends = [(places[index], places[end]) for index in row for end, _ in spots[index].below]
        total += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(ends, 2))
    return total


def _settle(spots: Sequence[Spot], rows: list[list[int]]) -> None:
    for row in rows:
        for before, index in pairwise(row):
            spots[index].x = spots[before].x + _apart(spots[before], spots[index])
    for turn in range(SETTLING):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            pulls = [[*spots[index].above, *spots[index].below] for index in row]
            weights = [sum(pull for _, pull in ends) or 0.01 for ends in pulls]
            wanted = [
                sum(spots[end].x * pull for end, pull in ends) / weight if ends else spots[index].x
                for index, ends, weight in zip(row, pulls, weights, strict=True)
            ]
            apart = [_apart(spots[a], spots[b]) for a, b in pairwise(row)]
            for index, x in zip(row, spread(wanted, apart, weights), strict=True):
                spots[index].x = x


def _runs(spots: Sequence[Spot]) -> list[list[int]]:
    """Every long line's passing points and caption, from the top down: what could be one upright stroke."""
    runs = []
    for index, spot in enumerate(spots):
        if _passes(spot) and not (len(spot.above) == 1 and _passes(spots[spot.above[0][0]])):
            run = [index]
            while _passes(spots[spots[run[-1]].below[0][0]]):
                run.append(spots[run[-1]].below[0][0])
            runs.append(run)
    return runs


def _passes(spot: Spot) -> bool:
    return spot.line and len(spot.above) == len(spot.below) == 1


def _straighten(spots: Sequence[Spot], rows: list[list[int]], run: list[int]) -> None:
    """Give `run` one x as far as its neighbours leave room, under its box where that can be."""
    while run:
        low, high, length = float("-inf"), float("inf"), 0
        for index in run:
            freedom = _freedom(spots, rows[spots[index].row], index)
            if max(low, freedom[0]) > min(high, freedom[1]):
                break
            low, high, length = max(low, freedom[0]), min(high, freedom[1]), length + 1
        for box in (spots[run[0]].above[0][0], spots[run[length - 1]].below[0][0]):
            reach = max(0.0, spots[box].width / 2 - CORNER) if not spots[box].line else 0.0
            nearer = max(low, spots[box].x - reach), min(high, spots[box].x + reach)
            low, high = nearer if nearer[0] <= nearer[1] else (low, high)
        middle = sum(spots[index].x for index in run[:length]) / length
        for index in run[:length]:
            spots[index].x = min(max(middle, low), high)
        run = run[length:]


def _freedom(spots: Sequence[Spot], row: list[int], index: int) -> tuple[float, float]:
    place = row.index(index)
    low = spots[row[place - 1]].x + _apart(spots[row[place - 1]], spots[index]) if place else float("-inf")
    after = row[place + 1] if place + 1 < len(row) else None
    high = float("inf") if after is None else spots[after].x - _apart(spots[index], spots[after])
    return low, max(low, high)


def _apart(left: Spot, right: Spot) -> float:
    return (left.width + right.width) / 2 + max(left.gap, right.gap)
