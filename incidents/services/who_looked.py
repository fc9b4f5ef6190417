"""Who has looked at a case, what one has looked at oneself, and reading that the chair should ask about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.domain import reading_habits
from incidents.domain.events import sentence
from incidents.domain.reading_habits import Look
from incidents.domain.words import Permission, Role
from incidents.services import reads
from incidents.services.actors import Member, reader
from incidents.services.gather import scene
from incidents.store.db import read, work
from incidents.store.queries import looks, people, trails

_OWN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """One person who has looked at a case: how often, first and last (aware UTC), and copies they took."""

    name: str
    times: int
    first: datetime
    last: datetime
    copies: int


@dataclass(frozen=True, slots=True)
class SeenBy:
    """A case's readers, who looked last first."""

    reference: str
    people: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """One thing that one did oneself: what, when, and the case, if one may still see it."""

    what: str
    at: datetime
    reference: str


def seen_by(actor: Member, reference: str, now: datetime) -> SeenBy:
    """Who has looked at a case; asking is a look too. For who may read its trail, and the whole of it.

    Raises NotFound.
    """
    with work() as session:
        here = scene(session, actor, reference, None, now, may=Permission.READ_TRAIL, whole=True)
        reads.note(session, actor, "trail_viewed", now, case_id=here.case.id)
        rows = looks.of_case(session, actor.organisation_id, here.case.id)
        copies = looks.copies_of(session, actor.organisation_id, here.case.id)
        names = trails.names(session, actor.organisation_id, frozenset(row.person_id for row in rows))
    found = []
    for person_id, name in names.items():
        theirs = [row for row in rows if row.person_id == person_id]
        found.append(Seen(name, len(theirs), theirs[0].at, theirs[-1].at, copies.get(person_id, 0)))
    return SeenBy(here.case.reference, tuple(sorted(found, key=lambda one: one.last, reverse=True)))


def own(actor: Member, now: datetime) -> tuple[Own, ...]:
    """What the actor looked at in the last thirty days, newest first; never who looked at them.

    Nothing of a case that has been hidden from them since then.
    """
    days = [(now - timedelta(days=back)).date().isoformat() for back in range(_OWN_DAYS + 1)]
    eyes = reader(actor, now)
    with read() as session:
        rows = looks.own(session, eyes, days)
        cases = {row.case_id for row in rows if row.case_id is not None}
        names = looks.visible_names(session, eyes, cases)
    newest = sorted(rows, key=lambda row: row.at, reverse=True)
    return tuple(Own(sentence(row.action), row.at, names.get(row.case_id or "", "")) for row in newest)


def worth_asking(actor: Member, now: datetime) -> tuple[tuple[str, str], ...]:
    """(name, what they did) where somebody's reading of today and yesterday stands out; for the chair alone.

    Counted are cases that the chair may see, and refusals: of a hidden case nothing shows.
    """
    if Role.CHAIR not in actor.roles:
        return ()
    days = [(now - timedelta(days=back)).date().isoformat() for back in range(2)]
    with read() as session:
        everyone = {one.person_id: one.name for one in people.people(session, actor.organisation_id, now)}
        everyone.pop(actor.person_id, None)
        rows = looks.of_days(session, everyone, days)
        cases = {row.case_id for row in rows if row.case_id is not None}
        known = looks.visible_names(session, reader(actor, now), cases)
    counted = [
        Look(row.person_id, row.case_id, row.at)
        for row in rows
        if row.case_id in known or (row.action == "refused" and row.case_id is None)
    ]
    return tuple((everyone[one.person_id], one.said) for one in reading_habits.oddities(counted))
