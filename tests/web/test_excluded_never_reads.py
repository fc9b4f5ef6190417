"""Whatever is done to a case and a person, in any order: who is excluded finds nothing in that second."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.domain.machine import Refused
from incidents.domain.words import Role
from incidents.services import case_access, casework, membership, my_calendar, same_person, taking
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from tests import cast, databases, steps
from tests.cast import NOW, Visitor, browse
from tests.services.test_progress import EVERY_ROLE

_COUNT = itertools.count(1)
PLACES = (
    "",
    "/trail",
    "/evidence",
    "/who-sees-it",
    "/deadlines",
    "/let-in",
    "/do/hand_over",
    "/terms",
    "/part",
)
LISTS = ("/cases", "/today", "/trails", "/account/reading", "/overview", "/cases?words=photograph")


def _key() -> str:
    return secrets.token_hex(8)


# What can be done, by Ada on the case or by Ines to the record of Eve. True: Eve is excluded from then on.
Act = Callable[[Member, Member, Member, str], bool]


def _let_in(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    raw = {"person": eve.person_id, "because": "She is needed"}
    case_access.let_in(ada, reference, None, _key(), raw, NOW)
    return False


def _take_off(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    raw = {"person": eve.person_id, "because": "She need not"}
    case_access.shut_out(ada, reference, None, _key(), raw, NOW)
    return False


def _hand_over(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    steps.go(ada, reference, "hand_over", colleague=eve.person_id)
    return False


def _to_do(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    raw = {"task": "Ring", "due_on": "2026-12-01", "person": eve.person_id}
    casework.add_to_do(ada, reference, None, _key(), raw, NOW)
    return False


def _restrict(ada: Member, _: Member, __: Member, reference: str) -> bool:
    case_access.restrict(ada, reference, _key(), {"because": "Many know her"}, NOW)
    return False


def _open_up(ada: Member, _: Member, __: Member, reference: str) -> bool:
    case_access.open_up(cast.charity(), ada, reference, _key(), {"because": "It is known"}, NOW)
    return False


def _name(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    raw = {"known": eve.person_id, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, _key(), raw, NOW)
    return True


def _keep_out(ada: Member, eve: Member, _: Member, reference: str) -> bool:
    raw = {"person": eve.person_id, "why": "close", "because": "Her sister"}
    case_access.keep_out(cast.charity(), ada, reference, _key(), raw, NOW)
    return True


def _step_back(_: Member, eve: Member, __: Member, reference: str) -> bool:
    casework.declare_conflict(cast.charity(), eve, reference, _key(), {"because": "My sister"}, NOW)
    return True


def _had_a_part(_: Member, eve: Member, __: Member, reference: str) -> bool:
    taking.answer(cast.charity(), eve, reference, _key(), {"part": "yes"}, NOW)
    return True


def _turns_out_to_be_her(ada: Member, eve: Member, ines: Member, reference: str) -> bool:
    twin = membership.add("fts", membership.NewPerson(f"E. {next(_COUNT)}"), None, cast._TOOL, NOW)
    raw = {"known": twin, "involvement": "about", "under_18": "no"}
    casework.add_person(cast.charity(), ada, reference, _key(), raw, NOW)
    same = {"person": eve.person_id, "because": "The same address"}
    same_person.join(cast.charity(), ines, twin, same, NOW)
    return True


ACTS: tuple[Act, ...] = (
    _let_in, _take_off, _hand_over, _to_do, _restrict, _open_up,
    _name, _keep_out, _step_back, _had_a_part, _turns_out_to_be_her,
)  # fmt: skip


@pytest.fixture
def company(app: Flask, sqlite: databases.Database) -> tuple[Member, Member, Member, Visitor, str]:
    """Ada who leads; Eve with every role, an open sign-in and a calendar; Ines who keeps the records."""
    ada = cast.join("fts", "Ada Okoro", EVERY_ROLE)
    eve = cast.join("fts", "Eve Lund", EVERY_ROLE)
    ines = cast.join("fts", "Ines Carvalho", [Role.ADMIN])
    token = my_calendar.make(eve, "her calendar", {"only_me": "yes"}, NOW)
    with time_machine.travel(NOW, tick=False):
        return ada, eve, ines, browse(app, "fts", eve), token


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=3, max_size=6))
def test_who_is_excluded_never_reads(
    company: tuple[Member, Member, Member, Visitor, str], acts: list[Act]
) -> None:
    ada, eve, ines, visitor, token = company
    with time_machine.travel(NOW, tick=False):
        reference = steps.opened(ada)
        excluded = False
        for act in acts:
            # What cannot be done just now (she is in already, or the case is gone for her) changes nothing.
            try:
                excluded |= act(ada, eve, ines, reference)
            except (Invalid, NotFound, Refused, KeyError):
                continue
            if excluded:
                finds_nothing(visitor, token, reference)


def test_each_way_of_excluding_works_by_itself(
    company: tuple[Member, Member, Member, Visitor, str],
) -> None:
    ada, eve, ines, visitor, token = company
    with time_machine.travel(NOW, tick=False):
        for act in ACTS[6:]:
            reference = steps.opened(ada)
            _to_do(ada, eve, ines, reference)
            assert reference in visitor.get("/cases")
            assert act(ada, eve, ines, reference)
            finds_nothing(visitor, token, reference)


def finds_nothing(visitor: Visitor, token: str, reference: str) -> None:
    """No address shows the case to her, and no list or feed names it."""
    for place in PLACES:
        path = f"/fts/cases/{reference}{place}"
        answer = visitor.client.get(path)
        assert answer.status_code == 404, path
    for path in (*LISTS, f"/calendar/{token}.ics"):
        answer = visitor.client.get(f"/fts{path}")
        assert answer.status_code == 200, path
        assert reference not in answer.get_data(as_text=True), path
