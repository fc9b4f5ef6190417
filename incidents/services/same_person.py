"""Two records of one person, joined: what held for either holds for both from that moment on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import gather, keeping
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.hiding import hide
from incidents.services.keeping import Form
from incidents.services.on_case import enter
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Access, Holding, Person, PersonJoined, SignInSession
from incidents.store.queries import people, same_person

_OWN = "Nobody does this to themselves: ask another administrator"


def form(actor: Member, person_id: str, now: datetime) -> Form:
    """Which record is kept, and how it is known that both are one person. Raises NotFound."""
    _may(actor, person_id)
    with read() as session:
        return _form(session, actor, person_id, now)


def join(charity: Charity, actor: Member, person_id: str, raw: Raw, now: datetime) -> str:
    """Join the record of `person_id` to another one; the id of the record that is kept.

    From that moment a case hidden from either is hidden from both; what either holds, was let into, leads or
    has to do, the kept record has. The other one stays, for the trail alone, and its sign-ins end. The entry
    of the charity says nothing of cases: who joins records reads none. Raises NotFound and Invalid.
    """
    _may(actor, person_id)
    with work() as session:
        data = keeping.parsed(_form(session, actor, person_id, now), raw, now)
        kept = str(data["person"])
        if actor.person_id in (person_id, kept):
            raise Invalid((Problem("person", _OWN),))
        both = select(Person.id).where(
            Person.organisation_id == actor.organisation_id, Person.id.in_((person_id, kept))
        )
        session.execute(both.order_by(Person.id).with_for_update())
        session.add(
            PersonJoined(
                organisation_id=actor.organisation_id,
                away_id=person_id,
                kept_id=kept,
                by_person_id=actor.person_id,
                because=str(data["because"]),
                at=now,
            )
        )
        session.flush()
        _hold_alike(session, actor, person_id, kept, now)
        same_person.move_outside_cases(session, actor.organisation_id, person_id, kept)
        for case_id in same_person.cases_of(session, actor.organisation_id, (person_id, kept)):
            _in_case(session, charity, actor, case_id, (person_id, kept), now)
        _one_account(session, actor, person_id, kept, now)
        said = {"kept": kept, "away": person_id, "data": {"because": data["because"]}}
        keeping.note(session, actor, "people_joined", now, said)
        return kept


def _may(actor: Member, person_id: str) -> None:
    if not permits(actor, Permission.MANAGE_PEOPLE) or not keeping.is_key(person_id):
        raise NotFound


def _form(session: Session, actor: Member, person_id: str, now: datetime) -> Form:
    everyone = {one.person_id: one.name for one in people.people(session, actor.organisation_id, now)}
    if person_id not in everyone:
        raise NotFound
    name = everyone.pop(person_id)
    everyone.pop(actor.person_id, None)
    return Form(
        (
            Field("person", "Which record is kept", Kind.PERSON),
            Field("because", "How you know that it is the same person"),
        ),
        {"person": everyone},
        about=name,
    )


def _hold_alike(session: Session, actor: Member, away: str, kept: str, now: datetime) -> None:
    has = {(one.kind, one.key) for one in same_person.held(session, actor.organisation_id, kept, now)}
    for one in same_person.held(session, actor.organisation_id, away, now):
        one.until = now
        if (one.kind, one.key) not in has:
            session.add(
                Holding(
                    organisation_id=actor.organisation_id,
                    id=new_id(),
                    person_id=kept,
                    kind=one.kind,
                    key=one.key,
                    state=one.state,
                    since=now,
                    until=None,
                )
            )
    session.flush()


def _in_case(
    session: Session, charity: Charity, actor: Member, case_id: str, both: tuple[str, str], now: datetime
) -> None:
    """In one case: hidden from both if from either; else the kept record takes the other one's place."""
    away, kept = both
    change = Change(session, actor, gather.unseen(session, actor, case_id, now), now)
    case = change.scene.case
    why = [same_person.exclusions(session, case, one) for one in both]
    reason = next((one for one in why if one), None)
    let_in = same_person.let_in(session, case, away, now)
    if reason is not None:
        for one in both:
            hide(change, charity, one, reason)
    else:
        _take_the_place(change, let_in, away, kept)
    for row in let_in:
        row.until, row.ended_because = now, "Joined to another record of the same person"
    same_person.move_in(session, case, away, kept)
    change.say("joined", {"away": away, "kept": kept})
    enter(change, "records_joined", {})
    session.flush()


def _take_the_place(change: Change, let_in: tuple[Access, ...], away: str, kept: str) -> None:
    case = change.scene.case
    tracks = {one.track.id: one.track for one in change.scene.tracks}
    for row in let_in:
        change.let_in(kept, row.because, tracks.get(row.track_id or ""), row.until)
    if case.lead_person_id == away:
        person = change.session.get_one(Person, (case.organisation_id, kept))
        case.lead_person_id, case.lead_name = kept, person.name


def _one_account(session: Session, actor: Member, away: str, kept: str, now: datetime) -> None:
    """The kept record signs in with the account it has, or else with the other one's; all sign-ins end."""
    there = same_person.membership(session, actor.organisation_id, away)
    if there is None or there.until is not None:
        return
    if same_person.membership(session, actor.organisation_id, kept) is None:
        there.person_id = kept
    else:
        there.until = now
    session.execute(
        update(SignInSession)
        .where(SignInSession.account_id == there.account_id, SignInSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )
