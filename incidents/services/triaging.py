"""The first decisions on a report: what was reported on one side, the step to take on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.details import Detail
from incidents.domain.lifecycle import MACHINES
from incidents.domain.machine import Transition
from incidents.domain.policy_verdict import Verdict
from incidents.domain.words import CaseKind, Permission, Role
from incidents.services import asking, discreet, findings, reads, revealing
from incidents.services.actors import Member
from incidents.services.asking import StepForm
from incidents.services.gather import Scene, scene, worth_offering
from incidents.store.db import work
from incidents.store.models import CaseFile, Track
from incidents.store.queries import access, parts, people

# The step that is expected in each state of a case, while first decisions are still to be made.
_EXPECTED = {"reported": "look", "triage": "open"}


@dataclass(frozen=True, slots=True)
class FirstDecisions:
    """What the page needs. `hidden` are the kinds of details that are shown on request alone, `steps` those
    open now, the expected one first; `danger` is the first look's answer, and `told` the safeguarding leads
    who were let in because of it. `said` is what was looked up in the policy, `unmet` what it says will
    follow and was not started.
    """

    case: CaseFile
    reports: tuple[parts.ReportRow, ...]
    people: tuple[parts.PersonRow, ...]
    hidden: frozenset[Detail]
    matters: tuple[tuple[str, str, str], ...]
    step: StepForm
    steps: tuple[Transition, ...]
    danger: bool
    told: tuple[str, ...]
    said: tuple[findings.Said, ...]
    unmet: Mapping[str, str]


def first_decisions(actor: Member, reference: str, action: str, now: datetime) -> FirstDecisions:
    """The page with the step `action`, or with the one that is expected next where it is "".

    Reading it is an entry of the trail. Raises NotFound for what the actor may not learn of or decide.
    """
    with work() as session:
        here = scene(session, actor, reference, None, now, may=Permission.TRIAGE, whole=True)
        step = asking.form_of(session, here, actor, action or _EXPECTED.get(here.case.state, "open"), now)
        danger = here.case.known.get("danger") is True
        small = parts.parts(session, here.case, (), with_reports=True)
        page = FirstDecisions(
            case=here.case,
            reports=discreet.reports(small.reports),
            people=discreet.people(small.people),
            hidden=revealing.hidden(small),
            matters=tuple(_matter(one.track) for one in here.visible),
            step=replace(step, filled=_filled(here, actor, step)),
            steps=_steps(here, actor, now),
            danger=danger,
            told=_told(session, here, now) if danger else (),
            said=findings.told(here.looked_up),
            unmet=here.unmet,
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return page


def _matter(track: Track) -> tuple[str, str, str]:
    """What it is, whom or what it is about, and how it stands."""
    machine = MACHINES[track.machine]
    return machine.label, track.subject_label, machine.states[track.state].label


def _filled(here: Scene, actor: Member, step: StepForm) -> Mapping[str, object]:
    """What is likely: who looks first leads, a complaint is of that kind, and what the policy says."""
    filled: dict[str, object] = {}
    if actor.person_id in step.choices.get("lead", {}):
        filled["lead"] = actor.person_id
    if here.facts.complaint:
        filled["kind"] = CaseKind.COMPLAINT.value
    broken = {
        str(key)
        for row, _ in here.looked_up
        if row.verdict == Verdict.BREACH and row.agreed
        for key in row.clauses
    }
    for name, likely in (("clauses", broken), ("tracks", set(here.unmet))):
        if chosen := sorted(likely & step.choices.get(name, {}).keys()):
            filled[name] = chosen
    return filled


def _steps(here: Scene, actor: Member, now: datetime) -> tuple[Transition, ...]:
    """The steps of the case's own table that are open now, the expected one first."""
    offered = [step for step, _ in here.machine.available(here.context(actor, now))]
    expected = _EXPECTED.get(here.case.state)
    own = [step for step in offered if step in here.machine.transitions and worth_offering(here, step)]
    return tuple(sorted(own, key=lambda step: step.action != expected))


def _told(session: Session, here: Scene, now: datetime) -> tuple[str, ...]:
    """The safeguarding leads who see the case."""
    inside = access.inside(session, here.case, None, now)
    return tuple(
        one.name
        for one in people.people(session, here.case.organisation_id, now)
        if Role.SAFEGUARDING_LEAD in one.roles and one.person_id in inside
    )
