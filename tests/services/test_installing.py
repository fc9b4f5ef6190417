"""Installing a version: who, why and from which day; old acts keep the version of their day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from config import HERE
from incidents.domain.policy import Policy
from incidents.domain.policy_reading import read as read_policy
from incidents.domain.policy_words import Category, Force, Kind, Route
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
from tests.databases import Database
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
    installing.check_file(HERE / "policies" / "fts.yaml")
    assert verify() == before


@pytest.mark.parametrize(("days", "number"), [(-1, 1), (0, 2), (1, 2)])
def test_an_act_is_cited_under_the_version_that_held_on_its_day(
    database: Database, days: int, number: int
) -> None:
    mary = join("fts", "Mary Marsh", [Role.MANAGER], ["business_manager"])
    new = replace(charity().policy.clauses[0], id="FTS-NEW-1", kind=Kind.DUTY, route=Route.NONE_STATED)
    new = replace(new, force=Force.MUST, category=Category.GOVERNANCE, also=(), rule="A rule that is new.")
    install(changed(clauses=(*charity().policy.clauses, new)), NOW, Order(day=TODAY))
    later = NOW + timedelta(days=2)
    reference = report(now=later, occurred_from=TODAY + timedelta(days=days), precision="day")
    steps.go(mary, reference, "look", now=later, danger="no", lead=mary.person_id)
    offered = steps.form(mary, reference, "open", now=later).choices["clauses"]
    assert ("FTS-NEW-1" in offered) is (number == 2)
    with read() as session:
        case = session.scalars(sa.select(CaseFile).where(CaseFile.reference == reference)).one()
        judged = options.policy_then(session, case)
    assert (len(judged.clauses) - len(charity().policy.clauses)) == (0 if number == 2 else -1)
    steps.go(
        mary, reference, "open", now=later, tracks=[], clauses=["FTS-TS-05"], kind="breach", tasks="See to it"
    )
    install(changed(short_name="New"), later, Order(day=later.date()))
    (cited,) = case_page(mary, reference, later).cited
    assert (cited.clause_id, cited.policy_number) == ("FTS-TS-05", number), "also after the next version"
