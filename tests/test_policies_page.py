"""docs/policies.md is true: it has every key and every word of a policy file, and its example is a policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incidents.domain import policy_words
from incidents.domain.policy_fields import LINE, RULE, SENTENCES
from incidents.domain.policy_reading import KEYS
from incidents.domain.words import Word
from incidents.store.policy_files import parse

PAGE = (Path(__file__).parent.parent / "docs" / "policies.md").read_text(encoding="utf-8")

WORDS: dict[str, type[Word]] = {
    "standing": policy_words.Standing,
    "collective": policy_words.Collective,
    "kind": policy_words.Kind,
    "force": policy_words.Force,
    "route": policy_words.Route,
    "category": policy_words.Category,
    "nation": policy_words.Nation,
    "complaint": policy_words.ReplySpeed,
    "every": policy_words.Cadence,
}


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its first two lines."""
    below = PAGE.split(f"\n### {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in below.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize("block", KEYS)
def test_every_key_of_a_block_is_explained_with_whether_it_may_be_left_out(block: str) -> None:
    required, optional = KEYS[block]
    told = {key.strip("`"): left_out for key, _, left_out in table(f"`{block}`" if block else "the file")}
    assert told == {**dict.fromkeys(required, "no"), **dict.fromkeys(optional, "yes")}


@pytest.mark.parametrize("key", WORDS)
def test_every_word_stands_with_its_label(key: str) -> None:
    assert table(f"`{key}`") == [[f"`{word.value}`", word.label] for word in WORDS[key]]


def test_every_list_of_policy_words_has_its_table() -> None:
    lists = {
        kind for kind in vars(policy_words).values() if isinstance(kind, type) and issubclass(kind, Word)
    }
    assert lists - {Word} == set(WORDS.values())


def test_the_example_is_a_valid_policy() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert parse(example.encode(), file="the example").id == "brightwater"


def test_the_lengths_that_the_page_names_are_those_that_are_checked() -> None:
    (told,) = re.findall(
        r"A rule has at most (\d+) characters, a name or label (\d+), other texts ([\d,]+)\.", PAGE
    )
    assert [int(number.replace(",", "")) for number in told] == [RULE, LINE, SENTENCES]


def test_the_files_that_the_page_names_are_there() -> None:
    root = Path(__file__).parent.parent
    for name in re.findall(r"`((?:incidents/\S+/)?policy_?\w*\.py)`", PAGE):
        assert (root / name).is_file() or (root / "incidents" / "domain" / name).is_file(), name
