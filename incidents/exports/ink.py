"""The few shapes every drawing is made of, as SVG elements with attributes and classes only, no style."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element

from incidents.exports.layout import LINE, TIP, Box, Line


def element(tag: str, text: str | None = None, /, **attributes: str | float) -> Element:
    """An SVG element; `font_size` is written font-size, `class_` class, and lengths to a tenth of a pixel."""
    written = {name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()}
    made = Element(tag, written)
    made.text = text
    return made


def words(
    x: float, y: float, lines: Iterable[str], size: int, class_: str, **more: str | float
) -> list[Element]:
    """Lines below one another from `y` on, each its own element so that every program places them alike."""
    return [
        element("text", line, class_=class_, x=x, y=y + (place + 0.78) * size * LINE, font_size=size, **more)
        for place, line in enumerate(lines)
    ]


def frame(box: Box, class_: str, inset: float = 0, **more: str | float) -> Element:
    """A rounded box, drawn `inset` pixels inside the place kept for it."""
    return element(
        "rect",
        class_=class_,
        x=box.x + inset,
        y=box.y + inset,
        width=box.width - 2 * inset,
        height=box.height - 2 * inset,
        rx=8 - inset,
        stroke="currentColor",
        **more,
    )


def stroke(path: str, back: bool = False) -> Element:
    """A line along an SVG path; one that leads back is broken into dashes."""
    more = {"stroke_dasharray": "5 4"} if back else {}
    return element(
        "path", class_="life-line", d=path, fill="none", stroke="currentColor", stroke_width=1.5, **more
    )


def arrow(line: Line) -> list[Element]:
    """A line with its arrowhead, if it has one; it ends where the arrowhead begins."""
    (x, start, _), (last_x, _, end) = line.runs[0], line.runs[-1]
    if line.tip == "down":
        return [stroke(_along(line, start, end - TIP), line.back), tip(last_x, end, "down")]
    if line.tip == "up":
        return [stroke(_along(line, start + TIP, end), line.back), tip(x, start, "up")]
    return [stroke(_along(line, start, end), line.back)]


def tip(x: float, y: float, way: str) -> Element:
    """An arrowhead whose point is at x, y; `way` is "down" or "up"."""
    base = y - TIP - 1 if way == "down" else y + TIP + 1
    return _triangle("life-tip", (x, y), (x - 5, base), (x + 5, base))


def pointer(x: float, y: float) -> Element:
    """The sign for the present state, its middle at x, y."""
    return _triangle("life-marker", (x + 4, y), (x - 4, y - 5), (x - 4, y + 5))


def _triangle(class_: str, *corners: tuple[float, float]) -> Element:
    points = " ".join(f"{_written(x)},{_written(y)}" for x, y in corners)
    return element("polygon", class_=class_, points=points)


def _along(line: Line, start: float, end: float) -> str:
    """The path of a line from `start` down to `end`: upright stretches, joined by smooth curves."""
    path = f"M{_written(line.runs[0][0])} {_written(start)}"
    for (x, _, low), (next_x, high, _) in pairwise(line.runs):
        middle = _written((low + high) / 2)
        curve = f"{_written(x)} {middle} {_written(next_x)} {middle} {_written(next_x)} {_written(high)}"
        path += f"V{_written(low)}C{curve}"
    return f"{path}V{_written(end)}"


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
