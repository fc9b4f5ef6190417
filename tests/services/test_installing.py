"""Installing a version: who, why and from which day; old acts keep the version of their day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.policy import Policy
from incidents.domain.policy_reading import read as read_policy
from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services import installing, options
from incidents.services.faults import Invalid
from incidents.services.installing import Order, install
from incidents.services.reading import case_page
from incidents.services.verifying import verify
from incidents.store.db import read
from incidents.store.models import CaseFile, EventPayload, PolicyVersion
from tests import steps
from tests.cast import NOW, charity, join, report
from tests.databases import LONG_AGO, Database
from tests.domain.sixth_charity import document

TODAY = date(2026, 11, 21)


def changed(**words: object) -> Policy:
    """The policy of Families Together, with something otherwise."""
    return replace(charity().policy, **words)  # type: ignore[arg-type]


def last() -> PolicyVersion:
    """The newest version."""
    with read() as session:
        query = sa.select(PolicyVersion).where(PolicyVersion.organisation_id == "fts")
        return session.scalars(query.order_by(PolicyVersion.number.desc())).first()  # type: ignore[return-value]


def test_the_trail_tells_who_why_and_from_when(database: Database) -> None:
    admin = join("fts", "Ines Carvalho", [Role.ADMIN])
    day = TODAY + timedelta(days=9)
    done = install(changed(short_name="New"), NOW, Order(admin, "The trustees agreed it", day))
    assert (done.number, done.new, len(done.changes)) == (2, True, 2)
    assert last().in_force_from == day
    assert json.loads(last().document)["document"]["in_force_from"] == day.isoformat()
    with read() as session:
        bodies = [json.loads(body or "{}") for body in session.scalars(sa.select(EventPayload.body))]
    [told] = [body for body in bodies if body.get("version") == 2]
    assert told["by"] == "Ines Carvalho"
    assert told["because"] == "The trustees agreed it"
    assert told["holds_from"] == day.isoformat()
    assert verify().sound


def test_without_an_order_it_holds_from_the_day_it_is_installed(database: Database) -> None:
    install(changed(short_name="New"), NOW)
    assert last().in_force_from == TODAY


def test_the_same_text_twice_is_one_version(sqlite: Database) -> None:
    done = install(charity().policy, NOW)
    assert (done.number, done.new, done.changes) == (1, False, ())


def test_no_version_begins_before_the_one_it_follows(database: Database) -> None:
    install(changed(short_name="New"), NOW, Order(day=TODAY + timedelta(days=5)))
    for day in (TODAY, TODAY + timedelta(days=4)):
        with pytest.raises(Invalid, match="The newest version holds from 26 November 2026"):
            install(changed(short_name="Newer"), NOW, Order(day=day))
    assert last().number == 2
    install(changed(short_name="Newer"), NOW, Order(day=TODAY + timedelta(days=5)))
    assert last().number == 3


def test_the_prefix_of_references_never_changes(sqlite: Database) -> None:
    with pytest.raises(Invalid, match="stays FTS"):
        install(changed(code="XYZ"), NOW)


def test_a_first_version_has_always_held_whatever_its_paper_says(database: Database) -> None:
    policy = read_policy(document())
    assert policy.document.in_force_from == date(2026, 4, 1)
    install(policy, NOW)
    with read() as session:
        number, found = charities.in_force(session, "brightwater", date(2019, 1, 1))
    assert (number, found) == (1, policy)


def test_a_file_is_checked_and_nothing_is_installed(sqlite: Database) -> None:
    before = verify()
    installing.check_file(databases_file())
    assert verify() == before


def databases_file() -> "Path":  # noqa: UP037
    return HERE / "policies" / "fts.yaml"


def test_what_was_done_before_the_new_day_is_judged_by_the_old_version(database: Database) -> None:
    manager = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    clause = replace(charity().policy.clauses[0], id="FTS-NEW-1", section="New")
    policy = changed(clauses=(*charity().policy.clauses, clause))
    install(policy, NOW, Order(day=TODAY))
    before = report(occurred=(TODAY - timedelta(days=1)).isoformat())
    after = report(occurred=TODAY.isoformat())
    with read() as session:
        found = {case.reference: case for case in session.scalars(sa.select(CaseFile))}
        old, new = (options.policy_then(session, found[one]) for one in (before, after))
    assert clause.id not in [one.id for one in old.clauses]
    assert clause.id in [one.id for one in new.clauses]
