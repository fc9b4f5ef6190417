"""People of a charity: adding them, giving them an account, a role, a post or a standing, and ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Problem, parse
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import accounts, addresses, hashing, invitations, passwords
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.holdable import begins, can_be_held
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Holding, Person
from incidents.store.queries import people

_ASKED = (
    Field("name", "Name", Kind.LINE),
    Field("email", "E-mail address", Kind.LINE, required=False),
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Someone to be known to the charity. `holds` are (kind, key, state): role, post or standing.

    With an `email` they are invited to sign in, and choose their own `password`; only the machine's operator
    gives the first administrator one, at once. An address that has an account already is joined to it.
    """

    name: str
    holds: tuple[tuple[str, str, str], ...] = ()
    email: str = ""
    password: str = ""


def add(
    organisation_id: str, person: NewPerson, actor: Member | None, tool: PasswordHasher, now: datetime
) -> str:
    """Add a person, with what they hold and an account if asked; their id.

    `actor` None is the machine's operator. Raises NotFound for an unknown charity; Invalid for a name that
    cannot be used, something that nobody can hold there, a password too short or too long, or an address
    that is in this charity already.
    """
    problems = _problems(organisation_id, person, now)
    own = (person.name, person.email, organisation_id)
    at_once = actor is None and bool(person.email)
    if at_once and (weak := passwords.fault(person.password, own)):
        problems = (*problems, Problem("password", weak))
    if problems:
        raise Invalid(problems)
    stored = hashing.hash_password(person.password, tool) if at_once else ""
    return add_prepared(organisation_id, person, stored, actor, now)


def add_prepared(
    organisation_id: str, person: NewPerson, stored: str, actor: Member | None, now: datetime
) -> str:
    """As `add`, with the hash of a password that was made before: `stored` stands in for `person.password`.

    For many people at once who share one password, as the invented ones of practice mode do. Without one the
    person is invited.
    """
    if problems := _problems(organisation_id, person, now):
        raise Invalid(problems)
    invited: dict[str, str] = {}
    with work() as session:
        row = Person(organisation_id=organisation_id, id=new_id(), name=person.name.strip())
        session.add(row)
        session.flush()
        for kind, key, state in person.holds:
            _give(session, row, kind, key, state, now)
        if stored:
            accounts.join(session, row, person.email, stored, now)
        elif person.email:
            invited = {"invited": invitations.open_for(session, row, person.email, now)}
        session.flush()
        _note(
            session,
            organisation_id,
            "person_made",
            actor,
            now,
            {
                "person": row.id,
                "name": row.name,
                "holds": [list(one) for one in person.holds],
                "account": bool(stored),
                **invited,
            },
        )
    return row.id


def give(actor: Member, person_id: str, kind: str, key: str, state: str, now: datetime) -> None:
    """Give a role, a post or a standing. Nobody changes what they hold themselves.

    `state` goes with a standing; empty, it is the one in which that standing begins. Raises NotFound for
    someone unknown to the charity, and Invalid for what cannot be held, or is held already.
    """
    _may_change(actor, person_id)
    if (kind, key) not in can_be_held(actor.organisation_id):
        raise Invalid((Problem("held", "Choose one of the answers shown"),))
    with work() as session:
        row = _person(session, actor, person_id)
        if _held(session, row, kind, key) is not None:
            raise Invalid((Problem("held", f"{row.name} holds this already"),))
        _give(session, row, kind, key, state, now)
        session.flush()
        _note(
            session,
            actor.organisation_id,
            "role_given",
            actor,
            now,
            {"person": row.id, "kind": kind, "key": key},
        )


def end(actor: Member, person_id: str, kind: str, key: str, now: datetime) -> None:
    """End a role, a post or a standing. Nobody changes what they hold themselves.

    Raises NotFound for someone unknown to the charity, and Invalid for what they do not hold (any more).
    """
    _may_change(actor, person_id)
    with work() as session:
        row = _person(session, actor, person_id)
        holding = _held(session, row, kind, key)
        if holding is None:
            raise Invalid((Problem("held", f"{row.name} does not hold this any more"),))
        holding.until = now
        _note(
            session,
            actor.organisation_id,
            "role_ended",
            actor,
            now,
            {"person": row.id, "kind": kind, "key": key},
        )


def one(actor: Member, person_id: str, now: datetime) -> people.HeldBy:
    """One person of the actor's charity, with what they hold now. Raises NotFound."""
    found = next((one for one in everyone(actor.organisation_id, now) if one.person_id == person_id), None)
    if found is None or not permits(actor, Permission.MANAGE_PEOPLE):
        raise NotFound
    return found


def everyone(organisation_id: str, now: datetime) -> tuple[people.HeldBy, ...]:
    """Everyone of a charity with what they hold now."""
    with read() as session:
        return people.people(session, organisation_id, now)


def _may_change(actor: Member, person_id: str) -> None:
    if not permits(actor, Permission.MANAGE_PEOPLE):
        raise NotFound
    if person_id == actor.person_id:
        raise Invalid((Problem("held", "Nobody changes their own roles: ask another administrator"),))


def _person(session: Session, actor: Member, person_id: str) -> Person:
    if not (person_id.isascii() and person_id.isalnum()):
        raise NotFound
    # Locked, so that the same thing pressed twice at once is given or ended once.
    query = select(Person).where(Person.organisation_id == actor.organisation_id, Person.id == person_id)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFound
    return row


def _problems(organisation_id: str, person: NewPerson, now: datetime) -> tuple[Problem, ...]:
    data, problems = parse(_ASKED, {"name": person.name, "email": person.email}, now)
    email = str(data.get("email", ""))
    if email:
        try:
            addresses.kept(email)
        except Invalid as fault:
            problems += fault.problems
    known = can_be_held(organisation_id)
    kinds = dict.fromkeys(kind for kind, key, _ in person.holds if (kind, key) not in known)
    return problems + tuple(Problem(kind, "Choose from the answers shown") for kind in kinds)


def _give(session: Session, row: Person, kind: str, key: str, state: str, now: datetime) -> None:
    session.add(
        Holding(
            organisation_id=row.organisation_id,
            id=new_id(),
            person_id=row.id,
            kind=kind,
            key=key,
            state=begins(kind, key, state),
            since=now,
            until=None,
        )
    )


def _held(session: Session, row: Person, kind: str, key: str) -> Holding | None:
    """What the person holds now under this key; compared here, for a key may be any text at all."""
    query = select(Holding).where(
        Holding.organisation_id == row.organisation_id,
        Holding.person_id == row.id,
        Holding.until.is_(None),
    )
    return next((one for one in session.scalars(query) if (one.kind, one.key) == (kind, key)), None)


def _note(
    session: Session,
    organisation_id: str,
    action: str,
    actor: Member | None,
    now: datetime,
    payload: trail.Payload,
) -> None:
    by = {"by": actor.name if actor else "the machine's operator"}
    trail.on_organisation(
        session,
        trail.Entry(
            organisation_id=organisation_id,
            action=action,
            actor=actor.person_id if actor else "system",
            at=now,
            payload={**by, **payload},
        ),
    )
