"""The source keeps every rule; each rule catches what was planted for it, and leaves alone what is near."""

from __future__ import annotations

import ast

import pytest

from tests.rules import house, pages, planted, sql, trust
from tests.rules.source import HOUSE, ROOMS, TEMPLATES, WHOLE, Rule, name_of, tree_of

RULES = (*house.RULES, *sql.RULES, *trust.RULES, *pages.RULES)
EXCEPTIONS = {**sql.OWN_NAMES, **trust.PROGRAMS, **trust.DOORS, **trust.LASTING, **house.LONG_FILES}


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    broken = [f"{name_of(path)}: {fault}" for path in WHOLE for fault in rule(name_of(path), tree_of(path))]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("rule", "where", "code"), planted.CAUGHT)
def test_each_rule_catches_what_was_planted(rule: Rule, where: str, code: str) -> None:
    assert list(rule(where, ast.parse(code)))


@pytest.mark.parametrize(("rule", "where", "code"), planted.LEFT_ALONE)
def test_each_rule_leaves_alone_what_is_near(rule: Rule, where: str, code: str) -> None:
    assert not list(rule(where, ast.parse(code)))


def test_every_rule_has_both() -> None:
    for table in (planted.CAUGHT, planted.LEFT_ALONE):
        assert {row[0] for row in table} == set(RULES)


def test_no_template_holds_what_is_forbidden() -> None:
    broken = [
        f"{name_of(path)}: {fault}"
        for path in TEMPLATES
        for fault in pages.faults_of_template(path.read_text(encoding="utf-8"))
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("text", "fault"), planted.TEMPLATES)
def test_each_rule_of_templates_catches_its_fault_and_no_other(text: str, fault: str) -> None:
    assert pages.faults_of_template(text) == ([fault] if fault else [])


def test_every_rule_of_templates_has_its_fault() -> None:
    assert {fault for _, fault in planted.TEMPLATES if fault} == set(pages.IN_TEMPLATES)


def test_every_exception_is_still_there_and_has_its_reason() -> None:
    gone = [name for name, why in EXCEPTIONS.items() if not (HOUSE / name).is_file() or not why]
    assert gone == []


def test_the_rules_read_the_whole_program() -> None:
    assert len(ROOMS) > 200
    assert len(TEMPLATES) > 50
