"""Gathering what the rules need: a case and its matters, found through the one filter, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain import reference as references
from incidents.domain.board import Board
from incidents.domain.case import CaseFacts, Context, Hold, Known, LastStep, SubjectPerson, TrackFacts
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Machine, Transition
from incidents.domain.policy import Policy
from incidents.domain.words import CaseKind, Role
from incidents.services import board_facts, delegations, findings
from incidents.services import charity as charities
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.store.models import CaseFile, FindingRow, Involvement, Track
from incidents.store.queries import one_case, parts, posting
from incidents.store.queries.one_case import Found, FoundTrack
from incidents.store.queries.parts import Parts
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class Scene:
    """One case as the rules and one actor see it; `here` is what a step moves: the case, or one matter of it.

    `gone` are the matters, visible to the actor, that went with a joined case into the other one. `unmet` is
    what the policy says will follow and was not started, as people read it; `looked_up` the findings.
    """

    found: Found
    facts: CaseFacts
    here: CaseFile | Track
    machine: Machine
    track_facts: TrackFacts | None
    gone: frozenset[str] = frozenset()
    unmet: Mapping[str, str] = field(default_factory=dict)
    looked_up: tuple[tuple[FindingRow, Involvement], ...] = ()

    @property
    def case(self) -> CaseFile:
        """The case's row."""
        return self.found.case

    @property
    def tracks(self) -> tuple[FoundTrack, ...]:
        """Every matter of the case, seen or not: for the rules, never to be shown."""
        return self.found.tracks

    @property
    def visible(self) -> tuple[FoundTrack, ...]:
        """The matters this actor may know of."""
        return tuple(one for one in self.tracks if one.visible)

    @property
    def seen(self) -> frozenset[str]:
        """The ids of the matters whose history here this actor may read, those that went elsewhere too."""
        return self.gone | {one.track.id for one in self.visible}

    @property
    def track(self) -> Track | None:
        """The matter that a step moves, or None when it moves the case."""
        return self.here if isinstance(self.here, Track) else None

    def context(self, actor: Member, now: datetime, data: Known | None = None) -> Context:
        """What a guard may look at."""
        return Context(self.facts, self.track_facts, actor, now, data)


def scene(
    session: Session,
    actor: Member,
    reference: str,
    track_id: str | None,
    now: datetime,
    *,
    lock: bool = False,
) -> Scene:
    """Find a case (and one matter of it) as `actor` may see it. Raises NotFound when there is nothing to see.

    A matter that went with its case into another one is found there under its old address too.
    """
    eyes = reader(actor, now)
    tidy = references.tidy(reference)
    case = one_case.row(session, eyes, tidy, lock=lock) if tidy else None
    other = None
    if case is not None and case.merged_into is not None:
        other = one_case.row_by_id(session, eyes, case.merged_into, lock=lock and track_id is not None)
    case = other if track_id is not None and other is not None else case
    found = one_case.around(session, eyes, case) if case else None
    if found is None:
        raise NotFound
    stands = _stands(session, found)
    facts = case_facts(session, found, eyes, actor, stands)
    if track_id is None:
        gone = _gone(session, eyes, other)
        return Scene(found, facts, found.case, MACHINES["case"], None, gone, stands.unmet, stands.rows)
    for one, told in zip(found.tracks, facts.tracks, strict=True):
        if one.track.id == track_id and one.visible:
            machine = MACHINES[one.track.machine]
            return Scene(found, facts, one.track, machine, told, frozenset(), stands.unmet, stands.rows)
    raise NotFound


def look(session: Session, actor: Member, reference: str, now: datetime) -> Scene:
    """As `scene` of the case itself, for pages that only show it: no lock, and nearly always one SELECT."""
    eyes = reader(actor, now)
    tidy = references.tidy(reference)
    found = one_case.whole(session, eyes, tidy) if tidy else None
    if found is None:
        raise NotFound
    joined_to = found.case.merged_into
    other = one_case.row_by_id(session, eyes, joined_to) if joined_to is not None else None
    gone = _gone(session, eyes, other)
    stands = _stands(session, found)
    facts = case_facts(session, found, eyes, actor, stands)
    return Scene(found, facts, found.case, MACHINES["case"], None, gone, stands.unmet, stands.rows)


def as_seen(here: Scene, small: Parts) -> Scene:
    """The scene as its reader knows it: a reason that is told must not tell of a matter hidden from them.

    `small` is what `known_parts` gives. Only for what is told: a step is tried on all there is.
    """
    seen = {one.track.id for one in here.visible}
    tracks = tuple(track for track in here.facts.tracks if track.id in seen)
    open_tasks = sum(not task.done for task in small.tasks)
    return replace(here, facts=replace(here.facts, tracks=tracks, open_tasks=open_tasks))


def worth_offering(here: Scene, step: Transition) -> bool:
    """Whether a step belongs among the ways on: looking up has its own links, one for each person; there may
    be nothing to decide against.
    """
    if step.action == "set_aside":
        return here.facts.final_word and (bool(here.unmet) or here.facts.national_body_due)
    return step.action != "judge"


def known_parts(session: Session, here: Scene, *, with_reports: bool = False) -> Parts:
    """The people, tasks and clauses (and reports) of the case that its reader may know of; one SELECT."""
    ids = [one.track.id for one in here.visible]
    return parts.parts(session, here.case, ids, whole=here.found.whole, with_reports=with_reports)


def _gone(session: Session, eyes: Reader, other: CaseFile | None) -> frozenset[str]:
    found = one_case.around(session, eyes, other) if other else None
    return frozenset(one.track.id for one in found.tracks if one.visible) if found else frozenset()


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


def _stands(session: Session, found: Found) -> findings.Standing:
    return findings.standing(session, found.case, [one.track for one in found.tracks])


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
