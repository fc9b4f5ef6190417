"""Every (machine, state, action, role) cell stands in a reviewed file, and the machines keep to it."""

from __future__ import annotations

import pytest

from incidents.domain.lifecycle import MACHINES
from tests.domain import matrix


@pytest.mark.parametrize("name", MACHINES)
def test_each_cell_is_as_the_reviewed_file_says(name: str) -> None:
    said = matrix.expected(name)
    wrong = []
    for state, action, role, may in matrix.cells(MACHINES[name]):
        if (state, action) not in said:
            wrong.append(f"{state} {action}: no line in {name}.txt")
        elif may != (role.value in said[state, action]):
            wrong.append(
                f"{state} {action} {role.value}: {'may' if may else 'may not'}, the file says otherwise"
            )
    assert wrong == []


@pytest.mark.parametrize("name", MACHINES)
def test_the_file_speaks_of_no_other_cell(name: str) -> None:
    cells = {(state, action) for state, action, _, _ in matrix.cells(MACHINES[name])}
    assert set(matrix.expected(name)) - cells == set()


def test_each_machine_has_its_file_and_no_other() -> None:
    assert {path.stem for path in matrix.FOLDER.glob("*.txt")} == set(MACHINES)


def test_roles_are_spelled_right_in_the_files() -> None:
    roles = {role.value for role in matrix.Role}
    for name in MACHINES:
        for who in matrix.expected(name).values():
            assert who <= roles
