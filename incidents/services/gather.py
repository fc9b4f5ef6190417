"""Gathering what the rules need: a case and its matters, found through the one filter, as plain facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import reference as references
from incidents.domain.access import Decision, Facts, Part, Reason, Relation, decide
from incidents.domain.case import CaseFacts, Context, Known, TrackFacts
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Machine, Transition
from incidents.domain.permissions import only_helps, permits
from incidents.domain.words import Permission
from incidents.services import findings
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound, TermsFirst
from incidents.services.ruling import case_facts
from incidents.store.models import CaseFile, FindingRow, Involvement, Track
from incidents.store.queries import access, one_case, parts, relations
from incidents.store.queries.one_case import Found, FoundTrack
from incidents.store.queries.parts import Parts
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class Scene:
    """One case as the rules and one actor see it; `here` is what a step moves: the case, or one matter of it.

    `gone` are the matters, visible to the actor, that went with a joined case into the other one. `unmet` is
    what the policy says will follow and was not started, as people read it; `looked_up` the findings. `eyes`
    is the person whose scene it is; nobody's, where what is read of it goes to others.
    """

    found: Found
    facts: CaseFacts
    here: CaseFile | Track
    machine: Machine
    track_facts: TrackFacts | None
    gone: frozenset[str] = frozenset()
    unmet: Mapping[str, str] = field(default_factory=dict)
    looked_up: tuple[tuple[FindingRow, Involvement], ...] = ()
    eyes: str = ""

    @property
    def for_others(self) -> Scene:
        """The same scene for what leaves or is shown to others: without its reader's own private notes."""
        return replace(self, eyes="")

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

    def relation(self, person_id: str) -> Relation:
        """How this actor stands to the case, or to the matter of it that was asked for."""
        part = True if self.track is not None else bool(self.visible)
        return Relation(True, person_id in self.found.excluded, self.found.whole, part)

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
    may: Permission = Permission.READ_CASE,
    whole: bool = False,
    lock: bool = False,
    promised: bool = True,
) -> Scene:
    """Find a case (and one matter of it) for `actor`, whose roles must permit `may`. The one way to a case.

    `whole`: a case asked for without a matter takes someone let into all of it. A matter that went with its
    case into another one is found there under its old address too. `promised`: somebody from outside must
    have promised to keep it to themselves. Raises NotFound, with every reason, and TermsFirst.
    """
    eyes = reader(actor, now)
    asked = _Asked(eyes, references.tidy(reference) or "", track_id, permits(actor, may), whole)
    case = one_case.row(session, eyes, asked.reference, lock=lock) if asked.worth_asking else None
    other = None
    if case is not None and case.merged_into is not None:
        other = one_case.row_by_id(session, eyes, case.merged_into, lock=lock and track_id is not None)
    case = other if track_id is not None and other is not None else case
    found = one_case.around(session, eyes, case) if case else None
    here = _scene(session, actor, found, asked, other if track_id is None else None) if found else None
    here = _let_through(session, here, asked)
    if promised:
        _have_promised(session, actor, here, now)
    return here


def look(
    session: Session,
    actor: Member,
    reference: str,
    now: datetime,
    *,
    may: Permission = Permission.READ_CASE,
    whole: bool = False,
) -> Scene:
    """As `scene` of the case itself, for pages that only show it: no lock, and nearly always one SELECT."""
    eyes = reader(actor, now)
    asked = _Asked(eyes, references.tidy(reference) or "", None, permits(actor, may), whole)
    found = one_case.whole(session, eyes, asked.reference) if asked.worth_asking else None
    joined_to = found.case.merged_into if found else None
    other = one_case.row_by_id(session, eyes, joined_to) if joined_to is not None else None
    here = _let_through(session, _scene(session, actor, found, asked, other) if found else None, asked)
    _have_promised(session, actor, here, now)
    return here


def _have_promised(session: Session, actor: Member, here: Scene, now: datetime) -> None:
    if only_helps(actor.roles) and access.owes_terms(session, here.case, actor.person_id, now):
        raise TermsFirst(here.case.reference)


def unseen(session: Session, actor: Member, case_id: str, now: datetime) -> Scene:
    """A case for the program itself, held, while `actor` joins two records of a person.

    No filter: nobody is shown it, and whoever joins the records does not learn that it exists.
    """
    eyes = reader(actor, now)
    found = one_case.unseen(session, eyes, case_id)
    here = _scene(session, actor, found, _Asked(eyes, "", None, False, False), None) if found else None
    if here is None:
        raise NotFound
    return here


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for what: a reference ("" for what can be none), and whether a role of theirs permits it."""

    eyes: Reader
    reference: str
    track_id: str | None
    permitted: bool
    whole: bool

    @property
    def worth_asking(self) -> bool:
        return self.permitted and bool(self.reference)

    def decided(self, relation: Relation) -> Decision:
        """All of it at once: role, relation, conflict."""
        part = Part.MATTER if self.track_id is not None else Part.WHOLE if self.whole else Part.ANY
        return decide(Facts(self.permitted, relation, part))


def _let_through(session: Session, here: Scene | None, asked: _Asked) -> Scene:
    """The case, once the decision is yes; else NotFound. What is not there is asked about alike."""
    if here is not None and asked.decided(here.relation(asked.eyes.person_id)).allowed:
        return here
    relation = relations.relation(session, asked.eyes, asked.reference, asked.track_id)
    raise NotFound(asked.decided(relation).reasons or (Reason.NOT_LET_IN,))


def _scene(
    session: Session, actor: Member, found: Found, asked: _Asked, other: CaseFile | None
) -> Scene | None:
    """The case, or the matter of it that was asked for; None when that matter is not there for the actor."""
    stands = findings.standing(session, found.case, [one.track for one in found.tracks])
    facts = case_facts(session, found, asked.eyes, actor, stands)
    more = (stands.unmet, stands.rows, actor.person_id)
    if asked.track_id is None:
        gone = _gone(session, asked.eyes, other)
        return Scene(found, facts, found.case, MACHINES["case"], None, gone, *more)
    for one, told in zip(found.tracks, facts.tracks, strict=True):
        if one.track.id == asked.track_id and one.visible:
            machine = MACHINES[one.track.machine]
            return Scene(found, facts, one.track, machine, told, frozenset(), *more)
    return None


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
