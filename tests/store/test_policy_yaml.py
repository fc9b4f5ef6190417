"""A policy that was written as YAML reads back as the same policy, whatever its words are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import HERE
from incidents.domain.policy import Policy, canonical
from incidents.domain.policy_faults import PolicyFault
from incidents.domain.policy_reading import read
from incidents.store import policy_files
from incidents.store.policy_yaml import written
from tests.domain.sixth_charity import changed

HOUSE = HERE / "policies"
FILES = sorted(HOUSE.glob("*.yaml"))
TRICKY = (
    "no",
    "2026-11-21",
    "12",
    "null",
    "~",
    "true",
    "a: b",
    "- a",
    "# a",
    "'",
    '"',
    "*a",
    "&a",
    "%a",
    "=",
)


def back(policy: Policy) -> Policy:
    """Written and read again."""
    return policy_files.parse(written(policy), file="written.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_of_the_five_reads_back_the_same(path: Path) -> None:
    policy = policy_files.load(path)
    assert back(policy) == policy
    assert canonical(back(policy)) == canonical(policy)


def test_there_are_five() -> None:
    assert len(FILES) == 5


def test_what_says_nothing_is_left_out_and_the_keys_keep_their_order() -> None:
    text = written(policy_files.load(HOUSE / "hwd.yaml")).decode()
    assert text.startswith("# Healthwatch Derbyshire: the policy as data")
    assert text.index("\nid:") < text.index("\ndocument:") < text.index("\nclauses:")
    assert "approved_poster: false" not in text
    assert "stated_in: null" not in text
    assert "in_force_from: null" in text, "a key that must stand stands also when it says nothing"


@pytest.mark.parametrize("words", TRICKY)
def test_words_that_mean_something_in_yaml_stay_words(words: str) -> None:
    policy = read(changed(["open_points"], [words, f"{words} {words}"]))
    assert back(policy) == policy


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_words_that_a_policy_may_hold_read_back(words: list[str]) -> None:
    document = json.loads(json.dumps(changed(["open_points"], words)))
    try:
        policy = read(document)
    except PolicyFault:
        return
    assert back(policy) == policy
