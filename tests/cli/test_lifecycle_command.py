"""`lifecycle` prints what the program runs on, in five forms, and says which machines there are."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask

from incidents.cli import lifecycle
from incidents.domain.lifecycle import MACHINES
from incidents.exports.drawing import mermaid
from incidents.exports.lifecycle_page import markdown

NAMES = [
    *("case", "containment", "response", "support", "discipline", "volunteer_exit", "board_conduct"),
    *("trustee_review", "external_report"),
]


def run(*words: str) -> Result:
    """`lifecycle` in a program that has no other command."""
    app = Flask("lifecycle_only")
    lifecycle.register(app)
    return app.test_cli_runner().invoke(args=["lifecycle", *words])


def test_json_has_every_machine_with_exactly_the_promised_keys() -> None:
    whole = json.loads(run("--json").stdout)
    assert set(whole) == {"machines"}
    assert list(whole["machines"]) == NAMES
    for machine in whole["machines"].values():
        assert set(machine) == {"initial", "label", "states", "transitions", "everywhere"}
        states = {state["name"] for state in machine["states"]}
        assert machine["initial"] in states
        for state in machine["states"]:
            assert set(state) == {"name", "label", "final"}
            assert isinstance(state["final"], bool)
        for step in machine["transitions"]:
            assert set(step) == {"action", "label", "from", "to", "permission", "guards", "requires"}
            assert isinstance(step["from"], list)
            assert set(step["from"]) <= states
            assert all(isinstance(sentence, str) for sentence in [*step["guards"], *step["requires"]])


def test_json_of_one_machine_has_that_one_only() -> None:
    assert list(json.loads(run("--json", "--machine", "support").stdout)["machines"]) == ["support"]


def test_mermaid_prints_each_machine_under_its_name() -> None:
    printed = run("--mermaid").stdout
    assert [line for line in printed.splitlines() if line.startswith("%% ")] == [
        f"%% {MACHINES[name].label} ({name})" for name in NAMES
    ]
    assert run("--mermaid", "--machine", "case").stdout.endswith(mermaid(MACHINES["case"]))


@pytest.mark.parametrize(("words", "count"), [((), 9), (("--machine", "case"), 1)])
def test_svg_is_one_document_with_the_machines_asked_for(words: tuple[str, ...], count: int) -> None:
    root = ElementTree.fromstring(run("--svg", *words).stdout)  # noqa: S314  (our own drawing)
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == count


def test_markdown_is_the_page() -> None:
    assert run("--markdown").stdout == markdown(MACHINES.values())


def test_without_a_form_it_lists_them_for_people() -> None:
    printed = run().stdout
    for name in NAMES:
        assert f"{MACHINES[name].label} ({name})" in printed
    assert " -> " in printed
    assert run("--machine", "case").stdout.splitlines()[0] == f"{MACHINES['case'].label} (case)"


@pytest.mark.parametrize("form", ["--json", "--mermaid", "--svg", "--markdown"])
def test_an_unknown_machine_is_one_line_that_names_the_known_ones(form: str) -> None:
    result = run(form, "--machine", "washing")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"There is no machine called washing. There are: {', '.join(NAMES)}.\n"
