"""The clocks of a case as people read them: each row with when it is due, and how that was worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.bank_holidays import NotWorkedOut
from incidents.domain.clock_changes import BadChange, Changes, Extension, Pause
from incidents.domain.clock_kinds import RULES, Clock, Force
from incidents.domain.deadlines import Due, due, lateness
from incidents.domain.policy_words import Nation
from incidents.services import charity as charities
from incidents.services.actors import Member, reader
from incidents.services.gather import Scene
from incidents.services.holidays import NONE, calendar_for
from incidents.store.db import read
from incidents.store.models import ClockRow
from incidents.store.queries import clocks as rows

MANY = 8


@dataclass(frozen=True, slots=True)
class Running:
    """One clock: when it is due (aware UTC), how that was worked out, and whether it is late.

    `late` is "" or what may be said of it; only what the law fixes is ever "by law". `paused`: it stands
    still, and `at` is the earliest it can become.
    """

    id: str
    kind: Clock
    at: datetime
    steps: tuple[str, ...]
    late: str
    by_law: bool
    paused: bool = False
    track_id: str | None = None

    @property
    def what(self) -> str:
        """What it is for."""
        return self.kind.label

    @property
    def how(self) -> str:
        """How it was worked out, as one text."""
        return " ".join(self.steps)


@dataclass(frozen=True, slots=True)
class Next:
    """A running clock in a list of several cases: with its case, and the matter it belongs to, if any."""

    clock: Running
    reference: str
    title: str


# The running clocks of a case, the nearest first, by matter; None: those of the case as a whole.
ByMatter = Mapping[str | None, tuple[Running, ...]]


def by_matter(session: Session, here: Scene, now: datetime) -> ByMatter:
    """The running clocks of a case that its reader may know of."""
    seen = [one.track.id for one in here.visible]
    found: dict[str | None, tuple[Running, ...]] = {}
    its = rows.of_case(session, here.case, seen, whole=here.found.whole)
    for one in all_shown(session, here, its, now):
        found[one.track_id] = (*found.get(one.track_id, ()), one)
    return found


def all_shown(session: Session, here: Scene, its: Sequence[ClockRow], now: datetime) -> tuple[Running, ...]:
    """Clocks of one case as people read them, by the days of its charity."""
    if not its:
        return ()
    nation, more = days_of(session, here)
    return tuple(shown(one, nation, more, now) for one in its)


def days_of(session: Session, here: Scene) -> tuple[Nation, Mapping[date, str]]:
    """Whose bank holidays count for a case: its charity's nation, and the days that the charity added."""
    organisation_id = here.case.organisation_id
    nation = charities.version(session, organisation_id, *here.found.policy).nation
    return nation, added(session, organisation_id, nation)


def nearest(actor: Member, nation: Nation, now: datetime) -> tuple[Next, ...]:
    """The running clocks that the actor may know of, the nearest first, a few of them."""
    with read() as session:
        found = rows.running(session, reader(actor, now), MANY)
        more = added(session, actor.organisation_id, nation) if found else NONE
    return tuple(Next(shown(one.clock, nation, more, now), one.reference, one.title) for one in found)


def added(session: Session, organisation_id: str, nation: Nation) -> Mapping[date, str]:
    """The charity's own bank holidays, by day, each with its name."""
    return {one.day: one.name for one in rows.holidays(session, organisation_id, nation.value)}


def shown(row: ClockRow, nation: Nation, more: Mapping[date, str], now: datetime) -> Running:
    """One clock as people read it. A date that no calendar reaches says so."""
    found = worked_out(row, nation, more)
    rule = RULES[Clock(row.kind)]
    late = "" if rule.force is Force.WAIT else lateness(found, now)
    return Running(
        row.id, Clock(row.kind), found.at, found.explanation, late, found.by_law, found.paused, row.track_id
    )


def worked_out(row: ClockRow, nation: Nation, more: Mapping[date, str]) -> Due:
    """When a clock is due; the moment it began, and the reason in words, where no calendar reaches so far."""
    kind = Clock(row.kind)
    try:
        return due(kind, row.starts_at, calendar_for(kind, nation, more), changes_of(row))
    except (NotWorkedOut, OverflowError, BadChange) as fault:
        reason = str(fault) if isinstance(fault, NotWorkedOut | BadChange) else "No calendar reaches so far."
        return Due(row.starts_at, (f"This date cannot be worked out. {reason}",), by_law=False)


def changes_of(row: ClockRow) -> Changes:
    """What changed a clock, as the rules know it."""
    told = row.extension
    return Changes(
        tuple(_pause(one) for one in row.pauses if isinstance(one, dict)),
        Extension(_day(told["told_on"]), int(str(told["months"])), str(told["because"])) if told else None,
        row.length,
    )


def _pause(stored: dict[str, object]) -> Pause:
    answered = stored.get("answered_on")
    return Pause(_day(stored["asked_on"]), _day(answered) if answered else None, str(stored["because"]))


def _day(stored: object) -> date:
    return date.fromisoformat(str(stored))
