"""Everything of a charity that is due and can ask for a mail: clocks, things to do, second looks, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.clock_kinds import RULES, Clock, Force
from incidents.domain.clock_words import end_of
from incidents.domain.reminders import Deadline, Ladder
from incidents.domain.words import Permission
from incidents.domain.working_days import Calendar
from incidents.services import clocks, due_duties, holidays
from incidents.services.charity import Charity
from incidents.store.models import ClockRow
from incidents.store.queries import due
from incidents.store.queries import duties as lists
from incidents.store.queries.due import Where
from incidents.store.queries.visible import Reader

# Far enough ahead for the working day before, over any row of holidays.
_AHEAD = timedelta(days=14)
# Kinds of things, as their marks begin.
THINGS = frozenset({"clock", "task", "look_again", "page", "duty"})
_DAY_OF_MARK = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is due. `mark` names it with its day, so that another day makes it another thing.

    `first` are those who have it in hand, the nearest first; `acted_at` is when somebody last did something
    about it; `path` is its page. Without a `case_id` it is a page of the charity to be looked over, or with a
    `permission` something that whoever holds it owes the policy.
    """

    mark: str
    deadline: Deadline
    path: str
    case_id: str | None = None
    track_id: str | None = None
    first: tuple[str, ...] = ()
    acted_at: datetime | None = None
    permission: Permission | None = None


def days_of(session: Session, charity: Charity) -> Calendar:
    """The working days of a charity, with the holidays that it added."""
    nation = charity.policy.nation
    return holidays.calendar(nation, clocks.added(session, charity.id, nation))


def things(
    session: Session,
    charity: Charity,
    now: datetime,
    case_id: str | None = None,
    eyes: Reader | None = None,
) -> tuple[Thing, ...]:
    """What is due in a charity, or in one case of it. Never to be shown unfiltered.

    With `eyes`, only what one reader may see: then not even the work that it takes tells of anything else.
    """
    until = (now + _AHEAD).date()
    found = [*_clocks(session, charity, case_id, eyes)]
    begun: set[tuple[str | None, datetime]] = set()
    for task, where in due.tasks(session, charity.id, until, case_id, eyes):
        begun.add((where.track_id, task.created_at))
        if task.due_on is not None:
            began = task.created_at
            deadline = Deadline(Ladder.TARGET, end_of(task.due_on), began)
            found.append(_thing(charity, "task", task.id, deadline, where))
    for row, where in due.look_agains(session, charity.id, until, case_id, eyes):
        if row.reopened_at and (where.track_id, row.reopened_at) in begun:
            continue  # what opened it again left something to do, which asks already
        opened = duties.london_day(row.reopened_at) if row.reopened_at else None
        deadline = Deadline(Ladder.TARGET, end_of(opened or row.look_again_on), row.reopened_at or row.at)
        found.append(_thing(charity, "look_again", row.id, deadline, where))
    if case_id is None:
        found += _pages(session, charity, now)
        found += _duties(session, charity, now)
    return tuple(found)


def _clocks(session: Session, charity: Charity, case_id: str | None, eyes: Reader | None) -> Iterator[Thing]:
    for row, where in due.clocks(session, charity.id, case_id, eyes):
        force = RULES[Clock(row.kind)].force
        # What another body or we ourselves want stands still while the matter is on hold; the law does not.
        if not _paused(row) and not (where.held and force is not Force.LAW):
            deadline = Deadline(_LADDERS.get(force, Ladder.TARGET), row.due_at, row.starts_at)
            yield _thing(charity, "clock", row.id, deadline, where)


_LADDERS = {Force.LAW: Ladder.LAW, Force.WAIT: Ladder.WAIT}


def _paused(row: ClockRow) -> bool:
    pauses = clocks.changes_of(row).pauses
    return bool(pauses) and pauses[-1].answered_on is None


def _thing(charity: Charity, kind: str, key: str, deadline: Deadline, where: Where) -> Thing:
    return Thing(
        mark=_mark(kind, key, deadline),
        deadline=deadline,
        path=f"/{charity.id}/cases/{where.reference}",
        case_id=where.case_id,
        track_id=where.track_id,
        first=tuple(dict.fromkeys(one for one in (where.handler, where.lead) if one)),
        acted_at=where.acted_at,
    )


def _pages(session: Session, charity: Charity, now: datetime) -> Iterator[Thing]:
    """The pages to be looked over, by the policy's interval or the charity's own."""
    settled, _ = lists.settled(session, charity.id)
    for row in lists.pages(session, charity.id):
        if row.account.closed_at is not None:
            continue
        look = duties.next_look(
            charity.policy.content_check.every,
            settled,
            duties.london_day(row.account.added_at),
            duties.london_day(row.looked_at) if row.looked_at else None,
            duties.london_day(now),
        )
        if look.due_on is not None:
            deadline = Deadline(Ladder.TARGET, end_of(look.due_on), row.looked_at or row.account.added_at)
            path = f"/{charity.id}/duties/pages/{row.account.id}"
            yield Thing(_mark("page", row.account.id, deadline), deadline, path)


def _duties(session: Session, charity: Charity, now: datetime) -> Iterator[Thing]:
    """What whoever keeps the lists owes the policy."""
    for one in due_duties.owed(session, charity, now):
        mark = _mark("duty", one.key, one.deadline)
        yield Thing(mark, one.deadline, f"/{charity.id}/{one.page}", permission=Permission.KEEP_REGISTERS)


def _mark(kind: str, key: str, deadline: Deadline) -> str:
    return f"{kind}:{key}:{deadline.at.astimezone(UTC).strftime(_DAY_OF_MARK)}"


def due_of(mark: str) -> datetime:
    """When the thing of a mark is due, as it stood then (aware UTC)."""
    return datetime.strptime(mark.split(":")[2], _DAY_OF_MARK).replace(tzinfo=UTC)
