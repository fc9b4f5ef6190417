"""Charts: every number is drawn to its length and written beside, and nothing leaves the sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.exports.charts import WIDE, Chart, bars, columns
from incidents.exports.lettering import width

COUNTS = [
    ("Facebook", 4),
    ("Instagram", 2),
    ("A platform nobody knows by a very long name indeed, or two", 0),
]


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_shape_for_each_number_but_nought_and_every_number_in_letters(draw: object) -> None:
    chart: Chart = draw("Where it was", COUNTS)  # type: ignore[operator]
    assert len(chart.blocks) == 2
    assert [words.text for words in chart.words if words.text.isdigit()] == ["4", "2", "0"]
    assert chart.spoken == "Where it was. Most: Facebook, 4. All numbers are in the table beside this chart."


def test_twice_as_many_is_twice_as_long() -> None:
    first, second = bars("Where it was", COUNTS).blocks
    assert first.width == pytest.approx(2 * second.width, abs=0.1)
    first, second = columns("Month by month", COUNTS).blocks
    assert first.height == pytest.approx(2 * second.height, abs=0.1)
    assert first.y + first.height == pytest.approx(second.y + second.height, abs=0.1)


@pytest.mark.parametrize("draw", [bars, columns])
def test_a_chart_of_nothing_says_so(draw: object) -> None:
    chart: Chart = draw("Where it was", [("Facebook", 0)])  # type: ignore[operator]
    assert chart.blocks == ()
    assert chart.spoken.startswith("Where it was: none.")
    assert draw("Where it was", []).blocks == ()  # type: ignore[operator]


@given(st.lists(st.tuples(st.text("abc mW", max_size=60), st.integers(0, 99_999)), max_size=12))
def test_nothing_leaves_the_sheet(counts: list[tuple[str, int]]) -> None:
    for chart in (bars("A", counts), columns("B", counts)):
        for block in chart.blocks:
            assert block.x >= 0
            assert block.x + block.width <= WIDE + 0.1
            assert block.y >= 0
            assert block.y + block.height <= chart.height + 0.1
        for words in chart.words:
            assert 0 < words.y <= chart.height
    for words in bars("A", counts).words:
        if words.text.isdigit():
            assert words.x + width(words.text, 13) <= WIDE + 0.1
