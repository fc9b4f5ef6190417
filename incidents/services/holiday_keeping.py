"""The charity's own bank holidays: adding a day, taking one away, and counting its deadlines anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.clock_words import day_in_words
from incidents.domain.fields import LONDON, Field, Kind, Problem, Raw
from incidents.domain.permissions import permits
from incidents.domain.policy_words import Nation
from incidents.domain.words import Permission
from incidents.services import clocks
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.holidays import calendar, ends, warning
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Holiday
from incidents.store.queries import clocks as rows

_ADDING = (
    Field("day", "The day", Kind.DATE, past=False),
    Field("name", "What it is called", Kind.LINE),
)
_REMOVING = (Field("because", "Why it is no bank holiday after all"),)
PASSED = "That day has passed. Running deadlines that counted it are due later now: tell who sees to them."


@dataclass(frozen=True, slots=True)
class Day:
    """One bank holiday; `id` is that of a day which the charity added itself, and empty for the others."""

    day: date
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Holidays:
    """The page: the days ahead, the charity's own that have passed, and how far the list reaches."""

    nation: str
    ahead: tuple[Day, ...]
    passed: tuple[Day, ...]
    until: date
    warning: str
    may_keep: bool


def page(charity: Charity, actor: Member, now: datetime) -> Holidays:
    """The bank holidays by which this charity's deadlines count. Raises NotFound for who may not see them."""
    may(actor, Permission.SEE_SETTINGS)
    nation, today = Nation(charity.nation), now.astimezone(LONDON).date()
    with read() as session:
        own = {one.day: Day(one.day, one.name, one.id) for one in rows.holidays(session, charity.id, nation)}
    listed = {day: Day(day, name) for day, name in calendar(nation).named.items() if day >= today}
    both = {**own, **listed}
    return Holidays(
        nation=nation.label,
        ahead=tuple(both[day] for day in sorted(both) if day >= today),
        passed=tuple(own[day] for day in sorted(own) if day < today),
        until=ends(nation),
        warning=warning(nation, today),
        may_keep=permits(actor, Permission.KEEP_HOLIDAYS),
    )


def warning_for(charity: Charity, actor: Member, now: datetime) -> str:
    """That the list of bank holidays ends soon, for whoever looks after it; empty for everyone else."""
    if not permits(actor, Permission.KEEP_HOLIDAYS):
        return ""
    return warning(Nation(charity.nation), now.astimezone(LONDON).date())


def adding(actor: Member) -> Form:
    """The form that adds a day. Raises NotFound."""
    may(actor, Permission.KEEP_HOLIDAYS)
    return Form(_ADDING)


def add(charity: Charity, actor: Member, key: str, raw: Raw, now: datetime) -> str | None:
    """Add a day; the dates of all running deadlines are worked out anew. What to read besides, or None.

    Raises NotFound, and Invalid for a day that is a bank holiday already.
    """
    may(actor, Permission.KEEP_HOLIDAYS)
    nation = Nation(charity.nation)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return None
        data = parsed(adding(actor), raw, now)
        day = date.fromisoformat(str(data["day"]))
        _refuse_known(session, actor, nation, day)
        row = Holiday(
            organisation_id=actor.organisation_id,
            id=new_id(),
            nation=nation.value,
            day=day,
            name=str(data["name"]),
            added_by_person_id=actor.person_id,
            added_at=now,
            removed_at=None,
            removed_because="",
        )
        session.add(row)
        session.flush()
        _recount(session, actor.organisation_id, nation)
        note(session, actor, "holiday_added", now, {"holiday": row.id, "nation": nation.value, "data": data})
    return PASSED if day < now.astimezone(LONDON).date() else None


def removing(actor: Member, holiday_id: str) -> Form:
    """The form that takes a day away. Raises NotFound."""
    may(actor, Permission.KEEP_HOLIDAYS)
    with read() as session:
        row = _row(session, actor, holiday_id)
        return Form(_REMOVING, about=f"{day_in_words(row.day)}: {row.name}")


def remove(charity: Charity, actor: Member, holiday_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Take a day away that the charity added; the dates of running deadlines are worked out anew.

    Raises NotFound and Invalid.
    """
    may(actor, Permission.KEEP_HOLIDAYS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        row = _row(session, actor, holiday_id)
        data = parsed(Form(_REMOVING), raw, now)
        row.removed_at, row.removed_because = now, str(data["because"])
        session.flush()
        _recount(session, actor.organisation_id, Nation(charity.nation))
        told = {"day": row.day.isoformat(), "name": row.name, **data}
        note(session, actor, "holiday_removed", now, {"holiday": row.id, "nation": row.nation, "data": told})


def _row(session: Session, actor: Member, holiday_id: str) -> Holiday:
    row = session.get(Holiday, (actor.organisation_id, holiday_id)) if is_key(holiday_id) else None
    if row is None or row.removed_at is not None:
        raise NotFound
    return row


def _refuse_known(session: Session, actor: Member, nation: Nation, day: date) -> None:
    """Raise Invalid where the day counts as a holiday already: by the list, by rule or by an addition."""
    known = calendar(nation, clocks.added(session, actor.organisation_id, nation)).holiday(day)
    if known is not None:
        raise Invalid((Problem("day", f"This day is a bank holiday already: {known}"),))


def _recount(session: Session, organisation_id: str, nation: Nation) -> None:
    """Work out anew when each running deadline of the charity is due."""
    more = clocks.added(session, organisation_id, nation)
    for row in rows.all_running(session, organisation_id):
        at = clocks.worked_out(row, nation, more).at
        if at != row.due_at:
            row.due_at = at
            row.version += 1
