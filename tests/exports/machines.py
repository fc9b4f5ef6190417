"""Small machines that are awkward to draw, and a reader that says where everything in a drawing is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from incidents.domain.case import Context
from incidents.domain.fields import Field, Kind
from incidents.domain.machine import PREVIOUS, SAME, Guard, Machine, State, Transition
from incidents.domain.words import Permission
from incidents.exports.lettering import width

SVG = "{http://www.w3.org/2000/svg}"


def yes(context: Context) -> bool:
    return True


def step(
    action: str,
    sources: str,
    target: str,
    label: str = "",
    guards: tuple[Guard, ...] = (),
    requires: tuple[Field, ...] = (),
    opens_task: str = "",
) -> Transition:
    """A step; `sources` parted by blanks, the label made from the action where none is given."""
    named = label or action.replace("_", " ").capitalize()
    return Transition(
        action,
        named,
        named,
        tuple(sources.split()),
        target,
        Permission.HANDLE,
        guards,
        requires,
        opens_task=opens_task,
    )


FRESH = Guard("fresh", "It is not older than a week.", yes)
TWO = Guard("two", "A second person | has looked.", yes, liftable=True)
STRAIGHT = Machine(
    "straight",
    "One after the other",
    [State("a", "First"), State("b", "Second place of all"), State("c", "Last", final=True)],
    [
        step(
            "on",
            "a",
            "b",
            guards=(FRESH, TWO),
            requires=(Field("why", "Why"), Field("more", "More", required=False)),
        ),
        step(
            "end",
            "b",
            "c",
            guards=(FRESH,),
            requires=(
                Field("told", "Were they told", Kind.CHOICE, choices=(("yes", "Yes"), ("no", "No, because"))),
                Field("because", "Why not", when=("told", ("no",))),
            ),
        ),
        step("note", "b", SAME, "Write a note", guards=(FRESH,)),
    ],
    [
        step("hold", "a b c", SAME, "Put on hold", guards=(FRESH,)),
        step("take_back", "a b c", PREVIOUS, "Take back", guards=(FRESH,)),
    ],
)
LOOPS = Machine(
    "loops",
    "Round & <round>",
    [State("a", "Start"), State("b", "Middle"), State("c", "Side"), State("d", "End", final=True)],
    [
        step("go", "a", "b"),
        step("also_go", "a", "b", "Go there another way"),
        step("back", "b", "a", "Send it back to where it came from"),
        step("aside", "a b", "c", opens_task="Tell the board"),
        step("return", "c", "b"),
        step("finish", "b c", "d"),
        step("again", "d", "a", 'Open it "again": yes; no'),
        step("straight_there", "a", "d"),
    ],
)
FAN = Machine(
    "fan",
    "Many ways out",
    [State(name, f"Place {name}") for name in "abcdefg"]
    + [State("left", "They left"), State("z", "End", final=True)],
    [
        *(step(f"to_{after}", before, after) for before, after in zip("abcdef", "bcdefg", strict=True)),
        step("leave", "a b c d e f g", "left", "They went away of their own accord"),
        step("skip", "a b c d e f", "z"),
        step("done", "g left", "z"),
    ],
)
SAMPLES = (STRAIGHT, LOOPS, FAN)


@dataclass(frozen=True)
class Place:
    """A rectangle in the drawing's own coordinates."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def overlaps(self, other: Place, by: float = 0.5) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by
        )

    def holds(self, x: float, y: float, within: float = 0.0) -> bool:
        return (
            self.left + within <= x <= self.right - within and self.top + within <= y <= self.bottom - within
        )


@dataclass(frozen=True)
class Drawn:
    """What is where in a drawing: `tips` and `heads` of arrowheads, and points along each of the `lines`."""

    sheet: Place
    boxes: list[Place]
    captions: list[Place]
    texts: list[Place]
    tips: list[tuple[float, float]]
    heads: list[tuple[float, float]]
    lines: list[list[tuple[float, float]]]


def parsed(source: str) -> ElementTree.Element:
    """The elements of a drawing."""
    return ElementTree.fromstring(source)  # noqa: S314  (it is our own drawing, made a moment ago)


def read(source: str) -> Drawn:
    """Read an SVG drawing of one machine back into places."""
    root = parsed(source)
    sheet = Place(*(float(part) for part in root.get("viewBox", "").split()))
    drawn = Drawn(sheet, [], [], [], [], [], [])
    for group in root.findall(f"{SVG}g"):
        _gather(group, 0, 0, drawn, in_key=False)
    drawn.captions.extend(text for text in drawn.texts if not any(_inside(text, box) for box in drawn.boxes))
    return drawn


def _inside(text: Place, box: Place) -> bool:
    return box.holds((text.left + text.right) / 2, (text.top + text.bottom) / 2)


def _gather(group: ElementTree.Element, x: float, y: float, drawn: Drawn, in_key: bool) -> None:
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", group.get("transform", "translate(0 0)"))
    assert moved
    x, y = x + float(moved[1]), y + float(moved[2])
    in_key = in_key or group.get("class") == "life-key"
    for item in group:
        kind, name = item.tag.removeprefix(SVG), item.get("class", "")
        if kind == "g":
            _gather(item, x, y, drawn, in_key)
        elif kind == "text":
            drawn.texts.append(_text(item, x, y))
        elif kind == "rect" and not in_key and "life-end" not in name:
            left, top = x + float(item.get("x", "")), y + float(item.get("y", ""))
            drawn.boxes.append(
                Place(left, top, left + float(item.get("width", "")), top + float(item.get("height", "")))
            )
        elif kind == "polygon" and name == "life-tip":
            corners = [corner.split(",") for corner in item.get("points", "").split()]
            (tip, *base) = [(x + float(across), y + float(down)) for across, down in corners]
            drawn.tips.append(tip)
            drawn.heads.extend(base)
        elif kind == "path" and not in_key:
            drawn.lines.append([(x + px, y + py) for px, py in _points(item.get("d", ""))])


def _text(item: ElementTree.Element, x: float, y: float) -> Place:
    size = float(item.get("font-size", ""))
    wide = width(item.text or "", size, bold="font-weight" in item.attrib)
    left = x + float(item.get("x", "")) - (0 if item.get("text-anchor") == "start" else wide / 2)
    base = y + float(item.get("y", ""))
    return Place(left, base - 0.8 * size, left + wide, base + 0.25 * size, item.text or "")


def _points(path: str) -> list[tuple[float, float]]:
    """Points along a path of M, V and C, twenty to each stretch."""
    points: list[tuple[float, float]] = []
    for letter, rest in re.findall(r"([MVC])([^MVC]*)", path):
        numbers = [float(number) for number in rest.split()]
        if letter == "M":
            points.append((numbers[0], numbers[1]))
            continue
        (ax, ay) = points[-1]
        bx, by, cx, cy, dx, dy = numbers if letter == "C" else (ax, ay, ax, numbers[0], ax, numbers[0])
        for part in range(1, 21):
            t = part / 20
            points.append(
                (
                    (1 - t) ** 3 * ax + 3 * (1 - t) ** 2 * t * bx + 3 * (1 - t) * t**2 * cx + t**3 * dx,
                    (1 - t) ** 3 * ay + 3 * (1 - t) ** 2 * t * by + 3 * (1 - t) * t**2 * cy + t**3 * dy,
                )
            )
    return points
