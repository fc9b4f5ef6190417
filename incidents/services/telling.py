"""Who must know of a case: the questions with what the case suggests, and saving the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import telling as rules
from incidents.domain.fields import LONDON, Data, Field, Kind, Problem, Raw
from incidents.domain.lifecycle.external_guards import LOOK_AGAIN, MUST_TELL
from incidents.domain.policy_words import Nation
from incidents.domain.serious import Verdict, assess
from incidents.domain.serious_question import Question
from incidents.domain.serious_suggestions import Named, Seen, Suggestion, suggest
from incidents.domain.serious_words import Telling
from incidents.domain.telling import Ground
from incidents.domain.words import Body, Permission
from incidents.services import clock_keeping, telling_steps
from incidents.services.actors import Member
from incidents.services.brand import brand_of
from incidents.services.changing import Change
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, Stale
from incidents.services.gather import Scene, known_parts, look, scene
from incidents.services.keeping import Form, parsed
from incidents.services.once import earlier_answer
from incidents.services.telling_shown import Told, told
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import CaseFile, IncidentCheck
from incidents.store.queries import telling

_EMPTY = "Answer at least one question"


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one case. `groups` are headings with the names of their questions, as the form asks them.

    `number` counts the answers saved so far; `told` is empty until there are some. `version` is that of the
    case, for the steps that start a report.
    """

    case: CaseFile
    form: Form
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    number: int
    answered_at: datetime | None
    answered_by: str
    told: tuple[Told, ...]
    version: int


def page(charity: Charity, actor: Member, reference: str, now: datetime) -> Page:
    """The questions, and what follows from the newest answers. Raises NotFound."""
    with read() as session:
        here = look(session, actor, reference, now, may=Permission.DRAFT_REPORT, whole=True)
        check = telling.newest_check(session, here.case.organisation_id, here.case.id)
        ground = _ground(charity)
        verdicts = _verdicts(check.answers, ground) if check else ()
        return Page(
            case=here.case,
            form=_form(session, here, ground, check),
            groups=tuple(
                (heading, tuple(one.key for one in several))
                for heading, several in rules.groups(ground.nation)
            ),
            number=check.number if check else 0,
            answered_at=check.at if check else None,
            answered_by=telling.name_of(session, check) if check else "",
            told=told(session, here, actor, verdicts, dict(check.answers) if check else {}),
            version=here.case.version,
        )


def answer(
    charity: Charity, actor: Member, reference: str, version: int, key: str, raw: Raw, now: datetime
) -> str:
    """Save the answers with the verdicts of that day; decisions not to tell that they no longer bear out are
    open again. Out: what more is to be read ("" where nothing is). Raises NotFound, Invalid and Stale.
    """
    with work() as session, session.no_autoflush:
        if earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None:
            return ""
        here = scene(session, actor, reference, None, now, may=Permission.DRAFT_REPORT, whole=True, lock=True)
        ground = _ground(charity)
        last = telling.newest_check(session, here.case.organisation_id, here.case.id)
        data = parsed(_form(session, here, ground, last), raw, now)
        if not data:
            raise Invalid((Problem(rules.groups(ground.nation)[0][1][0].key, _EMPTY),))
        number = last.number if last else 0
        if version != number:
            raise Stale(("Somebody else answered these questions",), number)
        change = Change(session, actor, here, now)
        return _keep(change, ground, number + 1, {name: str(value) for name, value in data.items()})


def _keep(change: Change, ground: Ground, number: int, answers: dict[str, str]) -> str:
    case, verdicts = change.scene.case, _verdicts(answers, ground)
    pairs = [[one.body.value, one.telling.value] for one in verdicts]
    change.session.add(
        IncidentCheck(
            organisation_id=case.organisation_id,
            id=new_id(),
            case_id=case.id,
            number=number,
            answers=dict(answers),
            nation=ground.nation.value,
            brand=ground.brand.value,
            verdicts=list(pairs),
            by_person_id=change.actor.person_id,
            at=change.now,
        )
    )
    again = _reopen(change, ground, answers)
    case.known = {**case.known, MUST_TELL: list(rules.must_tell(verdicts))}
    said: Data = {
        "number": number,
        **_named("must_tell", verdicts, Telling.MUST),
        **_named("should_consider", verdicts, Telling.CONSIDER),
        **({"decided_against_and_open_again": "; ".join(again)} if again else {}),
    }
    change.touch(None)
    trail.on_case(
        change.session,
        case,
        trail.Entry(
            organisation_id=case.organisation_id,
            action="incident_checked",
            actor=change.actor.person_id,
            at=change.now,
            payload={
                "by": change.actor.name,
                "data": said,
                "answers": answers,
                "verdicts": pairs,
                **change.words,
            },
            case_id=case.id,
            id=change.event_id,
        ),
    )
    return (
        f"Look again at the decision not to tell: {', '.join(again)}. The facts have changed."
        if again
        else ""
    )


def _reopen(change: Change, ground: Ground, answers: Mapping[str, str]) -> list[str]:
    """Open the decisions again that these answers no longer bear out; the names of their bodies."""
    case = change.scene.case
    standing = {one.track.id: one.track for one in change.scene.tracks if one.track.state == "not_reported"}
    newest = {
        row.track_id: row
        for row in telling.decisions_of(change.session, case.organisation_id, case.id)
        if row.track_id in standing
    }
    found = []
    for row in newest.values():
        before = (
            {name: str(value) for name, value in row.facts.items()} if row.check_number is not None else None
        )
        because = rules.reopened(row.body, before, answers, ground)
        if because and row.reopened_at is None:
            found.append(telling_steps.Open(row, because))
    telling_steps.reopen(change, found)
    names = []
    for one in found:
        track = standing[one.row.track_id]
        names.append(track.subject_label or Body(one.row.body).label)
        title = f"Look again at the decision not to tell {names[-1]}: the facts have changed"
        # Today: the new facts are known already, and somebody has to be told that it is theirs.
        who = case.lead_person_id or change.actor.person_id
        change.add_task(title, change.now.astimezone(LONDON).date(), who, track)
    clock_keeping.run_again(change, [standing[one.row.track_id] for one in found])
    if found:
        waiting = case.known.get(LOOK_AGAIN)
        earlier = [str(one) for one in waiting] if isinstance(waiting, list) else []
        case.known = {**case.known, LOOK_AGAIN: sorted({*earlier, *(one.row.track_id for one in found)})}
    return names


def _named(name: str, verdicts: tuple[Verdict, ...], telling_: Telling) -> dict[str, object]:
    names = [one.name for one in verdicts if one.telling is telling_]
    return {name: "; ".join(names)} if names else {}


def _verdicts(answers: Mapping[str, object], ground: Ground) -> tuple[Verdict, ...]:
    return assess({name: str(value) for name, value in answers.items()}, ground.nation, ground.brand)


def _ground(charity: Charity) -> Ground:
    return Ground(Nation(charity.nation), brand_of(charity.policy))


def _form(session: Session, here: Scene, ground: Ground, check: IncidentCheck | None) -> Form:
    """Every question of the nation. What the case suggests is filled in only while nobody answered yet."""
    people = known_parts(session, here).people
    making_safe = frozenset(one.track.subject for one in here.visible if one.track.machine == "containment")
    named = tuple(Named(one.involvement, one.standing, one.under_18) for one in people)
    suggestions = {
        one.key: one for one in suggest(Seen(str(here.case.kind or ""), here.case.known, making_safe, named))
    }
    answers = dict(check.answers) if check else {}
    first = {key: one.answer for key, one in suggestions.items() if one.answer}
    fields = tuple(
        _field(one, suggestions.get(one.key), answers.get(one.key) if check else None, first=check is None)
        for _, several in rules.groups(ground.nation)
        for one in several
    )
    return Form(fields, filled=answers if check else first, version=check.number if check else 0)


def _field(question: Question, hinted: Suggestion | None, answer: object, *, first: bool) -> Field:
    hints = [rules.only_if(question), question.help]
    if hinted is not None and not hinted.answer:
        hints.append(f"Think of it: {hinted.because}.")
    elif hinted is not None and first:
        hints.append(f"Filled in as a suggestion, because {hinted.because}. Check it.")
    elif hinted is not None and answer != hinted.answer:
        label = dict(question.answers)[hinted.answer]
        hints.append(f"The case suggests “{label}”, because {hinted.because}.")
    hint = " ".join(one if one.endswith((".", "?")) else f"{one}." for one in hints if one)
    return Field(question.key, question.label, Kind.CHOICE, False, hint, question.answers)
