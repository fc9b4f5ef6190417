"""Same as another case: what is being done goes on there, for those who may know of both."""

from __future__ import annotations

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from incidents.domain import reference as references
from incidents.domain.fields import Data, Problem, Raw
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.domain.lifecycle.external_guards import carried
from incidents.services import clock_keeping, findings
from incidents.services.actors import Member, reader
from incidents.services.changing import Change, earliest_due
from incidents.services.faults import Invalid
from incidents.store.ids import new_id
from incidents.store.instant import as_text
from incidents.store.models import (
    Access,
    CaseFile,
    Citation,
    ClockRow,
    Exclusion,
    FindingRow,
    Involvement,
    NotReported,
    ReviewPack,
    ReviewSeat,
    SetAside,
    Task,
    Track,
)
from incidents.store.queries import clocks, one_case
from incidents.store.queries.one_case import Found

FIELD = "same_as"


def lock_both(session: Session, actor: Member, reference: str, raw: Raw) -> None:
    """Hold this case and the other one in one order for everybody, before either is looked at."""
    named = [references.tidy(str(name)) for name in (reference, raw.get(FIELD) or "")]
    one_case.lock_all(session, actor.organisation_id, [name for name in named if name])


def join(change: Change, data: Data) -> None:
    """Close this case as the same as another: matters, tasks, people, clauses and access go over.

    Each matter keeps its id, so that its history is found from both; reports stay where they came in, so that
    each reporter keeps a status. Raises Invalid when the other case is not there for the actor, or not free.
    """
    case, other = change.scene.case, _other(change, str(data[FIELD]))
    into = other.case
    _refuse_clash(change, other)
    case.outcome, case.closed_at, case.merged_into = "same", change.now, into.id
    change.words["joined_to"] = {"case": into.id, "reference": into.reference}
    restricted = case.restricted or into.restricted
    case.restricted, into.restricted = restricted, restricted
    if change.scene.facts.complaint:
        into.known = {**into.known, "complaint": True}
    if change.scene.looked_up:
        into.known = {**into.known, findings.LOOKED_UP: True}
    _carry_over(change, other)
    _know_since(change, other)
    _hide_alike(change, other)
    _let_in_alike(change, other)
    into.open_tasks += case.open_tasks
    case.open_tasks, case.due_on = 0, None
    hidden = change.hidden_tracks() + [
        one.track.id for one in other.tracks if one.track.machine in CLOSED_CIRCLE
    ]
    into.due_on = earliest_due(change.session, into, hidden, [])
    into.updated_at = change.now


def _other(change: Change, named: str) -> Found:
    eyes = reader(change.actor, change.now)
    tidy = references.tidy(named)
    row = one_case.row(change.session, eyes, tidy, lock=True) if tidy else None
    found = one_case.around(change.session, eyes, row) if row and row.id != change.scene.case.id else None
    if found is None or not found.whole:
        raise Invalid((Problem(FIELD, "There is no other case with this reference that you can see"),))
    if found.case.merged_into is not None:
        raise Invalid(
            (Problem(FIELD, "That case was joined to another one itself; use the reference of that one"),)
        )
    return found


def _refuse_clash(change: Change, other: Found) -> None:
    going_on = [one.track for one in change.scene.tracks if not one.track.ended]
    matters = [one.track.id for one in change.scene.tracks]
    running = clocks.of_case(change.session, change.scene.case, matters, whole=True)
    if other.case.state == "closed" and (going_on or running or change.scene.case.open_tasks):
        raise Invalid(
            (
                Problem(
                    FIELD, "That case is closed, and here something is still being done; open it again first"
                ),
            )
        )
    there = {(one.track.machine, one.track.subject) for one in other.tracks if not one.track.ended}
    if any((track.machine, track.subject) in there for track in going_on):
        raise Invalid((Problem(FIELD, "Both cases are doing the same thing; end it in one of them first"),))


def _carry_over(change: Change, other: Found) -> None:
    case, into, session = change.scene.case, other.case, change.session
    for model in (Track, Task, ClockRow, FindingRow, NotReported, SetAside, ReviewPack, ReviewSeat):
        session.execute(
            update(model)
            .where(model.organisation_id == case.organisation_id, model.case_id == case.id)
            .values(case_id=into.id)
        )
    session.execute(
        update(Access)
        .where(
            Access.organisation_id == case.organisation_id,
            Access.case_id == case.id,
            Access.track_id.is_not(None),
        )
        .values(case_id=into.id)
    )
    _carry_people(change, into)
    _cite_alike(change, into)
    into.known = {**into.known, **carried(case.known, into.known)}


def _know_since(change: Change, other: Found) -> None:
    """They are one matter, known of as soon as either was: the clocks of both count from there."""
    case, into = change.scene.case, other.case
    if case.aware_at < into.aware_at:
        told = {"before": as_text(into.aware_at), "now": as_text(case.aware_at)}
        change.words["known_since"] = told
        into.aware_at = case.aware_at
    clock_keeping.recount(change, into, [one.track for one in (*change.scene.tracks, *other.tracks)])


def _cite_alike(change: Change, into: CaseFile) -> None:
    case = change.scene.case
    rows = change.session.scalars(
        select(Citation).where(
            Citation.organisation_id == case.organisation_id, Citation.case_id.in_((case.id, into.id))
        )
    ).all()
    there = {(one.policy_number, one.clause_id) for one in rows if one.case_id == into.id}
    change.session.add_all(
        Citation(
            organisation_id=into.organisation_id,
            case_id=into.id,
            policy_number=one.policy_number,
            clause_id=one.clause_id,
        )
        for one in rows
        if one.case_id == case.id and (one.policy_number, one.clause_id) not in there
    )


def _carry_people(change: Change, into: CaseFile) -> None:
    """People go over too; who plays the same part there already goes only with a matter of their own."""
    rows = change.session.scalars(
        select(Involvement).where(
            Involvement.organisation_id == into.organisation_id,
            Involvement.case_id.in_((change.scene.case.id, into.id)),
        )
    ).all()
    there = {(one.person_id, one.involvement) for one in rows if one.case_id == into.id and one.person_id}
    needed = {one.track.involvement_id for one in change.scene.tracks}
    needed |= {row.involvement_id for row, _ in change.scene.looked_up}
    for one in rows:
        if one.case_id != into.id and (one.id in needed or (one.person_id, one.involvement) not in there):
            one.case_id = into.id


def _hide_alike(change: Change, other: Found) -> None:
    """Both cases are hidden from everyone that either was hidden from."""
    case, into = change.scene.case, other.case
    rows = change.session.scalars(
        select(Exclusion).where(
            Exclusion.organisation_id == case.organisation_id, Exclusion.case_id.in_((case.id, into.id))
        )
    ).all()
    why = {one.person_id: one.why for one in rows}
    for target, already in ((case, change.scene.found.excluded), (into, other.excluded)):
        for person_id in sorted(set(why) - already):
            change.say("hidden_from", {"case": target.id, "person": person_id})
            change.session.add(
                Exclusion(
                    organisation_id=target.organisation_id,
                    case_id=target.id,
                    person_id=person_id,
                    why=why[person_id],
                    since=change.now,
                )
            )
        if target.lead_person_id in why:
            target.lead_person_id, target.lead_name = None, ""


def _let_in_alike(change: Change, other: Found) -> None:
    """Whoever was let into one of the two cases as a whole is let into both: they are one matter now."""
    case, into = change.scene.case, other.case
    rows = change.session.scalars(
        select(Access).where(
            Access.organisation_id == case.organisation_id,
            Access.case_id.in_((case.id, into.id)),
            Access.track_id.is_(None),
            or_(Access.until.is_(None), Access.until > change.now),
        )
    ).all()
    inside = {(one.case_id, one.person_id) for one in rows}
    for one in rows:
        target = into if one.case_id == case.id else case
        if (target.id, one.person_id) not in inside:
            inside.add((target.id, one.person_id))
            change.say("let_in", {"case": target.id, "person": one.person_id})
            change.session.add(
                Access(
                    organisation_id=target.organisation_id,
                    id=new_id(),
                    case_id=target.id,
                    track_id=None,
                    person_id=one.person_id,
                    because=one.because,
                    since=change.now,
                    until=one.until,
                    by_person_id=change.actor.person_id,
                    agreed_at=one.agreed_at,
                )
            )
