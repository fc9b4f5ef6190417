"""A case and its matters as the plain facts that the rules are asked about."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from incidents.domain.board import Board
from incidents.domain.case import CaseFacts, Hold, LastStep, SubjectPerson, TrackFacts
from incidents.domain.policy import Policy
from incidents.domain.words import CaseKind, Role
from incidents.services import board_facts, delegations, findings
from incidents.services import charity as charities
from incidents.services.actors import Member
from incidents.store.queries import posting
from incidents.store.queries.one_case import Found, FoundTrack
from incidents.store.queries.visible import Reader


def case_facts(
    session: Session, found: Found, eyes: Reader, actor: Member, stands: findings.Standing
) -> CaseFacts:
    """The case and all its matters, seen or not: a rule must not be fooled by what its actor may not know."""
    case = found.case
    number, sha256 = found.policy
    policy = charities.version(session, case.organisation_id, number, sha256)
    tracks = [one.track for one in found.tracks]
    sitting = board_facts.boards(session, case.organisation_id, tracks, eyes.now)
    read = board_facts.have_read(session, case.organisation_id, tracks)
    due = findings.national_body_due(policy, tracks, stands.aside)
    return CaseFacts(
        state=case.state,
        tracks=tuple(
            track_facts(one, sitting.get(one.track.id), read.get(one.track.id, frozenset()))
            for one in found.tracks
        ),
        open_tasks=case.open_tasks,
        complaint=case.kind == CaseKind.COMPLAINT or case.known.get("complaint") is True,
        merged=case.merged_into is not None,
        actor_is_poster=_is_poster(session, found, eyes, policy),
        lead_id=case.lead_person_id,
        excluded=found.excluded,
        known=case.known,
        hold=_hold(case.hold),
        last=_last(case.last),
        offered=stands.offered,
        unmet=frozenset(stands.unmet),
        national_body_due=due,
        final_word=Role.CHAIR in actor.roles
        or ((bool(stands.unmet) or due) and findings.last_receiver(session, found, eyes, policy)),
        delegated=delegations.held_for(session, actor, tracks, eyes.now),
    )


def track_facts(
    found: FoundTrack, board: Board | None = None, have_read: frozenset[str] = frozenset()
) -> TrackFacts:
    """One matter, with the person it is about as they stood then, and the board that decides it, if any."""
    track, about = found.track, found.involvement
    person = SubjectPerson(about.person_id, about.standing, about.under_18) if about else None
    return TrackFacts(
        id=track.id,
        machine=track.machine,
        state=track.state,
        ended=track.ended,
        subject=track.subject,
        person=person,
        known=track.known,
        hold=_hold(track.hold),
        last=_last(track.last),
        taken_by={action: str(person_id) for action, person_id in track.taken_by.items()},
        board=board,
        have_read=have_read,
    )


def _is_poster(session: Session, found: Found, eyes: Reader, policy: Policy) -> bool:
    """Whether the actor may write on the charity's pages: by a post of the policy, or by the charity's list.

    Where neither names anyone, anyone may. Only a case with something to answer looks into the list.
    """
    posters = {post.key for post in policy.posts if post.approved_poster}
    if not posters.isdisjoint(found.posts):
        return True
    if all(one.track.machine != "response" for one in found.tracks):
        return not posters
    approved = posting.approved_people(session, eyes.organisation_id, eyes.now)
    return eyes.person_id in approved or not (posters or approved)


def _hold(stored: dict[str, object] | None) -> Hold | None:
    if stored is None:
        return None
    until = stored.get("until")
    return Hold(
        asked_by=str(stored["asked_by"]),
        until=date.fromisoformat(str(until)) if until else None,
        next_look=date.fromisoformat(str(stored["next_look"])),
    )


def _last(stored: dict[str, object] | None) -> LastStep | None:
    if stored is None:
        return None
    return LastStep(
        str(stored["action"]), str(stored["by"]), str(stored["origin"]), stored["left_the_house"] is True
    )
