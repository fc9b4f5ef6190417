"""Reading cases: one case, the list, today's work, and the form of a step; each as this reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import MACHINES, stage
from incidents.domain.machine import Refusal, Transition
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import options, reads
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.timeline import Told, timeline
from incidents.store.db import read, work
from incidents.store.models import CaseFile, Report, Track
from incidents.store.queries import cases, parts
from incidents.store.queries.cases import Filters, Page
from incidents.store.queries.one_case import FoundTrack

__all__ = ["CasePage", "Filters", "Page"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One step open now, with every reason that refuses it (none: it can be taken)."""

    transition: Transition
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter the reader may know of, with its state in words and its next steps."""

    track: Track
    label: str
    state: str
    assigned: str
    steps: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything one reader may see of a case. `whole`: they are let into the case, not only into a matter."""

    case: CaseFile
    whole: bool
    stage: stage.Stage
    reports: tuple[Report, ...]
    people: tuple[parts.PersonRow, ...]
    tasks: tuple[parts.TaskRow, ...]
    citations: tuple[tuple[int, str], ...]
    matters: tuple[Matter, ...]
    steps: tuple[Offer, ...]
    timeline: tuple[Told, ...]


def case_page(actor: Member, reference: str, now: datetime) -> CasePage:
    """Read a case. The reading is an entry of the trail, written before anything is shown.

    Raises NotFound for what the actor may not learn of.
    """
    with work() as session:
        here = _readable(session, actor, reference, None, now)
        small = parts.parts(session, here.case, [one.track.id for one in here.visible])
        whole = here.found.whole
        page = CasePage(
            case=here.case,
            whole=whole,
            stage=stage.of(here.case.state, max((one.track.rank for one in here.visible), default=0)),
            reports=parts.reports(session, here.case) if whole else (),
            people=small.people if whole else (),
            tasks=small.tasks if whole else tuple(task for task in small.tasks if task.track_id),
            citations=small.citations if whole else (),
            matters=tuple(_matter(here, one, actor, now) for one in here.visible),
            steps=_offers(here, actor, now) if whole else (),
            timeline=timeline(session, here, limit=20),
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return page


@dataclass(frozen=True, slots=True)
class StepForm:
    """What the page of one step needs: the step, its choices, why it is refused, and the version it acts on."""

    case: CaseFile
    track: Track | None
    matter: str
    transition: Transition
    choices: Mapping[str, options.Labels]
    refusals: tuple[Refusal, ...]
    version: int
    known: Mapping[str, object]


def step_form(actor: Member, reference: str, track_id: str | None, action: str, now: datetime) -> StepForm:
    """The form of one step. Raises NotFound when there is no such thing, or no such step in its present state."""
    with read() as session:
        here = _readable(session, actor, reference, track_id, now)
        transition = here.machine.find(here.here.state, action)
        if transition is None or not permits(actor, transition.permission) or not (track_id or here.found.whole):
            raise NotFound
        return StepForm(
            case=here.case,
            track=here.here if isinstance(here.here, Track) else None,
            matter=here.machine.label,
            transition=transition,
            choices=options.allowed(session, actor, here, transition, now),
            refusals=here.machine.refusals(action, here.context(actor, now)),
            version=here.here.version,
            known=here.here.known,
        )


def page_of_cases(
    actor: Member, filters: Filters, now: datetime, before: tuple[datetime, str] | None = None
) -> Page:
    """One page of the cases the actor may see, 25 at most, newest change first; a search is written down."""
    today = now.astimezone(LONDON).date()
    if not filters.words:
        with read() as session:
            return cases.list_page(session, reader(actor, now), filters, today, before)
    with work() as session:
        reads.note(session, actor, "searched", now, payload={"words": filters.words})
        return cases.list_page(session, reader(actor, now), filters, today, before)


@dataclass(frozen=True, slots=True)
class Today:
    """What needs someone now: each part is a short list, newest first."""

    new: tuple[cases.ListRow, ...]
    overdue: tuple[cases.ListRow, ...]
    mine: tuple[cases.ListRow, ...]
    waiting: tuple[cases.ListRow, ...]
    day: date


def today(actor: Member, now: datetime) -> Today:
    """New reports, overdue work, what the actor leads, and what waits for first decisions or lies on hold."""
    day = now.astimezone(LONDON).date()
    with read() as session:
        eyes = reader(actor, now)

        def part(filters: Filters) -> tuple[cases.ListRow, ...]:
            return cases.list_page(session, eyes, filters, day).rows

        return Today(
            new=part(Filters(stage="reported")),
            overdue=part(Filters(overdue=True)),
            mine=tuple(row for row in part(Filters(lead=actor.person_id)) if row.stage != "closed"),
            waiting=part(Filters(stage="triage")),
            day=day,
        )


def _readable(session: Session, actor: Member, reference: str, track_id: str | None, now: datetime) -> Scene:
    if not permits(actor, Permission.READ_CASE):
        raise NotFound
    return scene(session, actor, reference, track_id, now)


def _matter(here: Scene, found: FoundTrack, actor: Member, now: datetime) -> Matter:
    machine = MACHINES[found.track.machine]
    told = next(one for one in here.facts.tracks if one.id == found.track.id)
    at = Scene(here.found, here.facts, found.track, machine, told)
    return Matter(
        track=found.track,
        label=machine.label,
        state=machine.states[found.track.state].label,
        assigned=found.track.assigned_person_id or "",
        steps=_offers(at, actor, now),
    )


def _offers(here: Scene, actor: Member, now: datetime) -> tuple[Offer, ...]:
    return tuple(Offer(step, why) for step, why in here.machine.available(here.context(actor, now)))
