"""The measurements run: a short form of what `python3 dev.py bench` does."""

from __future__ import annotations

from benchmarks.__main__ import run


def test_both_jobs_are_measured_beside_their_floor() -> None:
    results = run(cases=40, rounds=2, times=2)
    assert [len(result.ratios) for result in results] == [2, 2]
    for result in results:
        assert all(ratio > 0 for ratio in result.ratios)
        assert result.line().count("|") == 5
