"""Who is granted what: a table by role, and deny by default."""

from __future__ import annotations

import pytest

from incidents.domain.permissions import GRANTS, permits
from incidents.domain.words import Permission, Role
from tests.domain.matrix import Someone

OWN = "report see_own_reports read_policy see_who_does_what"
# role -> what it may do, written out by hand from the design (section 6)
MAY = {
    Role.REPORTER: f"{OWN} check_pages",
    Role.MANAGER: f"{OWN} read_case triage start handle staff_conduct volunteer_conduct ask_trustees "
    "draft_report close let_in see_reporter see_young see_others read_trail export "
    "see_readers check_pages keep_registers see_duties set_aside "
    "see_overview see_settings keep_charity write_letter",
    Role.HR: f"{OWN} read_case handle staff_conduct volunteer_conduct ask_trustees let_in "
    "see_others see_readers check_pages write_letter",
    Role.SAFEGUARDING_LEAD: f"{OWN} read_case start handle ask_trustees draft_report let_in "
    "see_reporter see_young see_others check_pages",
    Role.TRUSTEE: f"{OWN} read_case triage start handle volunteer_conduct board_conduct ask_trustees decide "
    "draft_report approve_report close let_in see_reporter see_young see_others read_trail export "
    "see_readers check_pages keep_registers "
    "see_duties set_aside see_overview see_settings write_letter sign_off_year",
    Role.CHAIR: f"{OWN} read_case triage start handle staff_conduct volunteer_conduct board_conduct "
    "ask_trustees decide decide_alone draft_report approve_report close let_in see_reporter see_young "
    "see_others read_trail export see_readers "
    "check_pages keep_registers see_duties set_aside see_overview see_settings keep_charity "
    "set_board_rules write_letter sign_off_year",
    Role.AUDITOR: f"{OWN} read_trail see_duties",
    Role.ADMIN: f"{OWN} manage_people edit_policy see_readers check_pages keep_registers see_duties "
    "see_settings keep_charity keep_holidays",
    Role.OPERATOR: "",
    Role.HELPER: f"{OWN} read_case handle staff_conduct volunteer_conduct board_conduct",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_design_says_and_nothing_else(role: Role) -> None:
    someone = Someone(frozenset({role}))
    assert {one.value for one in Permission if permits(someone, one)} == set(MAY[role].split())


def test_every_permission_has_its_row() -> None:
    assert set(GRANTS) == set(Permission)


def test_someone_without_a_role_may_do_nothing() -> None:
    assert not any(permits(Someone(frozenset()), one) for one in Permission)


def test_roles_add_up() -> None:
    both = Someone(frozenset({Role.HR, Role.ADMIN}))
    assert permits(both, Permission.STAFF_CONDUCT)
    assert permits(both, Permission.MANAGE_PEOPLE)


def test_what_has_no_row_is_granted_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(GRANTS, Permission.EXPORT)
    assert not permits(Someone(frozenset(Role)), Permission.EXPORT)
