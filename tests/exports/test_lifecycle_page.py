"""The page about the machines says what the tables say: each state, step and rule once, where it belongs."""

from __future__ import annotations

import re
from dataclasses import replace

from incidents.domain.fields import Field
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Machine, State
from incidents.domain.words import Permission
from incidents.exports.lifecycle_page import markdown
from incidents.exports.lifecycle_text import text
from tests.exports.machines import LOOPS, STRAIGHT, step

PAGE = markdown([STRAIGHT, LOOPS])


def test_every_machine_has_a_part_with_a_drawing() -> None:
    for machine in (STRAIGHT, LOOPS):
        assert f"## {machine.label}" in PAGE
        assert f"](#{machine.name})" in PAGE
        assert f'<a id="{machine.name}"></a>' in PAGE
    assert PAGE.count("```mermaid") == 2


def test_a_step_is_a_row_with_everything_about_it() -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith("| First | On |"))
    assert [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] == [
        "First",
        "On",
        "Second place of all",
        "A second person \\| has looked. *(may be set aside)*",
        "Why<br>More *(may be left empty)*",
    ]


def test_who_may_is_said_once_where_it_is_the_same_for_all_steps_and_in_each_row_where_not() -> None:
    everyone = "Manager, Staff procedures, Safeguarding lead, Board member, Chair, Outside helper"
    assert f"Who may take these steps: {everyone}." in PAGE
    mixed = Machine(
        "mixed",
        "Mixed",
        [State("a", "A"), State("b", "B", final=True)],
        [step("go", "a", "b"), replace(step("vote", "a", "b"), permission=Permission.DECIDE)],
    )
    page = markdown([mixed])
    assert "Who may take these steps" not in page
    assert f"| A | Go | B | {everyone} |" in page
    assert "| A | Vote | B | Board member, Chair |" in page


def test_an_answer_needed_only_after_another_says_after_which() -> None:
    assert "Why not *(when “Were they told” is “No, because”)*" in PAGE


def test_an_answer_needed_after_one_of_an_earlier_step_is_only_named() -> None:
    later = Field("reason", "The reason", when=("asked_before", ("yes",)))
    machine = Machine(
        "two",
        "Two",
        [State("a", "A"), State("b", "B", final=True)],
        [step("go", "a", "b", requires=(later,))],
    )
    assert "| A | Go | B |  | The reason |" in markdown([machine])


def test_a_step_out_of_every_place_is_said_to_be_open_anywhere() -> None:
    machine = Machine("two", "Two", [State("a", "A"), State("b", "B", final=True)], [step("go", "a b", "b")])
    assert "| Anywhere | Go | B |  |  |" in markdown([machine])


def test_a_step_that_stays_says_so() -> None:
    assert "| Second place of all | Write a note | stays |" in PAGE


def test_a_step_that_leaves_a_task_says_which() -> None:
    assert "| Start, Middle | Aside | Side<br>Leaves a task: Tell the board |" in PAGE


def test_a_rule_of_every_step_of_all_machines_is_said_once() -> None:
    alone = markdown([STRAIGHT])
    assert "## Why any step may be refused\n\n- It is not older than a week.\n" in alone
    assert alone.count("It is not older than a week.") == 1


def test_a_rule_of_every_step_of_one_machine_is_said_once_in_its_part() -> None:
    part = PAGE[PAGE.index("## One after the other") : PAGE.index("## Round & <round>")]
    assert "Any step here may also be refused:\n\n- It is not older than a week.\n" in part
    assert part.count("It is not older than a week.") == 1
    assert "Why any step may be refused" not in PAGE


def test_steps_of_everywhere_stand_once_at_the_end() -> None:
    assert PAGE.count("Put on hold") == 1
    assert "| Take back | where it was before |" in PAGE
    assert PAGE.index("Take back") > PAGE.index("Steps that are always there")


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for page in (PAGE, markdown(MACHINES.values())):
        width = 0
        for line in page.splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not cells or not width or cells == width, line
            width = cells


def test_the_page_is_the_same_each_time() -> None:
    assert markdown([STRAIGHT, LOOPS]) == PAGE


def test_the_text_for_a_terminal_names_each_place_and_where_its_buttons_lead() -> None:
    listed = text([STRAIGHT])
    assert listed.splitlines() == [
        "One after the other (straight)",
        "  First (start)",
        "    On -> Second place of all",
        "  Second place of all",
        "    End -> Last",
        "    Write a note -> stays here",
        "  Last (ended)",
        "  Always there: Put on hold, Take back",
    ]
