"""The page on which somebody looks up what the policy says about one person of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Problem, Raw, blank, parse
from incidents.domain.lifecycle.judging import JUDGE_FIELDS
from incidents.domain.policy import Policy, standing_label
from incidents.domain.policy_finding import Finding, find
from incidents.domain.policy_words import Standing
from incidents.domain.words import Permission
from incidents.services import asking, discreet, findings, induction, judging, options, reads
from incidents.services import charity as charities
from incidents.services.actors import Member
from incidents.services.asking import StepForm
from incidents.services.faults import NotFound
from incidents.services.findings import Said
from incidents.services.gather import Scene, scene
from incidents.store.db import work
from incidents.store.models import CaseFile
from incidents.store.queries import parts, people
from incidents.store.queries.parts import PersonRow
from incidents.store.queries.people import HeldBy

_BY_NAME = {field.name: field for field in JUDGE_FIELDS}
# What is asked before anything is known, and by which question each fact of `ask` is asked.
_FIRST = ("act", "as_role", "as_state")
_ASKED_BY = {
    "by.role": "as_role",
    "by.state": "as_state",
    "by.posts": "posts",
    "other.role": "other_role",
    "other.state": "other_state",
}
_LAST = ("agrees", "otherwise")


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the page needs: `questions` worth asking now, `given` the answers in hand by field name.

    `finding` is None until an act was chosen. `acknowledged`: since when they had read the version of the
    day, None if they had not; nothing is known of it for somebody whom the charity does not know.
    """

    case: CaseFile
    person: PersonRow
    policy: Policy
    version: int
    day: date
    step: StepForm
    questions: tuple[Field, ...]
    more: tuple[Field, ...]
    last: tuple[Field, ...]
    given: Mapping[str, object]
    problems: tuple[Problem, ...]
    finding: Finding | None
    before: tuple[Said, ...]
    known_to_us: bool
    acknowledged: date | None


def look_up_page(actor: Member, reference: str, who: str, raw: Raw, now: datetime) -> LookUp:
    """The page for one person (an involvement id) with the answers given so far. Nothing is written but the
    reading. Raises NotFound for what the actor may not learn of, and for somebody who is not in the case.
    """
    with work() as session:
        here = scene(session, actor, reference, None, now, may=Permission.TRIAGE, whole=True)
        named = parts.parts(session, here.case, ()).people
        person = next((one for one in named if one.id == who), None)
        if person is None:
            raise NotFound
        step = asking.form_of(session, here, actor, "judge", now)
        day = options.act_day(here.case)
        number, policy = charities.in_force(session, actor.organisation_id, day)
        held = _held(session, actor, person, now)
        given = {**_likely(person, held, policy), **{key: raw[key] for key in raw if not blank(raw[key])}}
        given["who"] = who
        data, problems = _read(step, given, now)
        found = None
        if not problems and "act" in data and "as_role" in data:
            found = find(policy, judging.asked(data, named, policy).facts)
        questions = _questions(found, given, held, policy)
        page = LookUp(
            case=here.case,
            person=replace(person, label=discreet.names(named)[person.id]),
            policy=policy,
            version=number,
            day=day,
            step=step,
            questions=questions,
            more=tuple(
                one for one in JUDGE_FIELDS if one not in questions and one.name not in ("who", *_LAST)
            ),
            last=tuple(_BY_NAME[name] for name in _LAST),
            given=given,
            problems=problems,
            finding=found,
            before=tuple(one for one in findings.told(here.looked_up) if one.involvement_id == who),
            known_to_us=held is not None,
            acknowledged=_acknowledged(session, here, person, number, day),
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
    return page


def _held(session: Session, actor: Member, person: PersonRow, now: datetime) -> HeldBy | None:
    everyone = people.people(session, actor.organisation_id, now)
    return next((one for one in everyone if one.person_id == person.person_id), None)


def _likely(person: PersonRow, held: HeldBy | None, policy: Policy) -> dict[str, object]:
    """What the case and the charity's own list say of the person already."""
    states = {state for state in (person.standing_state,) if state}
    return {
        **({"as_role": person.standing} if person.standing else {}),
        **({"as_state": states.pop()} if states else {}),
        **(
            {"posts": sorted(held.posts & {post.key for post in policy.posts})} if held and held.posts else {}
        ),
    }


def _read(step: StepForm, given: Raw, now: datetime) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The answers so far; what is not answered yet is no problem."""
    asked = [field for field in JUDGE_FIELDS if field.name in given and field.name not in _LAST]
    return parse(asked, given, now, step.choices)


def _questions(
    found: Finding | None, given: Mapping[str, object], held: HeldBy | None, policy: Policy
) -> tuple[Field, ...]:
    """The questions of the page, in the order of the step: the first, those given, those that decide."""
    names = {*_FIRST, *(key for key in given if key != "posts")}
    if held is not None and len(judging.roles_of(policy, held)) > 1:
        names.add("as_because")
    if found is not None:
        names |= {_ASKED_BY.get(key, key) for key in found.ask}
        if "support" in found.musts or "other.role" in found.ask:
            names.add("other_person")
    return tuple(field for field in JUDGE_FIELDS if field.name in names and field.name not in ("who", *_LAST))


def _acknowledged(session: Session, here: Scene, person: PersonRow, number: int, day: date) -> date | None:
    if person.person_id is None:
        return None
    return induction.had_acknowledged(session, here.case.organisation_id, person.person_id, number, day)


def standings(policy: Policy) -> dict[str, str]:
    """What this charity calls each standing."""
    return {one.value: standing_label(policy, one) for one in Standing}
