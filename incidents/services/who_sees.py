"""Who is on a case: everyone let in to it and to each matter, and from whom it is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.permissions import only_helps, permits
from incidents.domain.words import Permission, Role
from incidents.services import reads
from incidents.services.actors import Member
from incidents.services.gather import Scene, look
from incidents.services.timeline import called
from incidents.store.db import work
from incidents.store.queries import access, people, trails

# Why a case is hidden from somebody, as people read it.
_WHY = {
    "about": "It may be about them",
    "close": "Close to someone it is about",
    "declared": "A conflict of interest was declared",
    "kept_out": "Whoever reported it asked for this",
}


@dataclass(frozen=True, slots=True)
class On:
    """One person let in: why, since when, until when (aware UTC), and by whom ("" where the program did it).

    `now`: they are in it now, not hidden from it and not over. `ended`: why they were taken off.
    """

    name: str
    because: str
    since: datetime
    until: datetime | None
    by: str
    outside: bool
    now: bool
    ended: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Who is let into the case itself (`track_id` None), or into one matter of it."""

    track_id: str | None
    what: str
    on: tuple[On, ...]
    were: tuple[On, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`managers` are those who see it because it is open to every manager; none where it is restricted.
    `hidden_from` are (name, why), for who may let people in; `may_change` says whether the reader may.
    """

    reference: str
    title: str
    restricted: bool
    circles: tuple[Circle, ...]
    managers: tuple[str, ...]
    hidden_from: tuple[tuple[str, str], ...]
    may_change: bool


def page(actor: Member, reference: str, now: datetime) -> Page:
    """Who is on the case, for who is let into all of it; of matters, those that the reader may know of.

    The reading is an entry. Raises NotFound.
    """
    with work() as session:
        here = look(session, actor, reference, now, whole=True)
        may_change = permits(actor, Permission.LET_IN)
        everyone = people.people(session, actor.organisation_id, now)
        excluded = here.found.excluded
        managers = (
            ()
            if here.case.restricted
            else tuple(
                one.name for one in everyone if Role.MANAGER in one.roles and one.person_id not in excluded
            )
        )
        hidden = access.hidden_from(session, here.case) if may_change else ()
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
        return Page(
            reference=here.case.reference,
            title=here.case.title,
            restricted=here.case.restricted,
            circles=_circles(session, here, everyone, now),
            managers=managers,
            hidden_from=tuple((name, _WHY[row.why]) for row, name in hidden),
            may_change=may_change,
        )


def _circles(
    session: Session, here: Scene, everyone: tuple[people.HeldBy, ...], now: datetime
) -> tuple[Circle, ...]:
    helpers = {one.person_id for one in everyone if only_helps(one.roles)}
    excluded = here.found.excluded
    rows = access.history(session, here.case, [one.track.id for one in here.visible])
    givers = frozenset(row.by_person_id for row, _, _ in rows if row.by_person_id)
    names = trails.names(session, here.case.organisation_id, givers)
    found: dict[str | None, list[On]] = {None: [], **{one.track.id: [] for one in here.visible}}
    for row, name, _ in rows:
        runs = row.since <= now and (row.until is None or row.until > now)
        found[row.track_id].append(
            On(
                name=name,
                because=row.because,
                since=row.since,
                until=row.until,
                by=names.get(row.by_person_id or "", ""),
                outside=row.person_id in helpers,
                now=runs and row.person_id not in excluded,
                ended=row.ended_because or "",
            )
        )
    whats = {one.track.id: called(one.track.machine, one.track.subject_label) for one in here.visible}
    return tuple(
        Circle(
            track_id,
            whats.get(track_id or "", ""),
            tuple(one for one in several if one.now),
            tuple(one for one in several if not one.now),
        )
        for track_id, several in found.items()
    )
