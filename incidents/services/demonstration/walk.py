"""The small walker: one act of a story through its use case, as its people would have done it that day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.services import (
    board_rules,
    board_voting,
    case_access,
    casework,
    membership,
    reporting,
    telling,
)
from incidents.services.actors import Member
from incidents.services.board_voting import Question
from incidents.services.charity import Charity
from incidents.services.demonstration import no_part
from incidents.services.demonstration.calendar import on_day
from incidents.services.demonstration.matters import matter
from incidents.services.demonstration.telling import Act, Answer, Day, Reference, Story, Who
from incidents.services.progress import Step, perform
from incidents.store.db import read
from incidents.store.models import CaseFile, Task, Track
from incidents.store.queries import parts

SENDER = "demonstration"
# The questions whose answers are people of the case, or matters that are about them.
_OF_THE_CASE = frozenset({"track", "tracks", "what", "who", "other_person"})


@dataclass(frozen=True, slots=True)
class Company:
    """A charity with its invented people, by key."""

    charity: Charity
    members: Mapping[str, Member]


@dataclass(frozen=True, slots=True)
class _Taken:
    """One act, ready to be done: by whom, in which case and matter, with which answers, under which key."""

    company: Company
    actor: Member
    case: CaseFile
    track: Track | None
    action: str
    raw: dict[str, object]
    key: str
    at: datetime

    @property
    def reference(self) -> str:
        return self.case.reference

    @property
    def track_id(self) -> str | None:
        return self.track.id if self.track else None


def begin(company: Company, story: Story, key: str, at: datetime) -> str:
    """Send the story's report at `at` (an aware instant) under the form's `key`; the reference."""
    told = replace(
        story.told,
        occurred_from=_before(story.happened, at),
        occurred_to=_before(story.until, at),
        precision="unknown" if story.happened is None else "day",
        reached_on=_before(story.reached, at),
    )
    actor = company.members[story.by] if story.by else None
    return reporting.receive(company.charity, told, actor, SENDER, key, at).reference


def go_on(
    company: Company, act: Act, story: str, references: Mapping[str, str], key: str, at: datetime
) -> None:
    """Do one act of `story` at `at` under the form's `key`. `references` are those of the cases, by story.
    Raises what its use case raises: a story that the rules refuse is a fault of the story.
    """
    actor = company.members[act.by]
    if act.action in _PEOPLE:
        _PEOPLE[act.action](company, actor, act, at)
        return
    with read() as session:
        case = session.scalars(select(CaseFile).where(CaseFile.reference == references[story])).one()
        track = matter(session, case, act.on) if act.on else None
        raw = _answers(session, company, act, case, references, at)
    _BESIDE.get(act.action, _step)(_Taken(company, actor, case, track, act.action, raw, key, at))
    no_part.say(company.charity, company.members, act, case.reference, key, at)


def leaves_key(story: Story, number: int) -> bool:
    """Whether that act of the story (counted from 1; 0: its report) leaves its form's key behind."""
    return number == 0 or story.acts[number - 1].action not in _PEOPLE


def _before(days: int | None, at: datetime) -> date | None:
    return None if days is None else on_day(Day(-days), at)


def _answers(
    session: Session, company: Company, act: Act, case: CaseFile, references: Mapping[str, str], at: datetime
) -> dict[str, object]:
    """The answers as a form would send them."""
    raw = {name: _plain(value, company, references, at) for name, value in act.answers.items()}
    if named := _OF_THE_CASE & set(raw):
        people = {one.label: one.id for one in parts.parts(session, case, ()).people}
        raw |= {name: _with_ids(raw[name], people) for name in named}
    return raw


def _plain(value: Answer, company: Company, references: Mapping[str, str], at: datetime) -> object:
    """One answer as a form would send it: days, people and references by what they mean here and now."""
    if isinstance(value, Day):
        return on_day(value, at).isoformat()
    if isinstance(value, Who):
        return company.members[value.key].person_id
    if isinstance(value, Reference):
        return references[value.story]
    return value


def _with_ids(value: object, people: Mapping[str, str]) -> object:
    """People, or keys of matters, with each person's label turned into their id in the case."""
    if isinstance(value, list):
        return [_with_ids(one, people) for one in value]
    machine, colon, label = str(value).rpartition(":")
    return f"{machine}{colon}{people.get(label, label)}"


def _step(taken: _Taken) -> None:
    version = taken.track.version if taken.track else taken.case.version
    step = Step(taken.reference, taken.action, version, taken.key, taken.track_id)
    perform(taken.actor, step, taken.raw, taken.at)


def _note(taken: _Taken) -> None:
    casework.note(taken.actor, taken.reference, taken.track_id, taken.key, taken.raw, taken.at)


def _to_do(taken: _Taken) -> None:
    casework.add_to_do(taken.actor, taken.reference, taken.track_id, taken.key, taken.raw, taken.at)


def _finish(taken: _Taken) -> None:
    """Finish something to do, found by how its title begins."""
    title = str(taken.raw["task"])
    with read() as session:
        task_id = session.scalars(
            select(Task.id).where(
                Task.organisation_id == taken.case.organisation_id,
                Task.case_id == taken.case.id,
                Task.title.startswith(title, autoescape=True),
                Task.done_at.is_(None),
            )
        ).first()
    if task_id is None:
        raise LookupError(f"{taken.reference}: there is no “{title}” to do")
    raw = {name: value for name, value in taken.raw.items() if name != "task"}
    casework.finish_to_do(taken.actor, taken.reference, task_id, taken.key, raw, taken.at)


def _person(taken: _Taken) -> None:
    casework.add_person(taken.company.charity, taken.actor, taken.reference, taken.key, taken.raw, taken.at)


def _let_in(taken: _Taken) -> None:
    case_access.let_in(taken.actor, taken.reference, taken.track_id, taken.key, taken.raw, taken.at)


def _step_aside(taken: _Taken) -> None:
    charity = taken.company.charity
    casework.declare_conflict(charity, taken.actor, taken.reference, taken.key, taken.raw, taken.at)


def _declare(taken: _Taken) -> None:
    asked = Question(taken.reference, str(taken.track_id))
    version = board_voting.declaring(taken.actor, asked, taken.at).version
    board_voting.declare(taken.actor, asked, version, taken.key, taken.raw, taken.at)


def _vote(taken: _Taken) -> None:
    asked = Question(taken.reference, str(taken.track_id))
    version = board_voting.voting(taken.actor, asked, taken.at).version
    board_voting.vote(taken.actor, asked, version, taken.key, taken.raw, taken.at)


def _who_must_know(taken: _Taken) -> None:
    charity = taken.company.charity
    version = telling.page(charity, taken.actor, taken.reference, taken.at).form.version
    telling.answer(charity, taken.actor, taken.reference, version, taken.key, taken.raw, taken.at)


def _board_rules(taken: _Taken) -> None:
    version = board_rules.form(taken.actor, taken.at).version
    board_rules.write(taken.actor, version, taken.key, taken.raw, taken.at)


def _take_from(company: Company, actor: Member, act: Act, at: datetime) -> None:
    """End what someone holds: a role, a post, a standing. Done before already: nothing happens."""
    person_id, kind, key = _holding(company, act, at)
    if _holds(company, person_id, kind, key, at):
        membership.end(actor, person_id, kind, key, at)


def _give(company: Company, actor: Member, act: Act, at: datetime) -> None:
    """Give someone a role, a post or a standing. Done before already: nothing happens."""
    person_id, kind, key = _holding(company, act, at)
    if not _holds(company, person_id, kind, key, at):
        membership.give(actor, person_id, kind, key, str(act.answers.get("state", "")), at)


def _holding(company: Company, act: Act, at: datetime) -> tuple[str, str, str]:
    """Whose holding an act changes, and which: person id, kind, key."""
    who, kind, key = (_plain(act.answers[name], company, {}, at) for name in ("person", "kind", "key"))
    return str(who), str(kind), str(key)


def _holds(company: Company, person_id: str, kind: str, key: str, at: datetime) -> bool:
    one = next(one for one in membership.everyone(company.charity.id, at) if one.person_id == person_id)
    held = {"role": one.roles, "post": one.posts, "standing": {name for name, _ in one.standings}}
    return key in held[kind]


# What people do beside the steps of a case; everything else is a step.
_BESIDE: dict[str, Callable[[_Taken], None]] = {
    "writes_note": _note,
    "adds_to_do": _to_do,
    "finishes_to_do": _finish,
    "names_person": _person,
    "lets_in": _let_in,
    "steps_aside": _step_aside,
    "declares": _declare,
    "votes": _vote,
    "writes_board_rules": _board_rules,
    "answers_who_must_know": _who_must_know,
}
# What an administrator does, who reads no case.
_PEOPLE: dict[str, Callable[[Company, Member, Act, datetime], None]] = {
    "takes_from": _take_from,
    "gives": _give,
}
VERBS = frozenset({*_BESIDE, *_PEOPLE})
