"""Reading worth a question: a sentence per row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from incidents.domain.reading_habits import MANY_CASES, REFUSALS, Look, oddities

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
JULY_NIGHT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in London


def looks(
    count: int, apart: timedelta = timedelta(minutes=1), begun: datetime = NOON, same: bool = False
) -> list[Look]:
    return [Look("tom", "one" if same else f"case {n}", begun + n * apart) for n in range(count)]


ROWS = [
    ([], [], "nothing was read"),
    (looks(MANY_CASES - 1), [], "a busy hour is not yet odd"),
    (looks(MANY_CASES), [f"opened {MANY_CASES} cases within an hour"], "one more is asked about"),
    (looks(MANY_CASES, same=True), [], "one case again and again is work"),
    (looks(MANY_CASES, timedelta(minutes=5)), [], "the same number over a morning is work"),
    (looks(1, begun=JULY_NIGHT), ["opened a case between midnight and five"], "London's midnight, in summer"),
    (looks(3, begun=JULY_NIGHT), ["opened 3 cases between midnight and five"], "several, counted"),
    (looks(1, begun=datetime(2026, 1, 1, 4, 59, tzinfo=UTC)), ["opened a case between midnight and five"],
     "just before five"),
    (looks(1, begun=datetime(2026, 1, 1, 5, 0, tzinfo=UTC)), [], "five is early, not odd"),
    ([Look("tom", None, NOON)] * (REFUSALS - 1), [], "a few mistyped addresses"),
    ([Look("tom", None, NOON)] * REFUSALS, [f"asked {REFUSALS} times for what is not theirs to see"],
     "trying doors"),
]  # fmt: skip


@pytest.mark.parametrize(("read", "said", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_what_stands_out(read: list[Look], said: list[str], why: str) -> None:
    assert [one.said for one in oddities(read)] == said, why


def test_each_person_is_looked_at_apart() -> None:
    half = MANY_CASES // 2 + 1
    two = [*looks(half), *(Look("ada", look.case_id, look.at) for look in looks(half))]
    assert oddities(two) == ()
