"""What each charity's paper says of one act after another: every row of tests/domain/judged."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

from incidents.domain.policy_facts_reading import read_facts
from incidents.domain.policy_finding import HEADING, find
from incidents.store.policy_files import load_folder
from tests.domain import judged
from tests.domain.judged.rows import Row

POLICIES = {policy.id: policy for policy in load_folder(Path(__file__).parent.parent.parent / "policies")}
MODULES = sorted(module.name for module in pkgutil.iter_modules(judged.__path__) if module.name in POLICIES)
ROWS: tuple[tuple[str, Row], ...] = tuple(
    (name, row) for name in MODULES for row in importlib.import_module(f"{judged.__name__}.{name}").ROWS
)


@pytest.mark.parametrize(("charity", "row"), ROWS, ids=[row.sentence for _, row in ROWS])
def test_an_act_is_judged_as_the_paper_says(charity: str, row: Row) -> None:
    policy = POLICIES[charity]
    found = find(policy, read_facts(policy, row.facts))
    assert {key: value for key, value in found.printed.items() if key != "because"} == {
        "verdict": row.verdict,
        "clauses": list(row.clauses),
        "consequence": row.consequence,
        "routes": list(row.routes),
        "ask": list(row.ask),
    }
    assert found.because.startswith(HEADING)
    assert row.says in found.because


def test_each_charity_has_its_rows_and_there_are_enough_of_them() -> None:
    assert set(POLICIES) == set(MODULES)
    assert len(ROWS) >= 300


def test_each_row_has_a_sentence_of_its_own() -> None:
    assert [said for said, times in Counter(row.sentence for _, row in ROWS).items() if times > 1] == []


def test_no_two_rows_of_a_charity_have_the_same_facts() -> None:
    times = Counter((charity, repr(row.facts)) for charity, row in ROWS)
    assert [facts for facts, count in times.items() if count > 1] == []
