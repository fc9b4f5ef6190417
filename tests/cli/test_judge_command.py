"""`policy judge`: a line of facts in, a line of finding out; what cannot be read is named with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from config import HERE
from incidents.domain.policy_finding import HEADING
from incidents.services.verifying import verify
from tests import databases
from tests.databases import Database

FTS, HWD = HERE / "policies" / "fts.yaml", HERE / "policies" / "hwd.yaml"
KEYS = ["verdict", "clauses", "consequence", "routes", "because", "ask"]
HOURS = {"act": "work_hours_use", "by": {"role": "staff"}, "in_work_time": True}
TOLD = {"act": "confidentiality_dignity", "by": {"role": "volunteer"}}
FRIEND = {
    "act": "boundary_volunteer",
    "by": {"role": "staff"},
    "other": {"role": "volunteer", "state": "active"},
    "link_began": "during",
    "network": "instagram",
}
# From this day on a second version holds, which names Instagram beside Facebook.
SECOND = "2021-03-01"

# (what is wrong, the line, words that must be said of it)
MISUSE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("an unknown key", '{"act": "disrepute", "weather": "fine"}', ("key", "'weather'", "network")),
    ("an unknown key of who did it", '{"act": "disrepute", "by": {"name": "x"}}', ("“by”", "'name'", "role")),
    ("posts of the other side", '{"act": "disrepute", "other": {"posts": []}}', ("“other”", "'posts'")),
    ("no act", "{}", ("“act”", "nothing", "work_hours_use")),
    ("an act that is not known", '{"act": "gardening"}', ("“act”", "'gardening'", "disrepute")),
    ("the act of clauses that nobody can break", '{"act": "none"}', ("“act”", "'none'")),
    ("an unknown role", '{"act": "disrepute", "by": {"role": "pope"}}', ("“by.role”", "'pope'", "trustee")),
    ("an unknown state", '{"act": "disrepute", "by": {"state": "asleep"}}', ("“by.state”", "'asleep'")),
    ("an unknown network", '{"act": "disrepute", "network": "orkut"}', ("“network”", "'orkut'", "facebook")),
    ("a post of no charity", '{"act": "disrepute", "by": {"posts": ["pope"]}}', ("post", "'pope'", "chair")),
    ("posts that are no list", '{"act": "disrepute", "by": {"posts": "chair"}}', ("“posts”", "list")),
    ("neither yes nor no", '{"act": "disrepute", "own_device": 3}', ("“own_device”", "'3'", "yes, no")),
    ("no day", '{"act": "disrepute", "on": "yesterday"}', ("“on”", "'yesterday'", "2026-11-21")),
    ("a day that is none", '{"act": "disrepute", "on": "2026-02-30"}', ("“on”", "'2026-02-30'")),
    ("who did it as a word", '{"act": "disrepute", "by": "staff"}', ("“by”", "object")),
    ("two things wrong", '{"act": "gardening", "network": "orkut"}', ("'gardening'", "'orkut'")),
    ("no JSON", '{"act": "disrepute"', ("delimiter",)),
    ("two objects", '{"act": "disrepute"} {"act": "disrepute"}', ("Extra data",)),
    ("a list", '[{"act": "disrepute"}]', ("object",)),
    ("a word", '"disrepute"', ("object",)),
    ("nothing at all", "null", ("object",)),
    ("brackets without end", "[" * 100_000, ("recursion",)),
)


def run(app: Flask, policy: str | Path, *lines: object) -> Result:
    """What `policy judge` says to these lines; what is no text is written as JSON."""
    told = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return app.test_cli_runner().invoke(args=["policy", "judge", str(policy)], input=told + "\n")


def findings(result: Result) -> list[dict[str, Any]]:
    """The findings of a run that went well."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gets_a_finding_with_exactly_the_keys_of_the_page(app: Flask, database: Database) -> None:
    hours, told = findings(run(app, "fts", HOURS, TOLD))
    assert [list(hours), list(told)] == [KEYS, KEYS]
    assert hours.pop("because").startswith(HEADING)
    assert hours == {
        "verdict": "breach",
        "clauses": ["FTS-TS-03"],
        "consequence": "none_stated",
        "routes": [],
        "ask": [],
    }
    assert (told["verdict"], told["consequence"], told["routes"]) == ("breach", "may", ["volunteer_exit"])


def test_what_is_not_clear_asks_for_the_facts_it_turns_on(app: Flask, sqlite: Database) -> None:
    [found] = findings(run(app, "fts", {"act": "work_hours_use", "by": {"role": "staff"}}))
    assert (found["verdict"], found["ask"]) == ("unclear", ["in_work_time"])
    assert "Was it in working time?" in found["because"]


def test_facts_that_contradict_one_another_are_a_finding_and_no_fault(app: Flask, sqlite: Database) -> None:
    [found] = findings(run(app, "fts", {**HOURS, "by": {"role": "staff", "state": "resting"}}))
    assert (found["verdict"], found["ask"]) == ("unclear", ["by.role", "by.state"])


def test_blank_lines_are_passed_over_and_the_order_is_kept(app: Flask, sqlite: Database) -> None:
    found = findings(run(app, "fts", "", TOLD, "   ", "\t", HOURS, ""))
    assert [one["clauses"][0] for one in found] == ["FTS-V-01", "FTS-TS-03"]


def test_no_lines_are_no_findings(app: Flask, sqlite: Database) -> None:
    assert findings(run(app, "fts")) == []


def test_what_people_read_is_printed_as_it_is(app: Flask, sqlite: Database) -> None:
    facts = {**FRIEND, "by": {"role": "volunteer", "posts": ["chair"]}}
    printed = run(app, "fts", facts).stdout
    assert "“" in printed
    assert "\\u" not in printed


@pytest.mark.parametrize("name", ["fts", "FTS", FTS], ids=["the id", "the code", "the file"])
def test_a_policy_goes_by_its_id_its_code_or_its_file(app: Flask, sqlite: Database, name: str | Path) -> None:
    assert findings(run(app, name, HOURS))[0]["clauses"] == ["FTS-TS-03"]


@pytest.mark.parametrize("name", ["hwd", "HWD", HWD], ids=["the id", "the code", "the file"])
def test_without_a_database_the_file_that_came_with_it_judges(name: str | Path) -> None:
    bare = databases.make_app(databases.empty("sqlite"))
    assert findings(run(bare, name, HOURS))[0]["clauses"] == ["HWD-2.3"]


def test_where_there_is_no_way_to_the_database_either(tmp_path: Path) -> None:
    gone = databases.make_app(f"sqlite:///{tmp_path / 'nowhere' / 'candour.db'}")
    assert findings(run(gone, "hwd", HOURS))[0]["clauses"] == ["HWD-2.3"]


@pytest.mark.parametrize(("wrong", "line", "words"), MISUSE, ids=[row[0] for row in MISUSE])
def test_what_cannot_be_read_is_named_with_its_line(
    app: Flask, sqlite: Database, wrong: str, line: str, words: tuple[str, ...]
) -> None:
    result = run(app, "fts", HOURS, "", line, TOLD)
    assert result.exit_code == 2, wrong
    assert result.stderr.startswith("line 3: ")
    assert len(result.stderr.splitlines()) == 1
    for word in words:
        assert word in result.stderr
    # what was judged before stands, and nothing of this line or after it
    assert [json.loads(one)["clauses"] for one in result.stdout.splitlines()] == [["FTS-TS-03"]]


@pytest.mark.parametrize("name", ["nobody", "../policies/fts", "fts ", ""])
def test_a_charity_that_is_not_known_is_named(app: Flask, sqlite: Database, name: str) -> None:
    result = run(app, name, HOURS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no charity “{name}”" in result.stderr


def test_a_policy_file_that_is_not_there_is_named(app: Flask, sqlite: Database) -> None:
    result = run(app, "nowhere.yaml", HOURS)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: nowhere.yaml: there is no such file; check the name\n"


def test_a_faulty_policy_file_is_told_with_its_faults(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: fts\n")
    result = run(app, broken, HOURS)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {broken}")


def _second_version(app: Flask, folder: Path) -> None:
    """Install HWD's policy once more, with Instagram in the rule on volunteers from SECOND on."""
    text = HWD.read_text()
    head, rule = text.split("  - id: HWD-2.4a", 1)
    rule = rule.replace("      network: [facebook]", "      network: [facebook, instagram]", 1)
    changed = folder / "hwd.yaml"
    head = head.replace("in_force_from: null", f"in_force_from: {SECOND}", 1)
    changed.write_text(f"{head}  - id: HWD-2.4a{rule}")
    result = app.test_cli_runner().invoke(args=["policy", "install", str(changed)])
    assert result.output.splitlines()[0] == "hwd.yaml: version 2"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2021-02-28", "not_covered"),
        (SECOND, "breach"),
        ("2021-03-02", "breach"),
        ("1999-01-01", "not_covered"),
        (None, "breach"),
    ],
    ids=["the day before", "its first day", "the day after", "long before the first", "today"],
)
def test_the_day_of_the_act_chooses_the_version(
    app: Flask, database: Database, tmp_path: Path, day: str | None, verdict: str
) -> None:
    _second_version(app, tmp_path)
    for name in ("hwd", "HWD"):
        [found] = findings(run(app, name, {**FRIEND, "on": day}))
        assert found["verdict"] == verdict


def test_each_line_has_a_day_of_its_own(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    _second_version(app, tmp_path)
    days = ("2021-02-28", SECOND, "2020-01-01")
    found = findings(run(app, "hwd", *({**FRIEND, "on": day} for day in days)))
    assert [one["verdict"] for one in found] == ["not_covered", "breach", "not_covered"]


def test_a_file_says_nothing_of_the_days_before_it(app: Flask, sqlite: Database, tmp_path: Path) -> None:
    _second_version(app, tmp_path)
    days = ("2021-02-28", SECOND, None)
    found = findings(run(app, tmp_path / "hwd.yaml", *({**FRIEND, "on": day} for day in days)))
    assert [(one["verdict"], one["ask"]) for one in found] == [
        ("unclear", ["on"]),
        ("breach", []),
        ("breach", []),
    ]
    assert "holds from 1 March 2021 only" in found[0]["because"]


def test_judging_writes_nothing(app: Flask, database: Database) -> None:
    before = verify()
    findings(run(app, "fts", HOURS, TOLD))
    assert verify() == before
