"""The board's figures: what is counted, from when to when, for whom; and the year-end report as a copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from incidents.domain.figures import FEWER
from incidents.domain.words import Role
from incidents.services import overview, year_report
from incidents.services.actors import Member
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.listing import Filters, page_of_cases
from incidents.services.overview import Board, Figure, board
from incidents.services.verifying import verify
from tests import steps
from tests.cast import NOW, charity, join, report
from tests.databases import Database
from tests.drafted import drafted
from tests.exports.test_year_report import cells
from tests.looking import entries, exports, hide, let_in, records
from tests.services.test_registers import add as add_page

ASKED = {"recipient": "Our members", "purpose": "The annual report", "year": "2026", "format": "xlsx"}
LATER = NOW + timedelta(days=3)


def manager() -> Member:
    return join("fts", "Ada Okoro", [Role.MANAGER], ["business_manager"], now=NOW - timedelta(days=400))


def seen(actor: Member, key: str = "2026", now: datetime = NOW) -> Board:
    return board(charity(), actor, key, now)


def told(figures: Iterable[Figure]) -> dict[str, int]:
    """The figures that are not 0."""
    return {one.label: one.count for one in figures if one.count}


def closed(actor: Member, *, after: int, **asked: object) -> str:
    """A case that was open for some days, with a lesson."""
    reference = steps.opened(actor, now=NOW)
    lead = {"lessons": "A second person looks first.", **asked}
    now = NOW + timedelta(days=after)
    for task in steps.rows("task"):
        if task["done_at"] is None:
            steps.casework.finish_to_do(
                actor, reference, str(task["id"]), f"end {task['id']}", {"words": "Done"}, now
            )
    steps.go(actor, reference, "close", now=now, **lead)
    return reference


def test_each_case_is_counted_once_by_kind_platform_stage_and_month(database: Database) -> None:
    made = drafted(place="Facebook")
    report(now=NOW - timedelta(days=40))
    found = seen(made.manager)
    assert found.reported.count == 2
    assert told(found.kinds) == {"Something wrong on our own page": 1, overview.UNDECIDED: 1}
    assert sum(told(found.platforms).values()) == 2
    assert told(found.stages) == {"New": 1, "Telling another body": 1}
    assert told(found.months) == {"October 2026": 1, "November 2026": 1}
    assert [one.count for one in found.clauses] == [1]
    assert found.clauses[0].label.startswith("FTS-P-03: ")


def test_each_figure_leads_to_a_list_of_as_many_cases(database: Database) -> None:
    made = drafted(place="Facebook")
    report(now=NOW - timedelta(days=40))
    steps.opened(made.manager)
    found = seen(made.manager)
    waiting = [one.waiting for one in found.speeds if one.waiting]
    every = (
        found.reported, *found.kinds, *found.platforms, *found.stages, *found.months, *found.clauses,
        *waiting,
    )  # fmt: skip
    led = [one for one in every if one.asked is not None]
    assert len(led) > 25
    for figure in led:
        page = page_of_cases(made.manager, Filters(**(figure.asked or {})), NOW)
        assert len(page.rows) == figure.count, figure


def test_other_months_hold_other_cases(database: Database) -> None:
    actor = manager()
    midnight = datetime.fromisoformat("2025-12-31T23:59:59+00:00")
    report(now=midnight)
    report(now=midnight + timedelta(seconds=1))
    assert seen(actor, "2025").reported.count == 1
    assert seen(actor, "2026").reported.count == 1
    assert seen(actor, "2025-12..2026-01").reported.count == 2
    assert seen(actor, "nonsense").period.label == "December 2025 to November 2026"


def test_times_are_whole_days_from_the_report_on(database: Database) -> None:
    actor = manager()
    early = report(now=NOW - timedelta(days=6), complaint=True)
    steps.go(actor, early, "look", now=NOW - timedelta(days=4), danger="no", lead=actor.person_id)
    report(now=NOW)
    track = steps.start(actor, early, "response")
    steps.go(actor, early, "answer", on=track, answered_on="2026-11-20")
    look, answer, end = seen(actor).speeds
    assert (look.days.done, look.days.median) == (1, 2)
    assert look.waiting is not None
    assert look.waiting.count == 1
    assert (answer.days.done, answer.days.median) == (1, 5)
    assert end.days.done == 0
    assert end.waiting is not None
    assert end.waiting.count == 2


def test_a_closed_case_has_its_time_and_its_lesson(database: Database) -> None:
    actor = manager()
    reference = closed(actor, after=3)
    found = seen(actor, now=LATER)
    assert found.closed == 1
    assert found.speeds[2].days.median == 3
    assert [(one.reference, one.words) for one in found.lessons] == [
        (reference, "A second person looks first.")
    ]


def test_a_duplicate_counts_as_a_report_and_has_no_time_of_its_own(database: Database) -> None:
    actor = manager()
    first, second = steps.opened(actor), steps.opened(actor)
    steps.go(actor, second, "merge", same_as=first, because="Two people saw it")
    found = seen(actor)
    assert (found.reported.count, found.speeds[2].days.done) == (2, 0)


def test_what_was_done_by_its_day_is_on_time_and_what_is_due_later_does_not_count(database: Database) -> None:
    actor = manager()
    reference = steps.opened(actor)
    for number, due in enumerate(("2026-11-20", "2026-11-21", "2026-11-21", "2026-11-30")):
        raw = {"task": f"Task {number}", "due_on": due}
        steps.casework.add_to_do(actor, reference, None, f"add {number}", raw, NOW - timedelta(days=5))
    ids = {str(row["title"]): str(row["id"]) for row in steps.rows("task")}
    for number, at in ((1, NOW), (2, NOW + timedelta(days=1))):
        raw = {"words": "Done"}
        steps.casework.finish_to_do(actor, reference, ids[f"Task {number}"], f"end {number}", raw, at)
    found = seen(actor).on_time
    assert (found.due, found.done_in_time, found.share) == (3, 1, 33)


def test_open_reports_and_late_pages_stand_there(database: Database) -> None:
    made = drafted()
    add_page(made.manager)
    found = seen(made.manager, now=NOW + timedelta(days=500))
    assert {one.body for one in found.open_reports} == {"Charity Commission", "Police"}
    assert {one.reference for one in found.open_reports} == {made.reference}
    assert len(found.late) == 1


def test_what_came_up_twice_is_named(database: Database) -> None:
    made = drafted(place="Facebook")
    report(place="Facebook")
    report(place="On the wall of Mrs Jones")
    report(place="On the wall of Mrs Jones")
    assert told(seen(made.manager).again) == {"Facebook": 2}
    again = report()
    steps.go(made.manager, again, "look", danger="no", lead=made.manager.person_id)
    steps.go(made.manager, again, "open", tracks=[], clauses=["FTS-P-03"], kind="breach", tasks="Ring")
    assert [one.count for one in seen(made.manager).again] == [2, 2]


WAYS = ("hidden", "let into one matter only", "not let in")


@pytest.mark.parametrize("way", WAYS)
def test_a_case_that_the_reader_must_not_know_whole_changes_no_figure(database: Database, way: str) -> None:
    made = drafted(place="Facebook")
    reader = join("fts", "Nia Nkosi", [Role.TRUSTEE if way != "hidden" else Role.MANAGER])
    other = report(place="Instagram")
    if way == "hidden":
        hide(reader, other)
        without = seen(reader)
        hide(reader, made.reference)
        assert seen(reader).reported.count == without.reported.count - 1
        assert without.reported.count == 1
    else:
        without = seen(reader)
        if way == "let into one matter only":
            let_in(reader, made.reference, made.tracks["containment:own_page"])
        assert seen(reader) == without
        assert without.reported.count == 0
    assert seen(made.manager).reported.count == 2


def test_a_hidden_case_leaves_the_figures_as_they_were_without_it(database: Database) -> None:
    actor = manager()
    report(place="Facebook")
    without = seen(actor, now=LATER)
    made = join("fts", "Chidi Okoye", [Role.CHAIR, Role.TRUSTEE], ["chair"])
    hidden = report(place="Facebook", about_posts=("business_manager",))
    steps.go(made, hidden, "look", danger="no", lead=made.person_id)
    task = {"task": "Ring", "due_on": "2026-11-20"}
    steps.casework.add_to_do(made, hidden, None, "a key", task, NOW)
    assert seen(actor, now=LATER) == without
    assert seen(made, now=LATER).reported.count == 1


def test_a_matter_of_the_closed_circle_shows_only_to_who_is_in_it(database: Database) -> None:
    actor = manager()
    other = join("fts", "Nia Nkosi", [Role.MANAGER])
    reference = steps.opened(actor)
    without = seen(other)
    steps.name(actor, reference, "Kim Neighbour", "volunteer")
    track = steps.start(actor, reference, "volunteer_exit")
    task = {"task": "Talk", "due_on": "2026-11-20"}
    steps.casework.add_to_do(actor, reference, track, "a key", task, NOW)
    assert told(seen(actor).stages) == {"Talking with the person": 1}
    assert seen(actor).on_time.due == 1
    assert seen(other) == without
    assert told(without.stages) == {"Open": 1}


def test_a_clause_counts_in_the_months_of_its_case(database: Database) -> None:
    actor = manager()
    midnight = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    reference = report(now=midnight)
    steps.go(actor, reference, "look", danger="no", lead=actor.person_id)
    steps.go(actor, reference, "open", tracks=[], clauses=["FTS-P-03"], kind="breach", tasks="Ring")
    assert [one.count for one in seen(actor, "2026").clauses] == [1]
    assert seen(actor, "2025").clauses == ()


def test_another_charitys_cases_count_nothing(database: Database) -> None:
    actor = manager()
    report("hss")
    assert seen(actor).reported.count == 0


def test_it_takes_eight_statements_however_many_cases(database: Database) -> None:
    made = drafted()
    for _ in range(5):
        report()
    here = charity()
    with steps.counted() as sent:
        board(here, made.manager, "2026", NOW)
    assert len(sent) == 8


@pytest.mark.parametrize(
    "role", [Role.HR, Role.SAFEGUARDING_LEAD, Role.AUDITOR, Role.ADMIN, Role.REPORTER, Role.HELPER]
)
def test_others_see_no_figures_and_take_no_report(sqlite: Database, role: Role) -> None:
    other = join("fts", "Someone Else", [role])
    with pytest.raises(NotFound):
        seen(other)
    with pytest.raises(NotFound):
        year_report.copy(charity(), other, ASKED, NOW)
    assert records() == []


def taken(actor: Member, **asked: object) -> Copy:
    return year_report.copy(charity(), actor, {**ASKED, **asked}, NOW)


def test_the_report_hides_small_numbers_and_has_no_names_titles_or_lessons(database: Database) -> None:
    made = drafted(place="Facebook")
    for _ in range(9):
        report()
    body = taken(made.manager).body
    short, kinds = cells(body, 2), cells(body, 4)
    assert list(short.values())[2:4] == ["Cases reported", "10"]
    shown = dict(zip(list(kinds.values())[::2], list(kinds.values())[1::2], strict=True))
    assert shown["Something wrong on our own page"] == FEWER
    assert shown[overview.UNDECIDED] == "not shown"
    everything = " ".join(value for number in range(1, 10) for value in cells(body, number).values())
    for secret in ("Photograph", made.reference, "Maureen", "looks first"):
        assert secret not in everything
    clauses = cells(body, 8)
    assert [clauses["A2"][:8], clauses["B2"]] == ["FTS-P-03", FEWER]


def test_a_report_is_one_entry_with_recipient_purpose_and_hash(database: Database) -> None:
    actor = manager()
    before = entries()
    copy = taken(actor, format="pdf")
    assert (copy.name, copy.mimetype) == ("fts-year-2026.pdf", "application/pdf")
    assert entries() == before + 1
    [(stream, case_id, said)] = exports()
    digest = hashlib.sha256(copy.body).hexdigest()
    assert (stream.split("/")[:2], case_id) == (["reads", actor.person_id], None)
    assert said["data"] == {**ASKED, "what": "Year-end report", "format": "pdf", "sha256": digest}
    assert [record.sha256.hex() for record in records()] == [digest]
    assert verify().sound


@pytest.mark.parametrize("wrong", [{"year": "1999"}, {"year": ""}, {"format": "doc"}, {"recipient": " "}])
def test_what_is_missing_is_asked_for(sqlite: Database, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        taken(manager(), **wrong)
    assert records() == []


def test_the_same_figures_at_the_same_moment_are_the_same_bytes(sqlite: Database) -> None:
    made = drafted()
    for kind in ("pdf", "xlsx"):
        assert taken(made.manager, format=kind).body == taken(made.manager, format=kind).body
