"""The demonstration: it loads once, shows all there is to show, and leaves a sound trail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.lifecycle import MACHINES
from incidents.domain.words import Outcome
from incidents.services import demonstration, signing_in, verifying
from incidents.services.demonstration.people import CAST, PASSWORD
from incidents.store.db import read
from incidents.store.models import Account, CaseFile, EventPayload, Track
from tests import databases
from tests.services import demonstrated
from tests.services.demonstrated import NOW, TOOL, headers

# Cases by charity and state, when all stories are told.
COUNTS = {
    "fts": {"reported": 1, "triage": 1, "open": 6, "closed": 7},
    "hsbbh": {"open": 2, "closed": 6},
    "cgt": {"open": 1, "closed": 6},
    "hss": {"reported": 1, "triage": 1, "open": 2, "closed": 3},
    "hwd": {"reported": 1, "open": 2, "closed": 5},
}

# (machine, state) that no story reaches, each with its reason.
NOT_REACHED: dict[tuple[str, str], str] = {}


@pytest.fixture(params=databases.KINDS)
def loaded(request: pytest.FixtureRequest) -> databases.Database:
    """A database with the demonstration in it; the tests that share it only look."""
    return demonstrated.loaded(request.param)


def moved_to() -> set[tuple[str, str]]:
    return {(move["machine"], move["to"]) for header in headers() for move in header["moves"]}


def test_it_loads_once_and_a_second_time_does_nothing(loaded: databases.Database) -> None:
    before = len(headers())
    assert demonstration.load(TOOL, NOW) is False
    assert demonstration.load(TOOL, NOW + timedelta(days=40)) is False
    assert len(headers()) == before


def test_the_cases_are_spread_over_the_five_charities_and_over_the_year(loaded: databases.Database) -> None:
    with read() as session:
        rows = session.execute(
            sa.select(CaseFile.organisation_id, CaseFile.state, CaseFile.reported_at)
        ).all()
    counted = {slug: Counter(state for charity, state, _ in rows if charity == slug) for slug in CAST}
    assert counted == COUNTS
    assert len(rows) >= 25
    ages = [(NOW - at).days for _, _, at in rows]
    assert min(ages) == 0
    assert 300 < max(ages) <= 366
    assert {age // 61 for age in ages} >= set(range(6)), "there is no case in some two months of the year"


def test_every_state_of_every_machine_is_reached_by_some_story(loaded: databases.Database) -> None:
    every = {(name, state) for name, machine in MACHINES.items() for state in machine.states}
    assert every - moved_to() == set(NOT_REACHED)


def test_some_matter_stands_in_each_final_state_today(loaded: databases.Database) -> None:
    finals = {
        (name, state.name)
        for name, machine in MACHINES.items()
        for state in machine.states.values()
        if state.final
    }
    with read() as session:
        stand = {
            (machine, state) for machine, state in session.execute(sa.select(Track.machine, Track.state))
        }
        stand |= {("case", state) for state in session.scalars(sa.select(CaseFile.state))}
    assert finals - stand == set(NOT_REACHED)


def test_cases_end_in_every_way_a_case_can_end(loaded: databases.Database) -> None:
    with read() as session:
        assert set(session.scalars(sa.select(CaseFile.outcome))) - {None} == set(Outcome)


def test_the_trail_is_sound_afterwards(loaded: databases.Database) -> None:
    verdict = verifying.verify()
    assert verdict.sound, verdict.fault
    assert verdict.entries > 500


# What the demonstration must show, each with how often at least it is counted.
SHOWN: list[tuple[str, Callable[[list[dict[str, object]]], int], int]] = [
    ("steps taken back", lambda found: sum(str(one["action"]).endswith(".take_back") for one in found), 1),
    (
        "matters and cases handed over",
        lambda found: sum(str(one["action"]).endswith(".hand_over") for one in found),
        8,
    ),
    ("holds", lambda found: sum(str(one["action"]).endswith(".hold") for one in found), 3),
    ("cases opened again", lambda found: sum(one["action"] == "case.reopen" for one in found), 2),
    ("cases joined to another", lambda found: sum(one["action"] == "case.merge" for one in found), 1),
    ("people who stepped back", lambda found: sum(one["action"] == "conflict_declared" for one in found), 1),
    (
        "decisions not to report",
        lambda found: sum(one["action"] == "external_report.do_not_report" for one in found),
        2,
    ),
    (
        "reports to a regulator",
        lambda found: sum(one["action"] == "external_report.send" for one in found),
        5,
    ),
    (
        "rules looked up",
        lambda found: sum(one["action"] == "case.judge" for one in found),
        30,
    ),
    (
        "decisions against what will follow",
        lambda found: sum(one["action"] == "case.set_aside" for one in found),
        1,
    ),
    ("roles that ended", lambda found: sum(one["action"] == "role_ended" for one in found), 5),
]


@pytest.mark.parametrize(("what", "count", "least"), SHOWN, ids=[what for what, _, _ in SHOWN])
def test_the_stories_show(
    loaded: databases.Database, what: str, count: Callable[[list[dict[str, object]]], int], least: int
) -> None:
    assert count(headers()) >= least, what


def test_should_guards_were_lifted_with_a_reason(loaded: databases.Database) -> None:
    with read() as session:
        bodies = [json.loads(body) for body in session.scalars(sa.select(EventPayload.body)) if body]
    lifted = Counter(guard for body in bodies for guard in body.get("data", {}).get("lifting", {}))
    assert set(lifted) >= {"stated", "decider_apart", "appeal_apart", "not_own_draft"}


def test_something_is_overdue_and_something_is_on_hold_today(loaded: databases.Database) -> None:
    with read() as session:
        due = session.scalars(
            sa.select(CaseFile.reference).where(CaseFile.due_on < NOW.date(), CaseFile.state != "closed")
        ).all()
        held = [one for one in session.scalars(sa.select(CaseFile.hold)) if one]
        held += [one for one in session.scalars(sa.select(Track.hold)) if one]
    assert len(due) >= 2
    assert len(held) >= 3


def test_each_sign_in_that_is_printed_works(loaded: databases.Database) -> None:
    lines = demonstration.sign_ins()
    assert PASSWORD in lines[0]
    addresses = [line.split()[-1] for line in lines[1:]]
    assert all(address.endswith(".example.org") for address in addresses)
    stored = set()
    with read() as session:
        for address in addresses:
            stored.add(
                session.scalars(sa.select(Account.password_hash).where(Account.email == address)).one()
            )
    assert len(stored) == 1, "one hash is made, not one for each"
    assert signing_in.sign_in(addresses[0], PASSWORD, signing_in.From("a test"), TOOL, NOW) is not None
    assert signing_in.sign_in(addresses[0], "not " + PASSWORD, signing_in.From("a test"), TOOL, NOW) is None
