"""Reading the policy: asking people to, saying in one tap that one has, and what was read on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from incidents.domain import induction
from incidents.domain.fields import LONDON, Field, Kind, Problem, Raw, parse
from incidents.domain.induction import State, Status
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.audience import Round, audience, current, london_day, said
from incidents.services.faults import Invalid, NotFound
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Acknowledgement
from incidents.store.queries import acknowledgements, people
from incidents.store.queries.acknowledgements import acknowledged_at

ON_PAPER = (
    Field(
        "day",
        "The day on which they had read it",
        Kind.DATE,
        hint="The day they signed for it, or told you so.",
    ),
)


@dataclass(frozen=True, slots=True)
class Own:
    """The policy for one reader: what holds now, how they stand with it, and the clauses that bind them."""

    round: Round
    status: Status
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Tap:
    """What came of saying so: since which London day it holds, and whether it was said just now."""

    since: date
    new: bool


def own(actor: Member, now: datetime) -> Own:
    """The policy in force as it binds the actor now. Raises NotFound for who may not read it."""
    _only(actor, Permission.READ_POLICY)
    with read() as session:
        held = current(session, actor.organisation_id, now)
        everyone = people.people(session, actor.organisation_id, now)
        me = next((one for one in everyone if one.person_id == actor.person_id), None)
        if me is None:
            raise NotFound
        rows = acknowledgements.of_person(session, actor.organisation_id, actor.person_id)
    where = induction.place(held.policy, me.roles, me.posts, me.standings)
    status = induction.status(held.version, said(rows))
    return Own(held, status, induction.clauses_for(held.policy, where))


def waiting(actor: Member, now: datetime) -> bool:
    """Whether the actor was asked to read the version in force, and has not said yet that they had."""
    if not permits(actor, Permission.READ_POLICY):
        return False
    with read() as session:
        return acknowledgements.waiting(session, actor.organisation_id, actor.person_id, london_day(now))


def acknowledge(actor: Member, number: int, now: datetime) -> Tap:
    """Say that one has read version `number`. Said before, it changes nothing, and answers since when.

    Raises NotFound for who may not read the policy, and Invalid when another version holds now.
    """
    _only(actor, Permission.READ_POLICY)
    with work() as session:
        held = current(session, actor.organisation_id, now)
        if number != held.version.number:
            raise Invalid((Problem("number", "The policy has changed. Read it as it is now, then say so"),))
        acknowledgements.lock(session, actor.organisation_id, [actor.person_id])
        before = acknowledged_at(session, actor.organisation_id, actor.person_id, number)
        if before is not None:
            return Tap(london_day(before), new=False)
        _row(session, actor.organisation_id, actor.person_id, number).acknowledged_at = now
        session.flush()
        payload = {"person": actor.person_id, "version": number, "sha256": held.sha256}
        _note(session, actor, "policy_read", now, payload)
    return Tap(london_day(now), new=True)


def ask(actor: Member, person_id: str | None, now: datetime) -> tuple[str, ...]:
    """Ask one person, or (None) everybody whom a notice can reach, to read the version in force; their names.

    Nobody is asked twice for one version, or asked for what they have read: then nothing is written.
    Raises NotFound for who may not ask, and for someone who need not read it or has no account.
    """
    _only(actor, Permission.SEE_READERS)
    with work() as session:
        held = current(session, actor.organisation_id, now)
        everyone = [
            one for one in audience(session, actor.organisation_id, held, now).readers if one.reachable
        ]
        if person_id is not None:
            everyone = [one for one in everyone if one.person_id == person_id]
            if not everyone:
                raise NotFound
        acknowledgements.lock(session, actor.organisation_id, [one.person_id for one in everyone])
        # Asked again behind the lock: somebody else may have asked them meanwhile.
        fresh = audience(session, actor.organisation_id, held, now).readers
        wanted = {one.person_id for one in everyone}
        asked = [
            one for one in fresh if one.person_id in wanted and one.status.state in (State.NEVER, State.NEW)
        ]
        if not asked:
            return ()
        for one in asked:
            row = _row(session, actor.organisation_id, one.person_id, held.version.number)
            row.invited_at, row.invited_by_person_id = now, actor.person_id
        session.flush()
        whom = [{"person": one.person_id, "name": one.name} for one in asked]
        _note(session, actor, "policy_read_asked", now, {"people": whom, "version": held.version.number})
    return tuple(one.name for one in asked)


def on_paper(actor: Member, person_id: str, now: datetime) -> tuple[str, Round]:
    """The name of someone whose reading on paper the actor may record, and what holds now.

    Raises NotFound for who may not record, for oneself, and for someone who need not read it.
    """
    _only(actor, Permission.SEE_READERS)
    with read() as session:
        return _other(session, actor, person_id, now)


def record_on_paper(actor: Member, person_id: str, key: str, raw: Raw, now: datetime) -> None:
    """Record that someone had read the version in force on a day, on paper; the trail says who recorded it.

    Raises NotFound as `on_paper` does, and Invalid for a day that cannot be, or when they have said so.
    """
    _only(actor, Permission.SEE_READERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"person": person_id}, now) is not None:
            return
        name, held = _other(session, actor, person_id, now)
        number = held.version.number
        day = _day(raw, held, now)
        acknowledgements.lock(session, actor.organisation_id, [person_id])
        before = acknowledged_at(session, actor.organisation_id, person_id, number)
        if before is not None:
            raise Invalid((Problem("day", f"It is recorded already that {name} has read this version"),))
        row = _row(session, actor.organisation_id, person_id, number)
        # The beginning of that London day: never ahead of now, and before all that was done on it.
        row.acknowledged_at = datetime.combine(day, time(), LONDON).astimezone(UTC)
        session.flush()
        payload = {"person": person_id, "name": name, "version": number, "sha256": held.sha256}
        _note(session, actor, "policy_read_recorded", now, payload, happened=day.isoformat())


def had_acknowledged(
    session: Session, organisation_id: str, person_id: str, number: int, on: date
) -> date | None:
    """Since which London day somebody had read version `number`, if they had by the day `on`; else None."""
    at = acknowledged_at(session, organisation_id, person_id, number)
    day = london_day(at) if at is not None else None
    return day if day is not None and day <= on else None


def _only(actor: Member, permission: Permission) -> None:
    if not permits(actor, permission):
        raise NotFound


def _other(session: Session, actor: Member, person_id: str, now: datetime) -> tuple[str, Round]:
    """Someone else who should read the policy, by name: nobody puts their own reading on record for a day."""
    held = current(session, actor.organisation_id, now)
    everyone = audience(session, actor.organisation_id, held, now).readers
    found = next((one for one in everyone if one.person_id == person_id != actor.person_id), None)
    if found is None:
        raise NotFound
    return found.name, held


def _day(raw: Raw, held: Round, now: datetime) -> date:
    data, problems = parse(ON_PAPER, raw, now)
    if problems:
        raise Invalid(problems)
    day, since = date.fromisoformat(str(data["day"])), held.version.since
    if since is not None and day < since:
        words = f"This version holds from {since.day} {since:%B %Y}: enter that day or a later one"
        raise Invalid((Problem("day", words),))
    return day


def _row(session: Session, organisation_id: str, person_id: str, number: int) -> Acknowledgement:
    """The row of this person and version; a new one is added, to be filled before the flush."""
    found = acknowledgements.one(session, organisation_id, person_id, number)
    if found is None:
        found = Acknowledgement(
            organisation_id=organisation_id, id=new_id(), person_id=person_id, policy_number=number
        )
        session.add(found)
    return found


def _note(
    session: Session, actor: Member, action: str, now: datetime, payload: trail.Payload, *, happened: str = ""
) -> None:
    trail.on_organisation(
        session,
        trail.Entry(
            organisation_id=actor.organisation_id,
            action=action,
            actor=actor.person_id,
            at=now,
            payload={"by": actor.name, **payload},
            happened=happened,
        ),
    )
