"""docs/policies.md is true: it has every key and every word of a policy file, and its example is a policy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from incidents.domain import policy_facts, policy_words
from incidents.domain.lifecycle import MACHINES
from incidents.domain.policy_facts import FACTS, ORGANISATION, STATES, Facts
from incidents.domain.policy_facts_reading import FactsFault, read_facts
from incidents.domain.policy_fields import LINE, RULE, SENTENCES
from incidents.domain.policy_finding import Finding, find
from incidents.domain.policy_reading import KEYS
from incidents.domain.policy_routes import LADDERS, MACHINES_OF, WHOEVER_DID_IT
from incidents.domain.policy_verdict import Consequence, Verdict
from incidents.domain.policy_words import Category, Standing
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
    "state": policy_facts.PersonState,
    "link_began": policy_facts.LinkBegan,
    "network": policy_facts.Network,
    "consent": policy_facts.Consent,
    "material": policy_facts.Material,
    "page": policy_facts.Page,
    "verdict": Verdict,
    "consequence": Consequence,
}
# A fact whose values are a list of their own says so; any other shows them.
LISTED = {
    "by.role": "a `standing`, or `organisation`",
    "other.role": "a `standing`",
    "by.state": "a `state`",
    "other.state": "a `state`",
    "network": "a `network`",
}
# What is taken for granted by a rule of its own: which table or sentence has it.
BY_RULE = {"by.state": 'as under "states", below', "other.role": "whom the act names, below"}
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
POLICY = parse(EXAMPLE.encode(), file="the example")


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its first two lines."""
    below = PAGE.split(f"\n### {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line for line in below.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def code(cells: str) -> list[str]:
    """What stands between backticks in a cell, in its order."""
    return re.findall(r"`([^`]+)`", cells)


@pytest.mark.parametrize("block", KEYS)
def test_every_key_of_a_block_is_explained_with_whether_it_may_be_left_out(block: str) -> None:
    required, optional = KEYS[block]
    told = {key.strip("`"): left_out for key, _, left_out in table(f"`{block}`" if block else "the file")}
    assert told == {**dict.fromkeys(required, "no"), **dict.fromkeys(optional, "yes")}


@pytest.mark.parametrize("key", WORDS)
def test_every_word_stands_with_its_label(key: str) -> None:
    assert table(f"`{key}`") == [[f"`{word.value}`", word.label] for word in WORDS[key]]


def test_every_list_of_words_of_policies_and_facts_has_its_table() -> None:
    lists = {
        kind
        for module in (policy_words, policy_facts)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Word)
    }
    yes_and_no = {policy_facts.YesNo}
    assert lists - {Word} - yes_and_no == set(WORDS.values()) - {Verdict, Consequence}


def test_the_example_is_a_valid_policy_with_every_key_of_a_clause() -> None:
    assert POLICY.id == "brightwater"
    written = {key for key in KEYS["clauses"][1] if re.search(rf"^    {key}:", EXAMPLE, re.MULTILINE)}
    assert written == set(KEYS["clauses"][1])


def test_every_fact_stands_with_its_question_its_values_and_what_is_taken_for_granted() -> None:
    rows = table("the facts")
    assert [code(row[0]) for row in rows] == [[key] for key in FACTS]
    assert [row[1] for row in rows] == [fact.question for fact in FACTS.values()]
    for (key, fact), (_, _, values, granted) in zip(FACTS.items(), rows, strict=True):
        assert values == LISTED.get(key, ", ".join(f"`{value}`" for value, _ in fact.values)), key
        stated = f"`{fact.assumed}`: {fact.said}" if fact.assumed else ""
        assert granted == BY_RULE.get(key, stated), key


def test_what_anybody_can_be_and_is_taken_to_be_stands_in_a_table() -> None:
    rows = table("states")
    assert [code(row[0]) for row in rows] == [[standing] for standing in (*Standing, ORGANISATION)]
    for who, states, granted in rows:
        (role,) = code(who)
        usual = Facts(Category.DISREPUTE, {"by.role": role}).with_usual().known.get("by.state", "")
        assert code(states) == [state.value for state in STATES.get(role, ())]
        assert granted.strip("`") == usual


@pytest.mark.parametrize("standing", Standing)
def test_the_act_names_the_other_side_as_the_page_says(standing: Standing) -> None:
    (said,) = re.findall(r"^`boundary_volunteer` and .*$", PAGE, re.MULTILINE)
    first, second, _, volunteer, family = code(said)
    for act, other in ((first, volunteer), (second, family)):
        usual = Facts(Category(act), {"by.role": standing.value}).with_usual().known
        assert usual.get("other.role") == (None if standing == other else other)


def test_other_words_are_read_as_the_page_says() -> None:
    rows = table("other words for the same")
    assert len(rows) >= 10
    for written, meant in rows:
        (word,), (key,) = code(written), code(meant)
        assert read_facts(POLICY, {"act": "disrepute", "by": {"role": word}}).known["by.role"] == key
    assert read_facts(POLICY, {"act": "disrepute", "by": {"role": "chair"}}).posts == {"chair"}


def test_the_keys_of_the_json_of_facts_are_those_that_are_read() -> None:
    keys = [code(row[0])[0] for row in table("the JSON of facts")]
    with pytest.raises(FactsFault) as fault:
        read_facts(POLICY, {"act": "disrepute", "weather": "fine"})
    assert str(fault.value).endswith(f"use one of {', '.join(keys)}")
    for key, holds in table("the JSON of facts"):
        values: Mapping[str, str] = dict(FACTS[key.strip("`")].values) if key.strip("`") in FACTS else {}
        if values:
            assert (holds == "true or false") == (set(values) == {"yes", "no"}), key


def test_the_keys_of_the_json_of_a_finding_are_those_that_are_printed() -> None:
    empty = Finding(Verdict.UNCLEAR, (), Consequence.NONE_STATED, (), "", ())
    assert [code(row[0])[0] for row in table("the JSON of a finding")] == list(empty.printed)


def test_the_example_of_a_finding_is_what_comes_out() -> None:
    facts, finding = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert find(POLICY, read_facts(POLICY, facts)).printed == finding


def test_every_person_with_a_ladder_has_it_in_the_table() -> None:
    rows = [tuple(code(cell)[0] for cell in row) for row in table("from a person to a ladder")]
    assert rows == list(LADDERS.items())


def test_every_route_has_its_machines_in_the_table() -> None:
    rows = table("from a route to machines")
    assert [(code(row[0])[0], tuple(code(row[1]))) for row in rows] == list(MACHINES_OF.items())
    assert {code(row[0])[0] for row in rows if row[2] == "yes"} == WHOEVER_DID_IT
    assert {name for machines in MACHINES_OF.values() for name in machines} <= set(MACHINES)


def test_the_lengths_that_the_page_names_are_those_that_are_checked() -> None:
    (told,) = re.findall(
        r"A rule has at most (\d+) characters, a name or label (\d+), other texts ([\d,]+)\.", PAGE
    )
    assert [int(number.replace(",", "")) for number in told] == [RULE, LINE, SENTENCES]


def test_the_files_that_the_page_names_are_there() -> None:
    root = Path(__file__).parent.parent
    for name in re.findall(r"`((?:incidents/\S+/)?policy_?\w*\.py)`", PAGE):
        assert (root / name).is_file() or (root / "incidents" / "domain" / name).is_file(), name
