"""Receiving a report, from the charity's link or signed in: it becomes a case and reaches one person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from incidents.domain import chain
from incidents.domain import reference as references
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import CASE
from incidents.domain.policy import Policy, receiver_label
from incidents.services import at_once, routing
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.concerned import Concerned, concerned
from incidents.services.faults import Invalid
from incidents.services.once import earlier_answer
from incidents.services.told import Told, problems
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Access, CaseFile, Exclusion, Idempotency, Involvement, Report
from incidents.store.queries import people
from incidents.store.queries.people import HeldBy

__all__ = ["Receipt", "Told", "receive", "sent_before", "standing_of"]
_TRIES = 5
# What is written with a new case, in its transaction; out: what the case's first entry says of it.
More = Callable[[Session, CaseFile], Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is given: the reference, and the outside body when nobody inside may read it."""

    reference: str
    outside: str = ""


def receive(
    charity: Charity, told: Told, actor: Member | None, who: str, key: str, now: datetime, more: More = None
) -> Receipt:
    """Make a case of a report, hide it from those it concerns, and let in the first receiver who is free.

    `who` names the sender for "acts once" (an account id, or a draft's hash), `key` is the form's token;
    `more` writes what belongs to the case in the same transaction. Raises Invalid.
    """
    if found := problems(told, charity.policy, now):
        raise Invalid(found)
    for _ in range(_TRIES):
        try:
            return _receive(charity, told, actor, who, key, now, more)
        except IntegrityError as error:
            if "reference" not in str(error.orig):
                raise
    raise RuntimeError("no free reference was found")


def sent_before(who: str, key: str) -> Receipt | None:
    """The receipt that was given when `who` sent the form with this `key`, if it was sent already."""
    with read() as session:
        row = session.get(Idempotency, (who, key))
    return _receipt(row.answer) if row else None


def _receive(
    charity: Charity, told: Told, actor: Member | None, who: str, key: str, now: datetime, more: More
) -> Receipt:
    with work() as session:
        everyone = people.people(session, charity.id, now)
        whom = concerned(told, everyone, charity.policy, actor.person_id if actor else None)
        routed = routing.route(charity.policy, everyone, whom.hidden, past_staff=whom.past_staff)
        reference = references.make(charity.code, secrets.choice)
        outside = _outside(charity.policy, everyone, whom, routed)
        if earlier := earlier_answer(session, who, key, {"reference": reference, "outside": outside}, now):
            return _receipt(earlier)
        case = _case(charity, told, reference, whom.past_staff, outside, now)
        session.add(case)
        session.add(_report(case, told, charity.policy, actor, now))
        session.add_all(_involvement(case, one, charity, now) for one in whom.about)
        session.add_all(_exclusion(case, person_id, why, now) for person_id, why in whom.hidden.items())
        if routed.person is not None:
            session.add(_access(case, routed.person.person_id, "receives reports", now))
            at_once.tell(session, case, routed.person.person_id, now, kind="report")
        move = trail.Move(CASE.name, case.id, None, CASE.initial, 1)
        trail.on_case(
            session,
            case,
            trail.Entry(
                organisation_id=charity.id,
                action="reported",
                actor=actor.person_id if actor else "reporter",
                at=now,
                payload={
                    "by": actor.name if actor else told.name or "Someone who did not give a name",
                    "let_in": [routed.person.person_id] if routed.person else [],
                    "hidden_from": sorted(whom.hidden),
                    **(more(session, case) if more else {}),
                },
                moves=(move,),
                case_id=case.id,
                happened=_happened(told),
            ),
        )
    return Receipt(reference, outside)


def _happened(told: Told) -> str:
    """The day, where it is known: the first of a month would read as if it were."""
    return told.occurred_from.isoformat() if told.occurred_from and told.precision == "day" else ""


def _receipt(answer: dict[str, object]) -> Receipt:
    return Receipt(str(answer["reference"]), str(answer["outside"]))


def _outside(policy: Policy, everyone: tuple[HeldBy, ...], whom: Concerned, routed: routing.Routed) -> str:
    """The body to turn to when nobody inside can see the case; a post that nobody holds is no reason yet."""
    inside = not whom.past_staff and routing.someone_sees(everyone, whom.hidden)
    return "" if routed.person or inside else receiver_label(policy, routed.receiver)


def _case(
    charity: Charity, told: Told, reference: str, restricted: bool, outside: str, now: datetime
) -> CaseFile:
    return CaseFile(
        organisation_id=charity.id,
        id=new_id(),
        reference=reference,
        state=CASE.initial,
        version=1,
        title=_title(told.story),
        kind=None,
        severity=None,
        platform=told.place[:400],
        lead_person_id=None,
        lead_name="",
        restricted=restricted,
        occurred_from=told.occurred_from,
        occurred_to=told.occurred_to or told.occurred_from,
        occurred_precision=told.precision,
        aware_at=now if told.reached_on is None else min(now, _noon(told.reached_on)),
        reported_at=now,
        entered_at=now,
        updated_at=now,
        due_on=None,
        open_tasks=0,
        known={"complaint": told.complaint, **({"outside": outside} if outside else {})},
        hold=None,
        last=None,
        merged_into=None,
        outcome=None,
        closed_at=None,
        keep_until=None,
        keep_because=None,
        head_seq=0,
        head_leaf=chain.START,
    )


def _title(story: str) -> str:
    """The first words of the story stand in for a title until the first decisions give one."""
    first = " ".join(story.split())
    return first if len(first) <= 80 else first[:77].rsplit(" ", 1)[0] + " …"


def _noon(day: date) -> datetime:
    """Noon in London on a day whose hour nobody noted."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def _report(case: CaseFile, told: Told, policy: Policy, actor: Member | None, now: datetime) -> Report:
    return Report(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        story=told.story,
        place=told.place,
        address=told.address,
        still_online=told.still_online,
        about=_with_posts(told.about, told.about_posts, policy),
        affected=told.affected,
        keep_out=_with_posts(told.keep_out, told.keep_out_posts, policy),
        on_behalf_of=told.on_behalf_of,
        reached_how=told.reached_how,
        reached_on=told.reached_on,
        reporter_person_id=actor.person_id if actor else None,
        reporter_name=actor.name if actor else told.name,
        reporter_contact=actor.email if actor and not told.contact else told.contact,
        complaint=told.complaint,
        received_at=now,
    )


def _with_posts(words: str, posts: tuple[str, ...], policy: Policy) -> str:
    """What was typed below the posts that were ticked: a post nobody holds would be lost otherwise."""
    labels = ", ".join(post.label for post in policy.posts if post.key in posts)
    return "\n".join(part for part in (labels, words) if part)


def _involvement(case: CaseFile, one: HeldBy, charity: Charity, now: datetime) -> Involvement:
    standing, state = standing_of(one, charity)
    return Involvement(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        person_id=one.person_id,
        label=one.name,
        involvement="about",
        standing=standing,
        standing_state=state,
        under_18=False,
        handles="",
        added_at=now,
    )


def standing_of(one: HeldBy, charity: Charity) -> tuple[str, str]:
    """What a person is to the charity now, with its state: their standing, or that of the post they hold."""
    for key, state in sorted(one.standings):
        return key, state
    for post in charity.policy.posts:
        if post.key in one.posts:
            return post.standing, "current"
    return "", ""


def _exclusion(case: CaseFile, person_id: str, why: str, now: datetime) -> Exclusion:
    return Exclusion(
        organisation_id=case.organisation_id, case_id=case.id, person_id=person_id, why=why, since=now
    )


def _access(case: CaseFile, person_id: str, because: str, now: datetime) -> Access:
    return Access(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        track_id=None,
        person_id=person_id,
        because=because,
        since=now,
        until=None,
    )
