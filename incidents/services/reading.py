"""Reading one case as this reader may see it: what is known, what is being done, what can be done next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from incidents.domain import reference as references
from incidents.domain.case import CaseFacts, Hold, TrackFacts
from incidents.domain.details import Detail
from incidents.domain.lifecycle import MACHINES, external_guards, stage
from incidents.domain.lifecycle.bars import IS_HELD
from incidents.domain.lifecycle.everywhere import SOMETHING_TO_TAKE_BACK
from incidents.domain.machine import Refusal, Transition
from incidents.domain.words import Body, Stage
from incidents.services import clocks, discreet, findings, reads, revealing, taking
from incidents.services.actors import Member, reader
from incidents.services.gather import Scene, as_seen, known_parts, look, worth_offering
from incidents.services.timeline import Told, timeline
from incidents.store.db import read, work
from incidents.store.models import CaseFile, Track
from incidents.store.queries import one_case, parts
from incidents.store.queries.one_case import FoundTrack

ENTRIES = 20
# The steps of a case that are taken on the page of the first decisions.
FIRST_DECISIONS = frozenset({"look", "open"})
# While something is on hold this is the one next step; otherwise there is nothing to lift.
LIFT = "lift_hold"


# No hold to lift, no step to take back: that is not a refusal worth reading.
_NOTHING_THERE = frozenset({IS_HELD.sentence, SOMETHING_TO_TAKE_BACK.sentence})


@dataclass(frozen=True, slots=True)
class Offer:
    """One step out of the present state, with every reason that refuses it (none: it can be taken).

    `beside`: one of the steps that every machine has (hold, take back, hand over), not one on the way.
    """

    transition: Transition
    refusals: tuple[Refusal, ...]
    beside: bool

    @property
    def is_first_decision(self) -> bool:
        """Whether it is taken on the page of the first decisions."""
        return self.transition.action in FIRST_DECISIONS

    @property
    def can_be_taken(self) -> bool:
        """Whether nothing stands against it but what a reason can lift."""
        return all(refusal.guard for refusal in self.refusals)


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter the reader may know of: what it is, about whom or what, its state in words, next steps."""

    track: Track
    label: str
    subject: str
    state: str
    assigned: str
    hold: Hold | None
    steps: tuple[Offer, ...]
    clocks: tuple[clocks.Running, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything one reader may see of a case. `whole`: they are let into the case, not only into a matter.

    `danger`: at the first look, a child or an adult at risk could be harmed. `more`: there are older entries
    than those of the timeline. `said` is what was looked up in the policy, `unmet` what it says will follow
    and was not started, `untold` the bodies that must be told by the answers and were not. `clocks` are those
    of the case as a whole. `asks_part`: the reader has it in hand, and has not said that they had no part.
    `hidden`: the kinds of details that stand here on request alone.
    """

    case: CaseFile
    whole: bool
    stage: Stage
    danger: bool
    hold: Hold | None
    reports: tuple[parts.ReportRow, ...]
    people: tuple[parts.PersonRow, ...]
    tasks: tuple[parts.TaskRow, ...]
    cited: tuple[parts.Cited, ...]
    matters: tuple[Matter, ...]
    steps: tuple[Offer, ...]
    timeline: tuple[Told, ...]
    more: bool
    said: tuple[findings.Said, ...] = ()
    unmet: Mapping[str, str] = field(default_factory=dict)
    untold: tuple[str, ...] = ()
    clocks: tuple[clocks.Running, ...] = ()
    asks_part: bool = False
    hidden: frozenset[Detail] = frozenset()


def is_whole(actor: Member, reference: str, now: datetime) -> bool:
    """Whether the actor is let into all of a case; False too for one that they may not learn of."""
    tidy = references.tidy(reference)
    with read() as session:
        return tidy is not None and one_case.is_whole(session, reader(actor, now), tidy)


def case_page(actor: Member, reference: str, now: datetime) -> CasePage:
    """Read a case. The reading is an entry of the trail, written before anything is shown.

    Raises NotFound for what the actor may not learn of.
    """
    with work() as session:
        here = look(session, actor, reference, now)
        whole = here.found.whole
        small = known_parts(session, here, with_reports=True)
        seen = as_seen(here, small)
        its = clocks.by_matter(session, here, now)
        entries = timeline(session, here, limit=ENTRIES + 1)
        page = CasePage(
            case=here.case,
            whole=whole,
            stage=stage.of(here.case.state, max((one.track.rank for one in here.visible), default=0)),
            danger=whole and here.case.known.get("danger") is True,
            hold=here.facts.hold if whole else None,
            reports=discreet.reports(small.reports),
            people=discreet.people(small.people),
            tasks=small.tasks,
            cited=small.cited,
            matters=tuple(_matter(seen, one, actor, now, its) for one in here.visible),
            steps=_offers(seen, actor, now) if whole else (),
            timeline=discreet.entries(entries[:ENTRIES]),
            more=len(entries) > ENTRIES,
            said=findings.told(here.looked_up) if whole else (),
            unmet=here.unmet if whole else {},
            untold=tuple(Body(body).label for body in external_guards.untold(here.facts)) if whole else (),
            clocks=its.get(None, ()),
            asks_part=taking.asks(here, actor),
            hidden=revealing.hidden(small),
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return page


def _matter(here: Scene, found: FoundTrack, actor: Member, now: datetime, its: clocks.ByMatter) -> Matter:
    machine = MACHINES[found.track.machine]
    told = _told(here.facts, found)
    at = replace(here, here=found.track, machine=machine, track_facts=told)
    return Matter(
        track=found.track,
        label=machine.label,
        subject=found.track.subject_label,
        state=machine.states[found.track.state].label,
        assigned=found.assigned,
        hold=told.hold,
        steps=_offers(at, actor, now),
        clocks=its.get(found.track.id, ()),
    )


def _told(facts: CaseFacts, found: FoundTrack) -> TrackFacts:
    return next(one for one in facts.tracks if one.id == found.track.id)


def _offers(here: Scene, actor: Member, now: datetime) -> tuple[Offer, ...]:
    context = here.context(actor, now)
    found = [
        (step, why)
        for step, why in here.machine.available(context)
        if not _NOTHING_THERE & {refusal.message for refusal in why} and worth_offering(here, step)
    ]
    beside = {step for step in here.machine.everywhere if step.action != LIFT}
    if here.track is not None and here.machine.name == external_guards.MACHINE:
        danger = here.case.known.get("danger") is True
        if external_guards.told_first(here.track.subject, danger=danger):
            found.sort(key=lambda pair: pair[0].action != "tell")
    return tuple(Offer(step, why, step in beside) for step, why in found)
