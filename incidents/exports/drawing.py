"""A machine as a picture: SVG of our own, without Graphviz, and Mermaid text."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, indent, tostring

from incidents.domain.machine import PREVIOUS, SAME, Machine
from incidents.exports import ink
from incidents.exports.layout import CAPTION_SIZE, LINE, MARGIN, NAME_SIZE, TIP, Box, Plan, plan
from incidents.exports.lettering import width

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"
KEY_SIZE, KEY_HIGH, KEY_SIGN, KEY_GAP = 12, 30, 34, 24
HEADING_SIZE, HEADING_HIGH = 20, 48
FAINT = 0.07
SAMPLE = Box("", 0, 4, 26, 15, ())
# For files only: a page has its own style sheet and allows no style element.
FILE_STYLE = (
    "svg{color:#16202c;background:#fff}.life-box,.life-note{fill:#e3f1f6;fill-opacity:1;stroke:#11546b}"
    ".life-line{stroke:#4a5867}.life-tip{fill:#4a5867}"
    "@media (prefers-color-scheme:dark){svg{color:#e9eef4;background:#10161d}"
    ".life-box,.life-note{fill:#12303b;stroke:#7cc7e0}.life-line{stroke:#aab7c5}.life-tip{fill:#aab7c5}}"
)


def svg(machine: Machine, current: str | None = None) -> str:
    """One machine as an SVG element for a page: in the colour of the text around it, no style of its own.

    `current` is the state to mark as the present one. Classes `life-…` are there for a page's style sheet.
    Raises ValueError when `current` is not a state of the machine.
    """
    return _source(_picture(machine, current))


def svg_file(machines: Iterable[Machine]) -> str:
    """The machines one below the other as an SVG file that can be read on light and on dark."""
    pictures = [(machine, _picture(machine, None)) for machine in machines]
    wide = max(float(picture.get("width", "0")) for _, picture in pictures)
    drawn: list[Element] = []
    y = 0.0
    for machine, picture in pictures:
        drawn += ink.words(wide / 2, y + 12, [machine.label], HEADING_SIZE, "life-heading", font_weight=700)
        picture.attrib |= {
            "x": f"{(wide - float(picture.get('width', '0'))) / 2:.1f}",
            "y": f"{y + HEADING_HIGH:.1f}",
        }
        drawn.append(picture)
        y += HEADING_HIGH + float(picture.get("height", "0")) + MARGIN
    whole = _sheet(wide, y, f"The steps of: {', '.join(machine.label for machine, _ in pictures)}")
    whole.append(ink.element("style", FILE_STYLE))
    whole.extend(drawn)
    return _source(whole)


def mermaid(machine: Machine) -> str:
    """One machine as a Mermaid state diagram: its states, then one arrow a way, with the buttons on it."""
    ways: dict[tuple[str, str], list[str]] = {}
    for step in machine.transitions:
        for source in step.sources if step.target != PREVIOUS else ():
            ways.setdefault((source, source if step.target == SAME else step.target), []).append(step.label)
    lines = ["stateDiagram-v2", f"    accTitle: {_plain(_title(machine, None))}"]
    lines += [f'    state "{_plain(state.label)}" as {state.name}' for state in machine.states.values()]
    lines.append(f"    [*] --> {machine.initial}")
    lines += [
        f"    {source} --> {target} : {_plain(' / '.join(labels))}"
        for (source, target), labels in ways.items()
    ]
    lines += [f"    {state.name} --> [*]" for state in machine.states.values() if state.final]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """`text` with the marks that Mermaid reads as its own written as entities."""
    return "".join(f"#{ord(mark)};" if mark in '#";:{}<>%' else mark for mark in text)


def _source(drawn: Element) -> str:
    indent(drawn, "")
    return tostring(drawn, encoding="unicode") + "\n"


def _picture(machine: Machine, current: str | None) -> Element:
    if current is not None and current not in machine.states:
        raise ValueError(f"{machine.name} has no state {current}")
    laid = plan(machine)
    signs, signs_wide = _key(laid, current)
    wide = max(laid.width, signs_wide)
    whole = _sheet(wide, laid.height + KEY_HIGH, _title(machine, current))
    whole.set("class", "life")
    whole.set("role", "img")
    whole.append(ink.element("desc", _description(machine)))
    middle = ink.element("g", transform=f"translate({(wide - laid.width) / 2:.1f} 0)")
    middle.extend(_start(machine, laid))
    for line in laid.lines:
        middle.extend(ink.arrow(line))
    for caption in laid.captions:
        middle.extend(ink.words(caption.x, caption.y, caption.lines, CAPTION_SIZE, "life-caption"))
    for box in laid.boxes:
        middle.extend(_box(box, machine, box.state == current) if box.state else _note(box))
    below = ink.element("g", transform=f"translate({(wide - signs_wide) / 2:.1f} {laid.height:.1f})")
    below.extend(signs)
    whole.extend([middle, below])
    return whole


def _sheet(wide: float, high: float, title: str) -> Element:
    sheet = ink.element(
        "svg",
        xmlns=NAMESPACE,
        viewBox=f"0 0 {wide:.1f} {high:.1f}",
        width=wide,
        height=high,
        fill="currentColor",
        font_family=FONT,
        text_anchor="middle",
    )
    sheet.append(ink.element("title", title))
    return sheet


def _title(machine: Machine, current: str | None) -> str:
    now = f" Now: {machine.states[current].label}." if current else ""
    return f"The steps of “{machine.label}”.{now}"


def _description(machine: Machine) -> str:
    """The drawing in words, for who cannot see it."""
    names = {name: state.label for name, state in machine.states.items()}
    steps = [
        f"From {' or '.join(names[source] for source in step.sources)}, “{step.label}” "
        + ("changes nothing here." if step.target == SAME else f"leads to {names[step.target]}.")
        for step in machine.transitions
        if step.target != PREVIOUS
    ]
    ended = ", ".join(state.label for state in machine.states.values() if state.final)
    return " ".join([f"It starts at {names[machine.initial]}.", *steps, f"It counts as ended at: {ended}."])


def _start(machine: Machine, laid: Plan) -> list[Element]:
    box = next(box for box in laid.boxes if box.state == machine.initial)
    x = box.x + box.width / 2
    spot = ink.element("circle", class_="life-tip", cx=x, cy=14, r=6)
    return [spot, ink.stroke(f"M{x:.1f} 14V{box.y - TIP:.1f}"), ink.tip(x, box.y, "down")]


def _note(box: Box) -> list[Element]:
    frame = ink.frame(box, "life-note", stroke_dasharray="2 3", fill_opacity=FAINT)
    x = box.x + box.width / 2
    return [frame, *ink.words(x, box.y + 9, box.names, CAPTION_SIZE, "life-caption", font_style="italic")]


def _box(box: Box, machine: Machine, here: bool) -> list[Element]:
    x, y = box.x + box.width / 2, box.y + 9
    drawn = (
        [ink.frame(box, "life-box life-here", stroke_width=3, fill_opacity=2 * FAINT)]
        if here
        else [_plain_box(box)]
    )
    if machine.states[box.state].final:
        drawn.append(ink.frame(box, "life-end", 3.5, fill="none"))
    if here:
        drawn.append(ink.pointer(box.x + 9, box.y + box.height / 2))
    below = y + len(box.names) * NAME_SIZE * LINE + 4
    drawn += ink.words(x, y, box.names, NAME_SIZE, "life-name", font_weight=600)
    return drawn + ink.words(x, below, box.stays, CAPTION_SIZE, "life-caption")


def _plain_box(box: Box) -> Element:
    return ink.frame(box, "life-box", fill_opacity=FAINT)


def _key(laid: Plan, current: str | None) -> tuple[list[Element], float]:
    """What the signs that occur mean, on one line; and its width."""
    signs = [
        ([_plain_box(SAMPLE), ink.frame(SAMPLE, "life-end", 2.5, fill="none")], "it has ended", True),
        ([ink.stroke("M0 12H26", back=True)], "goes back", any(line.back for line in laid.lines)),
        (
            [_plain_box(SAMPLE), ink.element("path", d="M6 11.5H20", stroke="currentColor")],
            "small words: a step that stays",
            any(box.stays for box in laid.boxes),
        ),
        ([ink.pointer(13, 12)], "it is here now", current is not None),
    ]
    drawn: list[Element] = []
    x = float(MARGIN)
    for sign, meaning, occurs in signs:
        if occurs:
            group = ink.element("g", class_="life-key", transform=f"translate({x:.1f} 0)")
            group.extend(
                [*sign, *ink.words(KEY_SIGN, 4, [meaning], KEY_SIZE, "life-caption", text_anchor="start")]
            )
            drawn.append(group)
            x += KEY_SIGN + width(meaning, KEY_SIZE) + KEY_GAP
    return drawn, x - KEY_GAP + MARGIN
