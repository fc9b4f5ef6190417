"""The forms beside a case's steps: what each asks, who can be chosen in it, and what its page needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.domain.permissions import only_helps
from incidents.domain.policy import standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Involvement, Permission, Role, choices
from incidents.services import options
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.options import Labels
from incidents.store.db import read
from incidents.store.models import Task
from incidents.store.queries import access, people

_STATES = (
    ("active", "Active"),
    ("resting", "Resting"),
    ("left", "Had left"),
    ("referred", "Referred to us"),
    ("supported", "Being supported"),
    ("ended", "Support had ended"),
)
NOTE = (
    Field("body", "What happened, or what you want to note", hint="Facts first. Keep it short."),
    Field("happened_on", "When it happened", Kind.DATE),
    Field(
        "legal_advice",
        "This is legal advice, or asks for it",
        Kind.YES_NO,
        required=False,
        hint="A bundle for people outside then leaves the note out, and says so.",
    ),
)
TO_DO = (
    Field("task", "What has to be done", Kind.LINE),
    Field("due_on", "By when", Kind.DATE, required=False, past=False),
    Field("person", "Who does it", Kind.PERSON, required=False),
)
DONE = (Field("how", "How it went", required=False),)
CONFLICT = (Field("because", "Why you should not deal with this"),)
LET_IN = (
    Field("person", "Who", Kind.PERSON),
    Field(
        "until",
        "Until when",
        Kind.DATE,
        required=False,
        hint="Needed for someone from outside.",
        past=False,
        future=True,
    ),
    Field("because", "Why they need to see this"),
)
UNTIL = (
    Field("person", "Who", Kind.PERSON),
    Field("until", "Until when", Kind.DATE, past=False, future=True),
    Field("because", "Why until then"),
)
BECAUSE = (Field("because", "Why"),)
KEEP_OUT = (
    Field("person", "Who", Kind.PERSON),
    Field(
        "why",
        "What stands between them and this",
        Kind.CHOICE,
        choices=(
            ("close", "They are close to someone it is about"),
            ("kept_out", "Whoever reported it asked that they should not see it"),
            ("declared", "They told us of a conflict of interest"),
        ),
    ),
    Field("because", "How you know"),
)
SHUT_OUT = (Field("person", "Who", Kind.PERSON), Field("because", "Why they need not see this any more"))


def person(charity: Charity) -> tuple[Field, ...]:
    """The questions about a person of the case, in the charity's own words."""
    standings = tuple((one.value, standing_label(charity.policy, one)) for one in Standing)
    return (
        Field("known", "Someone we know", Kind.PERSON, required=False),
        Field("name", "Or how you call them", Kind.LINE, required=False, hint="For example: a neighbour"),
        Field("involvement", "Their part in this", Kind.CHOICE, choices=choices(Involvement)),
        Field(
            "standing", "Who they were to us then", Kind.CHOICE, required=False, choices=standings,
            hint="Leave empty for someone we know, if it is the same today.",
        ),
        Field("state", "How they stood with us then", Kind.CHOICE, required=False, choices=_STATES),
        Field("under_18", "Are they under 18?", Kind.YES_NO),
        Field("handles", "Their account names, if they matter", Kind.LINE, required=False),
    )  # fmt: skip


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


FORMS: dict[str, Sort] = {
    "note": Sort(lambda _: NOTE, _nothing),
    "to_do": Sort(lambda _: TO_DO, lambda asking: {"person": who_may_do(asking)}),
    "finish": Sort(lambda _: DONE, _nothing, part=True),
    "person": Sort(person, _everyone),
    "conflict": Sort(lambda _: CONFLICT, _nothing, part=True),
    "let_in": Sort(lambda _: LET_IN, lambda asking: {"person": who_can_be_let_in(asking)}, Permission.LET_IN),
    "until": Sort(lambda _: UNTIL, lambda asking: {"person": who_is_let_in(asking)}, Permission.LET_IN),
    "restrict": Sort(lambda _: BECAUSE, _nothing, Permission.LET_IN),
    "open_up": Sort(lambda _: BECAUSE, _nothing, Permission.LET_IN),
    "keep_out": Sort(
        lambda _: KEEP_OUT, lambda asking: {"person": who_can_be_kept_out(asking)}, Permission.LET_IN
    ),
    "shut_out": Sort(
        lambda _: SHUT_OUT, lambda asking: {"person": who_can_be_taken_off(asking)}, Permission.LET_IN
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
