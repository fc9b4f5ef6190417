"""Gathering what the rules need: a case and its matters, found through the one filter, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.case import CaseFacts, Context, Hold, Known, LastStep, SubjectPerson, TrackFacts
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Machine
from incidents.domain.words import CaseKind
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.store.models import CaseFile, Track
from incidents.store.queries import cases
from incidents.store.queries.cases import Found, FoundTrack


@dataclass(frozen=True, slots=True)
class Scene:
    """One case as the rules and one actor see it; `here` is what a step moves: the case, or one matter of it."""

    found: Found
    tracks: tuple[FoundTrack, ...]
    facts: CaseFacts
    here: CaseFile | Track
    machine: Machine
    track_facts: TrackFacts | None

    @property
    def case(self) -> CaseFile:
        """The case's row."""
        return self.found.case

    @property
    def visible(self) -> tuple[FoundTrack, ...]:
        """The matters this actor may know of."""
        return tuple(one for one in self.tracks if one.visible)

    def context(self, actor: Member, now: datetime, data: Known | None = None) -> Context:
        """What a guard may look at."""
        return Context(self.facts, self.track_facts, actor, now, data)


def scene(
    session: Session, actor: Member, reference: str, track_id: str | None, now: datetime, *, lock: bool = False
) -> Scene:
    """Find a case (and one matter of it) as `actor` may see it. Raises NotFound when there is nothing to see."""
    eyes = reader(actor, now)
    found = cases.one(session, eyes, reference, lock=lock)
    if found is None:
        raise NotFound
    tracks = cases.tracks(session, eyes, found.case)
    facts = case_facts(found, tracks)
    if track_id is None:
        return Scene(found, tracks, facts, found.case, MACHINES["case"], None)
    for one, told in zip(tracks, facts.tracks, strict=True):
        if one.track.id == track_id and one.visible:
            return Scene(found, tracks, facts, one.track, MACHINES[one.track.machine], told)
    raise NotFound


def case_facts(found: Found, tracks: tuple[FoundTrack, ...]) -> CaseFacts:
    """The case and all its matters, seen or not: a rule must not be fooled by what its actor may not know."""
    case = found.case
    return CaseFacts(
        state=case.state,
        tracks=tuple(track_facts(one) for one in tracks),
        open_tasks=case.open_tasks,
        complaint=case.kind == CaseKind.COMPLAINT or case.known.get("complaint") is True,
        merged=case.merged_into is not None,
        excluded=found.excluded,
        known=case.known,
        hold=_hold(case.hold),
        last=_last(case.last),
    )


def track_facts(found: FoundTrack) -> TrackFacts:
    """One matter, with the person it is about as they stood then."""
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
    )


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
    return LastStep(str(stored["action"]), str(stored["by"]), str(stored["origin"]), stored["left_the_house"] is True)
