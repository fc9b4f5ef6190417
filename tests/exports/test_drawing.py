"""Every drawing can be read: nothing lies on anything else, arrows lead from place to place, on the sheet."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import SAME, Machine, State
from incidents.exports.drawing import mermaid, svg, svg_file
from incidents.exports.layout import plan
from incidents.exports.lettering import width, wrapped
from tests.exports.machines import FAN, LOOPS, SAMPLES, STRAIGHT, SVG, Place, parsed, read, step

EVERY = (*MACHINES.values(), *SAMPLES)
every_machine = pytest.mark.parametrize("machine", EVERY, ids=lambda machine: machine.name)

LABELS = st.text("abcdefghij mnW", min_size=1, max_size=40).filter(str.strip)


@st.composite
def machines(draw: st.DrawFn) -> Machine:
    """Any machine of up to nine places: one way through them all, arrows anywhere else, and a place aside
    that is reached from many others only."""
    count = draw(st.integers(2, 9))
    names = [f"s{place}" for place in range(count)]
    states = [State(name, draw(LABELS), final=name == names[-1]) for name in names]
    steps = [step(f"on{place}", names[place], names[place + 1], draw(LABELS)) for place in range(count - 1)]
    for number in range(draw(st.integers(0, 8))):
        sources = draw(st.lists(st.sampled_from(names), min_size=1, max_size=5, unique=True))
        steps.append(
            step(f"x{number}", " ".join(sources), draw(st.sampled_from([*names, SAME])), draw(LABELS))
        )
    if count > 4 and draw(st.booleans()):
        states.append(State("aside", draw(LABELS)))
        steps.append(step("leave", " ".join(names[:-1]), "aside", draw(LABELS)))
        steps.append(step("aside_on", "aside", draw(st.sampled_from(names)), draw(LABELS)))
        steps.append(step("aside_end", "aside", names[-1], draw(LABELS)))
    return Machine("any", "Any machine", states, steps)


def faults(machine: Machine, current: str | None = None) -> list[str]:
    """What is wrong with the drawing of `machine`."""
    drawn = read(svg(machine, current))
    found = [f"boxes overlap: {a} {b}" for a, b in combinations(drawn.boxes, 2) if a.overlaps(b)]
    found += [f"words overlap: {a} {b}" for a, b in combinations(drawn.texts, 2) if a.overlaps(b, by=2)]
    found += [f"words on a box: {a} {b}" for a in drawn.captions for b in drawn.boxes if a.overlaps(b)]
    found += [
        f"words outside their box: {text}"
        for text in drawn.texts
        if text not in drawn.captions
        and not any(box.left <= text.left and text.right <= box.right for box in drawn.boxes)
    ]
    found += [
        f"words off the sheet: {text}"
        for text in drawn.texts
        if text.left < 0 or text.right > drawn.sheet.right
    ]
    found += [f"words below the sheet: {text}" for text in drawn.texts if text.bottom > drawn.sheet.bottom]
    found += [f"arrowhead in the air: {tip}" for tip in drawn.tips if not _on_an_edge(tip, drawn.boxes)]
    found += [
        f"arrowhead in a box: {head}" for head in drawn.heads if any(b.holds(*head) for b in drawn.boxes)
    ]
    for line in drawn.lines:
        found += [
            f"line through a box: {point}" for point in line if any(b.holds(*point, 1) for b in drawn.boxes)
        ]
        found += [
            f"line through words: {point}"
            for point in line
            if any(c.holds(*point, 2) for c in drawn.captions)
        ]
        found += [f"line off the sheet: {point}" for point in line if not drawn.sheet.holds(*point)]
    return found


def _on_an_edge(tip: tuple[float, float], boxes: list[Place]) -> bool:
    return any(box.left < tip[0] < box.right and _at_edge(tip[1], box.top, box.bottom) for box in boxes)


def _at_edge(y: float, top: float, bottom: float) -> bool:
    return min(abs(y - top), abs(y - bottom)) < 0.2


@every_machine
def test_nothing_in_a_drawing_lies_on_anything_else(machine: Machine) -> None:
    assert faults(machine) == []
    assert faults(machine, machine.initial) == []


@given(machines())
@settings(max_examples=120, deadline=None)
def test_nothing_lies_on_anything_else_whatever_the_table(machine: Machine) -> None:
    assert faults(machine) == []


@every_machine
def test_both_ends_of_every_line_touch_a_box_or_a_caption(machine: Machine) -> None:
    laid = plan(machine)
    ends = [(line.runs[0][0], line.runs[0][1]) for line in laid.lines]
    ends += [(line.runs[-1][0], line.runs[-1][2]) for line in laid.lines]
    loose = [
        (x, y)
        for x, y in ends
        if not any(box.x < x < box.x + box.width and y in (box.y, box.y + box.height) for box in laid.boxes)
        and not any(abs(c.x - x) < 0.01 and -3 < y - c.y < 17 * len(c.lines) + 3 for c in laid.captions)
    ]
    assert ends
    assert loose == []


@every_machine
def test_every_state_and_every_step_stands_in_the_drawing(machine: Machine) -> None:
    drawn = "".join(text.text for text in read(svg(machine)).texts).replace(" ", "").replace("•", "")
    expected = [state.label for state in machine.states.values()]
    expected += [move.label for move in machine.transitions]
    assert [label for label in expected if label.replace(" ", "") not in drawn] == []


@every_machine
def test_the_states_with_an_arrowhead_are_those_that_a_step_leads_to(machine: Machine) -> None:
    laid, drawn = plan(machine), read(svg(machine))
    named = {place: box.state for place, box in zip(drawn.boxes, laid.boxes, strict=True)}
    reached = {name for tip in drawn.tips for place, name in named.items() if _on_an_edge(tip, [place])}
    into = {move.target for move in machine.transitions if set(move.sources) - {move.target}}
    assert reached == into & set(machine.states) | {machine.initial}


@every_machine
def test_a_drawing_for_a_page_has_a_name_a_description_and_no_style(machine: Machine) -> None:
    root = parsed(svg(machine))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert machine.label in (root[0].text or "")
    assert all(state.label in (root[1].text or "") for state in machine.states.values())
    every = list(root.iter())
    assert not [item.tag for item in every if item.tag.endswith(("style", "script", "image", "a"))]
    assert not [item.attrib for item in every if {"style", "id", "href", "onload"} & set(item.attrib)]
    colours = {item.get(name) for item in every for name in ("fill", "stroke") if item.get(name)}
    assert colours == {"currentColor", "none"}, "a page decides the colours, light or dark"


def test_the_present_state_is_marked_by_more_than_colour() -> None:
    marked, plain = svg(STRAIGHT, "b"), svg(STRAIGHT)
    assert marked.count("life-here") == 1
    assert plain.count("life-here") == 0
    assert "Now: Second place of all." in marked
    assert "it is here now" in marked
    assert marked.count("life-marker") == 2, "one in the box, one in the key"


def test_a_state_the_machine_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="straight has no state lost"):
        svg(STRAIGHT, "lost")


def test_an_ended_state_has_a_double_line_and_others_have_not() -> None:
    root = parsed(svg(FAN))
    double = [item for item in root.iter(f"{SVG}rect") if item.get("class") == "life-end"]
    assert len(double) == 2, "the one ended state, and the key"


def test_an_arrow_that_goes_back_is_dashed_and_the_key_says_so_only_then() -> None:
    assert svg(LOOPS).count('stroke-dasharray="5 4"') >= 3
    assert "goes back" in svg(LOOPS)
    assert 'stroke-dasharray="5 4"' not in svg(FAN)
    assert "goes back" not in svg(FAN)


def test_a_step_out_of_many_places_is_drawn_once_from_a_note() -> None:
    words = " ".join(text.text for text in read(svg(FAN)).texts)
    assert "At any time before the end" in words
    assert "From: Place a, Place b, Place c, Place d, Place e or Place f" in words
    assert words.count("They went away") == 1


def test_steps_between_the_same_places_share_one_arrow() -> None:
    laid = plan(LOOPS)
    shared = [" ".join(caption.lines) for caption in laid.captions if caption.lines[0].startswith("• ")]
    assert shared == ["• Go • Go there another way"]


def test_the_same_machine_gives_the_same_drawing() -> None:
    plan.cache_clear()
    first = svg(LOOPS)
    plan.cache_clear()
    assert svg(LOOPS) == first


def test_labels_with_marks_of_their_own_are_kept_as_text() -> None:
    root = parsed(svg_file([LOOPS]))
    assert "Round & <round>" in [item.text for item in root.iter(f"{SVG}text")]
    assert "<round>" not in svg_file([LOOPS])


def test_a_file_has_every_machine_below_the_one_before_and_is_readable_on_dark() -> None:
    source = svg_file(EVERY)
    root = parsed(source)
    inner = root.findall(f"{SVG}svg")
    assert len(inner) == len(EVERY)
    bottoms = [float(item.get("y", "")) + float(item.get("height", "")) for item in inner]
    assert all(bottom < float(after.get("y", "")) for bottom, after in zip(bottoms, inner[1:], strict=False))
    assert bottoms[-1] <= float(root.get("height", ""))
    assert "prefers-color-scheme:dark" in source


@given(st.text("abc  WWiil", max_size=80), st.floats(20, 200))
def test_breaking_lines_loses_no_word_and_keeps_to_the_width_where_it_can(text: str, limit: float) -> None:
    lines = wrapped(text, 13, limit)
    assert " ".join(lines).split() == text.split()
    assert all(width(line, 13) <= limit or " " not in line for line in lines)


@every_machine
def test_mermaid_has_every_state_and_one_arrow_for_every_way_between_two(machine: Machine) -> None:
    lines = mermaid(machine).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert sum(line.startswith("    state ") for line in lines) == len(machine.states)
    ways = {
        (source, source if move.target == SAME else move.target)
        for move in machine.transitions
        for source in move.sources
    }
    arrows = [line.split(" : ")[0].split() for line in lines if " : " in line]
    assert sorted((source, target) for source, _, target in arrows) == sorted(ways)
    assert f"    [*] --> {machine.initial}" in lines
    assert {line for line in lines if line.endswith("--> [*]")} == {
        f"    {name} --> [*]" for name, state in machine.states.items() if state.final
    }


def test_mermaid_puts_steps_between_the_same_places_on_one_arrow() -> None:
    assert "    a --> b : Go / Go there another way" in mermaid(LOOPS).splitlines()


def test_mermaid_writes_marks_it_would_read_itself_as_entities() -> None:
    assert "d --> a : Open it #34;again#34;#58; yes#59; no" in mermaid(LOOPS)
