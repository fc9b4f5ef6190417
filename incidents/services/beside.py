"""The forms beside a case's steps: what each asks, who can be chosen in it, and what its page needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.domain.permissions import only_helps
from incidents.domain.words import Permission, Role
from incidents.services import beside_questions as questions
from incidents.services import options
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.options import Labels
from incidents.store.db import read
from incidents.store.models import Task
from incidents.store.queries import access, people


@dataclass(frozen=True, slots=True)
class Asking:
    """Someone asks for a form, now: what choosing its choices may look at."""

    session: Session
    here: Scene
    actor: Member
    now: datetime


def who_may_do(asking: Asking) -> Labels:
    """Who can be given something to do: colleagues, and in the closed circle only those inside."""
    track = asking.here.track
    colleagues = options.colleagues(asking.session, asking.here, asking.now)
    if track is None or track.machine not in CLOSED_CIRCLE:
        return colleagues
    inside = access.inside(asking.session, asking.here.case, track.id, asking.now)
    return {key: label for key, label in colleagues.items() if key in inside}


def who_can_be_let_in(asking: Asking) -> Labels:
    """Colleagues and helpers who do not see this yet; never who is kept back to hear an appeal about it."""
    track = asking.here.track
    out = set(access.inside(asking.session, asking.here.case, track.id if track else None, asking.now))
    if track is None and not asking.here.case.restricted:
        out |= _managers(asking)
    if track is not None and track.machine == "trustee_review":
        out |= {str(one.track.known.get("kept_back")) for one in asking.here.tracks}
        out |= {key for one in asking.here.facts.tracks if one.board for key in one.board.aside}
    colleagues = options.colleagues(asking.session, asking.here, asking.now)
    return {key: label for key, label in colleagues.items() if key not in out}


def who_can_be_taken_off(asking: Asking) -> Labels:
    """Who would no longer see this: not the actor, nor the case's lead, nor who sees it as a manager."""
    case, track = asking.here.case, asking.here.track
    stay = {asking.actor.person_id, str(case.lead_person_id)}
    if track is None and not case.restricted:
        stay |= _managers(asking)
    inside = access.inside(asking.session, case, track.id if track else None, asking.now)
    return {key: label for key, label in inside.items() if key not in stay}


def who_is_let_in(asking: Asking) -> Labels:
    """Who is let in here by name; nobody sets how long they see it themselves."""
    case, track = asking.here.case, asking.here.track
    inside = access.inside(asking.session, case, track.id if track else None, asking.now)
    return {key: label for key, label in inside.items() if key != asking.actor.person_id}


def who_can_be_kept_out(asking: Asking) -> Labels:
    """Everyone the charity knows from whom the case is not hidden yet."""
    everyone = people.people(asking.session, asking.here.case.organisation_id, asking.now)
    return {one.person_id: one.name for one in everyone if one.person_id not in asking.here.found.excluded}


def helpers(asking: Asking) -> frozenset[str]:
    """Those who read cases only as outside helpers."""
    everyone = people.people(asking.session, asking.here.case.organisation_id, asking.now)
    return frozenset(one.person_id for one in everyone if only_helps(one.roles))


def _managers(asking: Asking) -> set[str]:
    everyone = people.people(asking.session, asking.here.case.organisation_id, asking.now)
    return {one.person_id for one in everyone if Role.MANAGER in one.roles}


def may_finish(here: Scene, task: Task) -> bool:
    """Whether this is something to do of this case, still open, that its reader may see."""
    if task.case_id != here.case.id or task.done_at is not None:
        return False
    return (
        here.found.whole if task.track_id is None else task.track_id in {one.track.id for one in here.visible}
    )


@dataclass(frozen=True, slots=True)
class Form:
    """What the page of a form beside the steps needs: what it is about, its questions and their choices."""

    reference: str
    title: str
    matter: str
    about: str
    fields: tuple[Field, ...]
    choices: Mapping[str, Labels]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of form: its questions and choices, who may use it, whether a part of the case is enough."""

    fields: Callable[[Charity], tuple[Field, ...]]
    choose: Callable[[Asking], Mapping[str, Labels]]
    may: Permission = Permission.HANDLE
    part: bool = False


def _nothing(_: Asking) -> Mapping[str, Labels]:
    return {}


def _everyone(asking: Asking) -> Mapping[str, Labels]:
    known = people.people(asking.session, asking.here.case.organisation_id, asking.now)
    return {"known": {one.person_id: one.name for one in known}}


def _one_of(choose: Callable[[Asking], Labels]) -> Callable[[Asking], Mapping[str, Labels]]:
    return lambda asking: {"person": choose(asking)}


FORMS: dict[str, Sort] = {
    "note": Sort(lambda _: questions.NOTE, _nothing),
    "to_do": Sort(lambda _: questions.TO_DO, _one_of(who_may_do)),
    "finish": Sort(lambda _: questions.DONE, _nothing, part=True),
    "person": Sort(questions.person, _everyone),
    "conflict": Sort(lambda _: questions.CONFLICT, _nothing, part=True),
    "let_in": Sort(lambda _: questions.LET_IN, _one_of(who_can_be_let_in), Permission.LET_IN),
    "part": Sort(lambda _: questions.PART, _nothing, Permission.READ_CASE, part=True),
    "until": Sort(lambda _: questions.UNTIL, _one_of(who_is_let_in), Permission.LET_IN),
    "restrict": Sort(lambda _: questions.BECAUSE, _nothing, Permission.LET_IN),
    "open_up": Sort(lambda _: questions.BECAUSE, _nothing, Permission.LET_IN),
    "keep_out": Sort(
        lambda _: questions.KEEP_OUT,
        _one_of(who_can_be_kept_out),
        Permission.LET_IN,
    ),
    "shut_out": Sort(
        lambda _: questions.SHUT_OUT,
        _one_of(who_can_be_taken_off),
        Permission.LET_IN,
    ),
}


def form(
    what: str,
    charity: Charity,
    actor: Member,
    reference: str,
    now: datetime,
    *,
    track_id: str | None = None,
    task_id: str = "",
) -> Form:
    """The form `what` (a key of FORMS) on a case or a matter. NotFound for what the actor may not do."""
    sort = FORMS[what]
    with read() as session:
        here = scene(session, actor, reference, track_id, now, may=sort.may, whole=not sort.part)
        about = here.track.subject_label if here.track else ""
        if task_id:
            task = session.get(Task, (actor.organisation_id, task_id))
            if task is None or not may_finish(here, task):
                raise NotFound
            about = task.title
        return Form(
            reference=here.case.reference,
            title=here.case.title,
            matter=here.machine.label if here.track else "",
            about=about,
            fields=sort.fields(charity),
            choices=sort.choose(Asking(session, here, actor, now)),
        )
