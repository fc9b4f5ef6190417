"""The report as JSON: of the documented shape, the same bytes each time, no names only looked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from incidents.exports.serious_incident import as_json
from tests.exports.json_shape import faults
from tests.exports.reports import EMPTY, FULL

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/serious-incident.json").read_text())


def test_a_full_and_an_empty_report_have_the_documented_shape() -> None:
    for report in (FULL, EMPTY):
        assert list(faults(json.loads(as_json(report)), SCHEMA, SCHEMA)) == []


def test_the_shape_is_not_so_loose_that_anything_fits() -> None:
    whole = json.loads(as_json(FULL))
    whole["facts"]["surprise"] = 1
    whole["facts"]["continuing"] = "yes"
    whole["rows"].pop()
    del whole["reference"]
    assert sorted(faults(whole, SCHEMA, SCHEMA)) == [
        "$.facts.continuing: 'yes' is not ['boolean', 'null']",
        "$.facts: surprise is not in the schema",
        "$.rows: 18 items",
        "$: reference is missing",
    ]


def test_every_key_the_schema_knows_of_is_written() -> None:
    whole = json.loads(as_json(FULL))
    assert set(whole) == set(SCHEMA["properties"])
    assert set(whole["facts"]) == set(SCHEMA["$defs"]["facts"]["properties"])


def test_the_same_report_gives_the_same_bytes_with_sorted_keys() -> None:
    assert as_json(FULL) == as_json(replace(FULL))
    whole = json.loads(as_json(FULL))
    assert list(whole) == sorted(whole)
    assert list(whole["facts"]) == sorted(whole["facts"])


def test_dates_are_those_of_london_and_instants_are_utc() -> None:
    whole = json.loads(as_json(FULL))
    assert whole["made_at"] == "2026-06-30T23:30:00+00:00"
    assert whole["made_on"] == "2026-07-01"
    assert whole["facts"]["happened"] == {"first": "2026-06-24", "last": "2026-06-26", "precision": "day"}


def test_unknown_is_null_and_none_is_an_empty_list() -> None:
    assert json.loads(as_json(EMPTY))["facts"]["other_charities"] is None
    assert json.loads(as_json(replace(EMPTY, other_charities=())))["facts"]["other_charities"] == []


def test_what_is_missing_is_listed_at_the_top() -> None:
    assert json.loads(as_json(EMPTY))["missing"] == list(range(1, 20))
    assert json.loads(as_json(FULL))["missing"] == []


def test_names_that_are_only_looked_for_do_not_leave_the_house() -> None:
    written = as_json(replace(FULL, people=("Nerys Pell",), what_happened="A volunteer did it."))
    assert b"Nerys" not in written
    assert json.loads(written)["may_name_people"] == []


def test_welsh_letters_are_written_as_such() -> None:
    assert "Gwenllian Ŵyn" in as_json(FULL).decode()
