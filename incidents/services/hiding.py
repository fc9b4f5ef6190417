"""Hiding a case from someone for good, and who goes on with it then."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select, update

from incidents.domain.policy import receiver_label
from incidents.services import at_once, routing
from incidents.services.changing import Change
from incidents.services.charity import Charity
from incidents.store.models import Access, Exclusion, Task, Track
from incidents.store.queries import people
from incidents.store.queries.people import HeldBy


def hide(change: Change, charity: Charity, person_id: str, why: str) -> str:
    """Hide the case from a person: `why` is "about" or "declared".

    What they led or were to do is nobody's then. When it concerns the head of staff or the board, the staff
    are passed over from now on. The next free receiver is let in where the case loses whoever led it or saw
    it. Out: the outside body to turn to when nobody inside is left; otherwise "".
    """
    case, session = change.scene.case, change.session
    if person_id in change.scene.found.excluded:
        return ""
    session.add(
        Exclusion(
            organisation_id=case.organisation_id,
            case_id=case.id,
            person_id=person_id,
            why=why,
            since=change.now,
        )
    )
    change.say("hidden_from", {"case": case.id, "person": person_id})
    everyone = people.people(session, case.organisation_id, change.now)
    hidden = change.scene.found.excluded | {person_id}
    passes = why == "about" and routing.passes_staff(
        charity.policy, (one for one in everyone if one.person_id == person_id)
    )
    led = case.lead_person_id == person_id
    _take_off(change, person_id)
    case.restricted = case.restricted or passes
    if not passes and not led and _someone_left(change, everyone, hidden):
        return ""
    routed = routing.route(charity.policy, everyone, hidden, past_staff=case.restricted)
    if routed.person is not None:
        change.let_in(routed.person.person_id, "receives reports")
        at_once.tell(session, case, routed.person.person_id, change.now)
    elif not _someone_left(change, everyone, hidden):
        outside = receiver_label(charity.policy, routed.receiver)
        case.known = {**case.known, "outside": outside}
        return outside
    return ""


def _take_off(change: Change, person_id: str) -> None:
    case, session = change.scene.case, change.session
    if case.lead_person_id == person_id:
        case.lead_person_id, case.lead_name = None, ""
    session.execute(
        update(Task)
        .where(
            Task.organisation_id == case.organisation_id,
            Task.case_id == case.id,
            Task.assigned_person_id == person_id,
            Task.done_at.is_(None),
        )
        .values(assigned_person_id=None)
    )
    session.execute(
        update(Track)
        .where(
            Track.organisation_id == case.organisation_id,
            Track.case_id == case.id,
            Track.assigned_person_id == person_id,
        )
        .values(assigned_person_id=None)
    )


def _someone_left(change: Change, everyone: Sequence[HeldBy], hidden: Collection[str]) -> bool:
    """Whether anyone whom it does not concern can still see the whole case."""
    case = change.scene.case
    if not case.restricted and routing.someone_sees(everyone, hidden):
        return True
    inside = change.session.scalars(
        select(Access.person_id).where(
            Access.organisation_id == case.organisation_id,
            Access.case_id == case.id,
            Access.track_id.is_(None),
            or_(Access.until.is_(None), Access.until > change.now),
        )
    )
    return any(person_id not in hidden for person_id in inside)
