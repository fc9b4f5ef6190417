"""Standing authority: whom the board lets report to a body without asking each time, and by which minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Field, Kind, Problem, Raw
from incidents.domain.lifecycle.external_guards import MACHINE
from incidents.domain.permissions import GRANTS
from incidents.domain.words import NEEDS_AUTHORITY, Body, Permission
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Delegation, Track
from incidents.store.queries import people, telling

_WAITS_FOR_IT = frozenset({"assessing", "drafting"})
_BODIES = tuple((body.value, body.label) for body in Body if body in NEEDS_AUTHORITY)
_GIVING = (
    Field("body", "Which body may they report to?", Kind.CHOICE, choices=_BODIES),
    Field("person", "Who may report for the board?", Kind.PERSON),
    Field("minute", "In which minute does it stand?", Kind.LINE, hint="For example: board, 3 June, item 7"),
    Field("since", "From when", Kind.DATE),
    Field("until", "Until when, if the board said so", Kind.DATE, required=False, past=False),
)
_ENDING = (Field("because", "Why it ends"),)
_ABOUT = (
    "Some bodies take a report only with the authority of the board. Who stands here need not ask each time: "
    "the minute goes into the case instead."
)


@dataclass(frozen=True, slots=True)
class Given:
    """One standing authority as people read it. `in_force`: it holds today."""

    id: str
    body: str
    person: str
    minute: str
    since: date
    until: date | None
    ended_at: datetime | None
    because: str
    in_force: bool


def held_for(session: Session, actor: Member, tracks: Iterable[Track], now: datetime) -> frozenset[str]:
    """The bodies the actor may report to by a standing authority; no query where no report waits for one."""
    waits = any(
        one.machine == MACHINE and one.subject in NEEDS_AUTHORITY and one.state in _WAITS_FOR_IT
        for one in tracks
    )
    if not waits:
        return frozenset()
    held = telling.delegated(session, actor.organisation_id, actor.person_id, _day(now))
    return frozenset(one.body for one in held)


def listing(actor: Member, now: datetime) -> tuple[Given, ...]:
    """Every standing authority, those in force first. Raises NotFound."""
    may(actor, Permission.SET_BOARD_RULES)
    with read() as session:
        rows = telling.delegations(session, actor.organisation_id)
    shown = [_shown(row, name, _day(now)) for row, name in rows]
    return tuple(sorted(shown, key=lambda one: not one.in_force))


def giving(actor: Member, now: datetime) -> Form:
    """The form that writes one down. Raises NotFound."""
    may(actor, Permission.SET_BOARD_RULES)
    with read() as session:
        return _giving(session, actor, now)


def give(actor: Member, key: str, raw: Raw, now: datetime) -> None:
    """Write down that the board gave somebody standing authority. Raises NotFound and Invalid."""
    may(actor, Permission.SET_BOARD_RULES)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        form = _giving(session, actor, now)
        data = parsed(form, raw, now)
        since = date.fromisoformat(str(data["since"]))
        until = date.fromisoformat(str(data["until"])) if "until" in data else None
        if until is not None and until < since:
            raise Invalid((Problem("until", "It cannot end before it begins"),))
        row = Delegation(
            organisation_id=actor.organisation_id,
            id=new_id(),
            body=str(data["body"]),
            person_id=str(data["person"]),
            minute=str(data["minute"]),
            since=since,
            until=until,
            given_by_person_id=actor.person_id,
            given_at=now,
            ended_at=None,
            ended_because="",
        )
        session.add(row)
        labels = {"person": {row.person_id: form.choices["person"][row.person_id]}}
        note(session, actor, "authority_given", now, {"data": data, "labels": labels, "id": row.id})


def ending(actor: Member, delegation_id: str) -> Form:
    """The form that ends one. Raises NotFound for one that is not there, or has ended."""
    may(actor, Permission.SET_BOARD_RULES)
    with read() as session:
        row = _running(session, actor, delegation_id)
        return Form(_ENDING, about=f"{Body(row.body).label}, by {row.minute}")


def end(actor: Member, delegation_id: str, key: str, raw: Raw, now: datetime) -> None:
    """End one; from now on the board is asked each time. Raises NotFound and Invalid."""
    may(actor, Permission.SET_BOARD_RULES)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        row = _running(session, actor, delegation_id)
        data = parsed(Form(_ENDING), raw, now)
        row.ended_at, row.ended_because = now, str(data["because"])
        note(session, actor, "authority_ended", now, {"data": data, "id": row.id})


def _giving(session: Session, actor: Member, now: datetime) -> Form:
    """Nobody writes down an authority of their own; who may not write such a report needs none."""
    may_draft = {
        one.person_id: one.name
        for one in people.people(session, actor.organisation_id, now)
        if one.roles & GRANTS[Permission.DRAFT_REPORT] and one.person_id != actor.person_id
    }
    return Form(_GIVING, {"person": may_draft}, about=_ABOUT)


def _running(session: Session, actor: Member, delegation_id: str) -> Delegation:
    row = session.get(Delegation, (actor.organisation_id, delegation_id)) if is_key(delegation_id) else None
    if row is None or row.ended_at is not None:
        raise NotFound
    return row


def _shown(row: Delegation, name: str, day: date) -> Given:
    in_force = row.ended_at is None and row.since <= day and (row.until is None or day <= row.until)
    return Given(
        row.id,
        Body(row.body).label,
        name,
        row.minute,
        row.since,
        row.until,
        row.ended_at,
        row.ended_because,
        in_force,
    )


def _day(now: datetime) -> date:
    return now.astimezone(LONDON).date()
