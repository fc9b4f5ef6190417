"""What belongs to one case: reports, people, tasks and cited clauses, in one SELECT."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from incidents.store.instant import Instant
from incidents.store.models import (
    CaseFile,
    Citation,
    ClauseRow,
    Involvement,
    Person,
    Report,
    Task,
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; `track_id` when it belongs to one matter, `assigned` the name of whose it is."""

    id: str
    title: str
    track_id: str | None
    due_on: date | None
    assigned_person_id: str | None
    assigned: str
    done: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the case, as they stood then; `person_id` is None when the charity does not know them."""

    id: str
    label: str
    person_id: str | None
    involvement: str
    standing: str
    standing_state: str
    handles: str
    under_18: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one reporter told, with the names of the table `report`."""

    id: str
    story: str
    place: str
    address: str
    still_online: str
    about: str
    affected: str
    keep_out: str
    on_behalf_of: str
    reached_how: str
    reporter_name: str
    reporter_contact: str
    reached_on: date | None
    received_at: datetime
    complaint: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """One clause that the case cites, with what it says in that version of the policy."""

    clause_id: str
    policy_number: int
    rule: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything small that belongs to a case: people by their part, tasks and reports oldest first."""

    people: tuple[PersonRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    cited: tuple[Cited, ...] = ()
    reports: tuple[ReportRow, ...] = ()

    @property
    def citations(self) -> tuple[tuple[int, str], ...]:
        """The cited clauses as (policy number, clause id)."""
        return tuple((one.policy_number, one.clause_id) for one in self.cited)


def parts(
    session: Session,
    case: CaseFile,
    visible_tracks: Collection[str],
    *,
    whole: bool = True,
    with_reports: bool = False,
) -> Parts:
    """What belongs to a case, leaving out tasks of matters the reader may not know of; one SELECT.

    Someone not let into the whole case reads only the tasks of their matters. Reports come when asked for.
    """
    given = {"organisation": case.organisation_id, "case": case.id, "matters": list(visible_tracks)}
    found: dict[str, list[Row[*tuple[Any, ...]]]] = {"task": [], "person": [], "clause": [], "report": []}
    for row in session.execute(_statement(whole, whole and with_reports), given):
        found[row.what].append(row)
    return Parts(
        people=tuple(sorted(map(_person, found["person"]), key=lambda one: (one.involvement, one.label))),
        tasks=tuple(_task(row) for row in _by_time(found["task"])),
        cited=tuple(
            Cited(row.id, row.number, row.text_0) for row in sorted(found["clause"], key=lambda r: r.id)
        ),
        reports=tuple(_report(row) for row in _by_time(found["report"])),
    )


@cache
def _statement(whole: bool, with_reports: bool) -> CompoundSelect[*tuple[Any, ...]]:
    asked = [_tasks(whole)]
    if whole:
        asked += [_people(), _cited()]
    if with_reports:
        asked.append(_reports())
    return union_all(*asked)


# The columns that every kind of row has in the one SELECT, those it does not use being empty.
_TOLD = (
    "story", "place", "address", "still_online", "about", "affected", "keep_out", "on_behalf_of",
    "reached_how", "reporter_name", "reporter_contact",
)  # fmt: skip
_TEXTS = len(_TOLD)
_TYPES: dict[str, TypeEngine[Any]] = {"number": Integer(), "day": Date(), "at": Instant(), "yes": Boolean()}


def _row(
    what: str, id_: InstrumentedAttribute[str], texts: Iterable[Any], **others: Any
) -> Select[*tuple[Any, ...]]:
    given = [*texts]
    given += [cast(null(), String) for _ in range(_TEXTS - len(given))]
    typed = [others.get(name, cast(null(), kind)).label(name) for name, kind in _TYPES.items()]
    named = [column.label(f"text_{place}") for place, column in enumerate(given)]
    return select(literal(what).label("what"), id_.label("id"), *named, *typed)


_ORGANISATION, _CASE = bindparam("organisation", type_=String()), bindparam("case", type_=String())


def _tasks(whole: bool) -> Select[*tuple[Any, ...]]:
    of_matters = Task.track_id.in_(bindparam("matters", expanding=True))
    texts = (Task.title, Task.track_id, Task.assigned_person_id, Person.name)
    return (
        _row("task", Task.id, texts, day=Task.due_on, at=Task.created_at, yes=Task.done_at.is_not(None))
        .outerjoin(
            Person,
            and_(Person.organisation_id == Task.organisation_id, Person.id == Task.assigned_person_id),
        )
        .where(Task.organisation_id == _ORGANISATION, Task.case_id == _CASE)
        .where(or_(Task.track_id.is_(None), of_matters) if whole else of_matters)
    )


def _task(row: Row[*tuple[Any, ...]]) -> TaskRow:
    return TaskRow(row.id, row.text_0, row.text_1, row.day, row.text_2, row.text_3 or "", row.yes)


def _people() -> Select[*tuple[Any, ...]]:
    one = Involvement
    texts = (one.label, one.person_id, one.involvement, one.standing, one.standing_state, one.handles)
    return _row("person", one.id, texts, at=one.added_at, yes=one.under_18).where(
        one.organisation_id == _ORGANISATION, one.case_id == _CASE
    )


def _person(row: Row[*tuple[Any, ...]]) -> PersonRow:
    return PersonRow(
        row.id, row.text_0, row.text_1, row.text_2, row.text_3, row.text_4, row.text_5, row.yes, row.at
    )


def _cited() -> Select[*tuple[Any, ...]]:
    return (
        _row("clause", Citation.clause_id, (ClauseRow.rule,), number=Citation.policy_number)
        .join(
            ClauseRow,
            and_(
                ClauseRow.organisation_id == Citation.organisation_id,
                ClauseRow.policy_number == Citation.policy_number,
                ClauseRow.id == Citation.clause_id,
            ),
        )
        .where(Citation.organisation_id == _ORGANISATION, Citation.case_id == _CASE)
    )


def _reports() -> Select[*tuple[Any, ...]]:
    one, texts = Report, [getattr(Report, name) for name in _TOLD]
    return _row("report", one.id, texts, day=one.reached_on, at=one.received_at, yes=one.complaint).where(
        one.organisation_id == _ORGANISATION, one.case_id == _CASE
    )


def _report(row: Row[*tuple[Any, ...]]) -> ReportRow:
    texts = {name: getattr(row, f"text_{place}") for place, name in enumerate(_TOLD)}
    return ReportRow(id=row.id, reached_on=row.day, received_at=row.at, complaint=row.yes, **texts)


def _by_time(rows: list[Row[*tuple[Any, ...]]]) -> list[Row[*tuple[Any, ...]]]:
    return sorted(rows, key=lambda row: (row.at, row.id))


def reports(session: Session, case: CaseFile) -> tuple[Report, ...]:
    """What was reported, oldest first, as its rows."""
    query = select(Report).where(Report.organisation_id == case.organisation_id, Report.case_id == case.id)
    return tuple(session.scalars(query.order_by(Report.received_at, Report.id)))
