"""Lists of cases: what stands where today, paging while cases change, the filters, and what they cost."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services import casework
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.services.listing import (
    NOBODY,
    PARTS,
    SHORT,
    Filters,
    Today,
    page_of_cases,
    today,
    who_may_lead,
)
from incidents.services.reading import case_page
from incidents.store import db
from incidents.store.queries import cases
from tests import cast, steps
from tests.cast import NOW
from tests.databases import Database

TOMORROW = NOW + timedelta(days=1)


def manager(name: str = "Ada Okoro") -> Member:
    """A manager; Ada receives the reports."""
    return cast.join("fts", name, [Role.MANAGER], ["business_manager"] if name == "Ada Okoro" else [])


def many(number: int) -> list[str]:
    """The references of that many new cases, a minute apart, oldest first."""
    return [cast.report(now=NOW + timedelta(minutes=each)) for each in range(number)]


def references(actor: Member, **asked: object) -> list[str]:
    """The first page of the actor's list."""
    page = page_of_cases(actor, Filters(**asked), TOMORROW)  # type: ignore[arg-type]
    return [row.reference for row in page.rows]


def to_do(actor: Member, reference: str, on: str | None = None, **raw: object) -> None:
    """Add something to do."""
    casework.add_to_do(actor, reference, on, secrets.token_hex(8), {"task": "Something", **raw}, NOW)


def in_parts(found: Today, reference: str) -> set[str]:
    """The parts of today in which a case stands."""
    return {name for name, _ in PARTS if reference in [row.reference for row in getattr(found, name).rows]}


def _new(ada: Member, ben: Member) -> str:
    return cast.report()


def _looked_at(ada: Member, ben: Member) -> str:
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", lead=ben.person_id)
    return reference


def _opened_by_ben(ada: Member, ben: Member) -> str:
    return steps.opened(ben)


def _opened_by_ada(ada: Member, ben: Member) -> str:
    return steps.opened(ada)


def _held(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    steps.go(ben, reference, "hold")
    return reference


def _held_matter(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    steps.go(ben, reference, "hold", steps.start(ben, reference, "containment"))
    return reference


def _held_and_lifted(ada: Member, ben: Member) -> str:
    reference = _held_matter(ada, ben)
    steps.go(ben, reference, "lift_hold", case_page(ben, reference, NOW).matters[0].track.id)
    return reference


def _held_procedure(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    steps.name(ben, reference, "A carer", "staff")
    steps.go(ben, reference, "hold", steps.start(ben, reference, "discipline"))
    return reference


def _adas_task(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    to_do(ben, reference, person=ada.person_id)
    return reference


def _adas_task_done(ada: Member, ben: Member) -> str:
    reference = _adas_task(ada, ben)
    task = next(one for one in case_page(ada, reference, NOW).tasks if one.assigned)
    casework.finish_to_do(ada, reference, task.id, secrets.token_hex(8), {}, NOW)
    return reference


def _handed_to_ada(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    track = steps.start(ben, reference, "containment")
    steps.go(ben, reference, "hand_over", track, colleague=ada.person_id)
    return reference


def _late(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    to_do(ben, reference, due_on="2026-11-20")
    return reference


def _due_today(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    to_do(ben, reference, due_on="2026-11-21")
    return reference


def _late_in_procedure(ada: Member, ben: Member) -> str:
    reference = steps.opened(ben)
    steps.name(ben, reference, "A carer", "staff")
    to_do(ben, reference, steps.start(ben, reference, "discipline"), due_on="2026-11-20")
    return reference


def _closed(ada: Member, ben: Member) -> str:
    reference = cast.report()
    steps.go(ada, reference, "look", danger="no", lead=ada.person_id)
    to_do(ada, reference, due_on="2026-11-20", person=ada.person_id)
    task = case_page(ada, reference, NOW).tasks[0]
    casework.finish_to_do(ada, reference, task.id, secrets.token_hex(8), {}, NOW)
    steps.go(ada, reference, "close", outcome="advice")
    return reference


STANDS: tuple[tuple[str, Callable[[Member, Member], str], set[str]], ...] = (
    ("a new report is new", _new, {"new"}),
    ("a report looked at waits for the first decisions", _looked_at, {"waiting"}),
    ("a case that a colleague leads stands nowhere", _opened_by_ben, set()),
    ("a case of mine is mine", _opened_by_ada, {"mine"}),
    ("a case on hold waits", _held, {"waiting"}),
    ("a case with a matter on hold waits", _held_matter, {"waiting"}),
    ("a hold that was lifted waits no more", _held_and_lifted, set()),
    ("a hold that I may not know of does not show", _held_procedure, set()),
    ("a case in which I have something to do is mine", _adas_task, {"mine"}),
    ("what I have done is mine no more", _adas_task_done, set()),
    ("a matter handed to me is mine", _handed_to_ada, {"mine"}),
    ("what was due yesterday is overdue", _late, {"overdue"}),
    ("what is due today is not overdue", _due_today, set()),
    ("what is late in a matter that I may not know of does not show", _late_in_procedure, set()),
    ("a closed case stands nowhere, though I led it", _closed, set()),
)


@pytest.mark.parametrize(("sentence", "make", "parts"), STANDS, ids=[row[0] for row in STANDS])
def test_where_a_case_stands_today(
    sqlite: Database, sentence: str, make: Callable[[Member, Member], str], parts: set[str]
) -> None:
    ada, ben = manager(), manager("Ben Holt")
    reference = make(ada, ben)
    assert in_parts(today(ada, NOW), reference) == parts
    for name, filters in PARTS:
        page = page_of_cases(ada, filters, NOW)
        assert (reference in [row.reference for row in page.rows]) == (name in parts), name


def test_today_is_the_london_day(sqlite: Database) -> None:
    ada = manager()
    assert today(ada, NOW).day == date(2026, 11, 21)
    summer_night = NOW.replace(month=7, hour=23, minute=30)
    assert today(ada, summer_night).day == date(2026, 7, 22)


def test_a_part_of_today_is_short_and_says_when_there_is_more(sqlite: Database) -> None:
    ada = manager()
    made = many(SHORT)
    found = today(ada, TOMORROW)
    assert ([row.reference for row in found.new.rows], found.new.more) == (made[::-1], False)
    newest = cast.report(now=TOMORROW)
    found = today(ada, TOMORROW)
    assert ([row.reference for row in found.new.rows], found.new.more) == ([newest, *made[:0:-1]], True)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.AUDITOR, Role.ADMIN])
def test_who_reads_no_cases_has_no_lists(sqlite: Database, role: Role) -> None:
    someone = cast.join("fts", "Cy Moss", [role])
    for ask in (lambda: today(someone, NOW), lambda: page_of_cases(someone, Filters(), NOW)):
        with pytest.raises(NotFound):
            ask()


def test_a_search_is_an_entry_of_the_readers_own_and_a_look_at_the_list_is_none(sqlite: Database) -> None:
    ada = manager()
    cast.report()
    page_of_cases(ada, Filters(), NOW)
    page_of_cases(ada, Filters(kind="breach"), NOW)
    today(ada, NOW)
    assert steps.payloads("searched") == []
    page_of_cases(ada, Filters(words="photograph"), NOW)
    assert steps.payloads("searched") == [{"by": "Ada Okoro", "words": "photograph"}]


WORDS = (
    ("any case", "PHOTOGRAPH", True),
    ("a part of a word", "togra", True),
    ("all words must be there, in any order", "online photograph", True),
    ("one word that is not there", "online gorilla", False),
    ("a percent sign means itself", "100%", True),
    ("a percent sign is no wild card", "o%e", False),
    ("an underline means itself", "a_b", True),
    ("an underline is no wild card", "onl_ne", False),
    ("a backslash means itself", "c\\d", True),
    ("what is only in a note is not looked through", "secret", False),
)


@pytest.mark.parametrize(("sentence", "words", "found"), WORDS, ids=[row[0] for row in WORDS])
def test_words(database: Database, sentence: str, words: str, found: bool) -> None:
    ada = manager()
    reference = cast.report(story="A photograph of a family, 100% visible, went online: a_b and c\\d.")
    raw = {"body": "secret", "happened_on": "2026-11-21"}
    casework.note(ada, reference, None, secrets.token_hex(8), raw, NOW)
    assert references(ada, words=words) == ([reference] if found else [])


def test_each_filter_keeps_what_fits(sqlite: Database) -> None:
    ada, ben = manager(), manager("Ben Holt")
    first = cast.report(place="Facebook")
    steps.go(ada, first, "look", danger="no", lead=ben.person_id)
    more = {
        "kind": "complaint",
        "severity": "serious",
        "clauses": ["FTS-TS-05"],
        "tracks": [],
        "tasks": "One",
    }
    steps.go(ada, first, "open", **more)
    other = cast.report(place="Website")
    asked = {
        "stage": ("open", "closed"),
        "kind": ("complaint", "breach"),
        "severity": ("serious", "minor"),
        "platform": ("Facebook", "Instagram"),
        "lead": (ben.person_id, ada.person_id),
        "clause": ("FTS-TS-05", "FTS-TS-04"),
        "words": (first, "FTS-2333-H"),
    }
    for name, (fits, does_not) in asked.items():
        assert references(ada, **{name: fits}) == [first], name
        assert references(ada, **{name: does_not}) == [], name
    assert references(ada, **{name: fits for name, (fits, _) in asked.items()}) == [first]
    assert references(ada, lead=NOBODY) == [other]


def test_a_filter_by_stage_agrees_with_the_badge(sqlite: Database) -> None:
    ada = manager()
    made = {machine: steps.opened(ada) for machine in ("containment", "response", "")}
    for machine in ("containment", "response"):
        steps.start(ada, made[machine], machine)
    shown = {row.reference: row.stage.value for row in page_of_cases(ada, Filters(), TOMORROW).rows}
    assert [shown[reference] for reference in made.values()] == ["containment", "response", "open"]
    for stage, reference in zip(("containment", "response", "open"), made.values(), strict=True):
        assert references(ada, stage=stage) == [reference]


def test_who_may_lead_are_those_who_make_first_decisions(sqlite: Database) -> None:
    ada = manager()
    tom = cast.join("fts", "Tom Trustee", [Role.TRUSTEE])
    for role in (Role.HR, Role.REPORTER, Role.HELPER, Role.SAFEGUARDING_LEAD):
        cast.join("fts", f"Someone {role.value.replace('_', ' ')}", [role])
    assert who_may_lead("fts", NOW) == {ada.person_id: "Ada Okoro", tom.person_id: "Tom Trustee"}


def test_no_case_comes_twice_and_none_is_lost_while_cases_change(database: Database) -> None:
    """Between two pages, cases already seen, cases still to come and new ones change the order."""
    ada = manager()
    made = many(60)
    seen: list[str] = []
    moved: set[str] = set()
    key, at = None, (NOW + timedelta(hours=2, minutes=each) for each in itertools.count())
    for turn in itertools.count():
        page = page_of_cases(ada, Filters(), TOMORROW, key)
        seen += [row.reference for row in page.rows]
        key = page.older
        if key is None:
            break
        shown, coming = seen[3 + turn], next(one for one in made if one not in seen and one not in moved)
        cast.report(now=next(at))
        for reference in (shown, coming):
            moved.add(reference)
            raw = {"body": "Moves to the front", "happened_on": "2026-11-21"}
            casework.note(ada, reference, None, secrets.token_hex(8), raw, next(at))
    assert len(seen) == len(set(seen))
    assert set(made) - set(seen) <= moved
    assert moved <= set(references(ada))


def test_pages_hold_when_many_cases_changed_at_the_same_instant(database: Database) -> None:
    ada = manager()
    made = {cast.report() for _ in range(52)}
    seen, key = [], None
    while page := page_of_cases(ada, Filters(), NOW, key):
        seen += [row.reference for row in page.rows]
        if (key := page.older) is None:
            break
    assert (len(seen), set(seen)) == (52, made)


def test_a_list_is_one_statement_for_one_case_or_fifty(sqlite: Database) -> None:
    ada = manager()
    spent = []
    for number in (1, 49):
        many(number)
        for ask in (
            lambda: page_of_cases(ada, Filters(), NOW),
            lambda: page_of_cases(ada, Filters(stage="response", kind="breach"), NOW),
            lambda: today(ada, NOW),
        ):
            with steps.counted() as sent:
                ask()
            spent.append(len(sent))
    assert spent == [1] * 6


PLANS = (
    (Filters(), "ix_case_file_organisation_id_updated_at_id"),
    (Filters(stage="closed"), "ix_case_file_organisation_id_state_updated_at_id"),
    (Filters(kind="breach"), "ix_case_file_organisation_id_kind_updated_at_id"),
    (Filters(severity="minor"), "ix_case_file_organisation_id_severity_updated_at_id"),
    (Filters(platform="Facebook"), "ix_case_file_organisation_id_platform_updated_at_id"),
    (Filters(lead="1" * 32), "ix_case_file_organisation_id_lead_person_id_updated_at_id"),
    (Filters(clause="FTS-TS-05"), "ix_citation_organisation_id_clause_id_case_id"),
    (Filters(stage="response"), "ix_track_organisation_id_rank_case_id"),
    (Filters(overdue=True), "ix_case_file_organisation_id_due_on"),
)


@pytest.mark.parametrize(("filters", "index"), PLANS, ids=[row[1] for row in PLANS])
@pytest.mark.parametrize("paged", [False, True], ids=["first page", "a later page"])
def test_each_filter_has_its_index_and_needs_no_sorting(
    sqlite: Database, filters: Filters, index: str, paged: bool
) -> None:
    """As the database itself explains it, for the statement that was really sent."""
    ada = manager()
    key = (NOW, "0" * 32) if paged else None
    with db.read() as session:
        connection = session.connection()
        sent: list[tuple[str, object]] = []
        note = lambda *args: sent.append((args[2], args[3]))  # noqa: E731  # six arguments, two are wanted
        sa.event.listen(connection, "before_cursor_execute", note)
        cases.list_page(session, reader(ada, NOW), filters, NOW.date(), key)
        sa.event.remove(connection, "before_cursor_execute", note)
        ((statement, given),) = sent
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    assert any(index in line for line in plan), plan
    assert not any("ORDER BY" in line for line in plan), plan
    assert not any(line.startswith("SCAN") and "SUBQUERY" not in line for line in plan), plan


def test_postgresql_goes_by_the_index_too(postgresql: Database) -> None:
    ada = manager()
    many(60)
    with db.work() as session:
        # So few rows would be read at a glance: show what it does where that is dear.
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        session.execute(sa.text("SET LOCAL enable_sort = off"))
        connection = session.connection()
        sent: list[tuple[str, object]] = []
        sa.event.listen(connection, "before_cursor_execute", lambda *args: sent.append((args[2], args[3])))
        cases.list_page(session, reader(ada, NOW), Filters(), NOW.date())
        statement, given = sent[0]
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))
    assert "ix_case_file_organisation_id_updated_at_id" in plan
    assert "Sort" not in plan
