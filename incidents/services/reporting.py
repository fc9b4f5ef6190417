"""Receiving a report, from the charity's link or signed in: it becomes a case and reaches one person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError


from incidents.domain import reference as references
from incidents.domain import chain
from incidents.domain.fields import LONDON
from incidents.domain.lifecycle import CASE
from incidents.services import routing
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import work
from incidents.store.ids import new_id
from incidents.store.models import Access, CaseFile, Exclusion, Involvement, Report
from incidents.store.queries import people
from incidents.store.queries.people import HeldBy

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What the reporter said. Texts are as typed, empty when not given; days are London dates.

    `about_posts` and `keep_out_posts` are post keys of the policy; `precision` is day, month or unknown;
    `still_online` yes, no or unknown; `reached_on` when it reached us, for a report on someone's behalf.
    """

    story: str
    place: str = ""
    address: str = ""
    occurred_from: date | None = None
    occurred_to: date | None = None
    precision: str = "unknown"
    still_online: str = "unknown"
    keep_out: str = ""
    keep_out_posts: tuple[str, ...] = ()
    about: str = ""
    about_posts: tuple[str, ...] = ()
    affected: str = ""
    on_behalf_of: str = ""
    reached_how: str = ""
    reached_on: date | None = None
    complaint: bool = False
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter is given: the reference, and the outside body when nobody inside is free to read it."""

    reference: str
    outside: str = ""


def receive(charity: Charity, told: Told, actor: Member | None, who: str, key: str, now: datetime) -> Receipt:
    """Make a case of a report, hide it from those it concerns, and let in the first receiver who is free.

    `who` names the sender for "acts once" (an account id, or a draft's hash), `key` is the form's token,
    `now` an aware instant. A reference that is taken is drawn again.
    """
    for _ in range(_TRIES):
        try:
            return _receive(charity, told, actor, who, key, now)
        except IntegrityError as error:
            if "reference" not in str(error.orig):
                raise
    raise RuntimeError("no free reference was found")


def _receive(charity: Charity, told: Told, actor: Member | None, who: str, key: str, now: datetime) -> Receipt:
    with work() as session:
        everyone = people.people(session, charity.id, now)
        about = _meant(told.about, told.about_posts, everyone)
        hidden = {one.person_id: "kept_out" for one in _meant(told.keep_out, told.keep_out_posts, everyone)}
        hidden |= {one.person_id: "about" for one in about}
        routed = routing.route(charity.policy, everyone, hidden)
        reference = references.make(charity.code, secrets.choice)
        outside = "" if routed.person else routed.receiver.outside or ""
        if earlier := earlier_answer(session, who, key, {"reference": reference, "outside": outside}, now):
            return Receipt(str(earlier["reference"]), str(earlier["outside"]))
        case = _case(charity, told, reference, bool(hidden) and routed.past_staff, outside, now)
        session.add(case)
        session.add(_report(case, told, actor, now))
        session.add_all(_involvement(case, one, charity, now) for one in about)
        session.add_all(_exclusion(case, person_id, why, now) for person_id, why in hidden.items())
        if routed.person is not None:
            session.add(_access(case, routed.person.person_id, "receives reports", now))
        move = trail.Move(CASE.name, case.id, None, CASE.initial, 1)
        trail.on_case(
            session,
            case,
            trail.Entry(
                organisation_id=charity.id,
                action="reported",
                actor=actor.person_id if actor else "reporter",
                at=now,
                payload={"by": actor.name if actor else told.name or "Someone who did not give a name"},
                moves=(move,),
                case_id=case.id,
                happened=told.occurred_from.isoformat() if told.occurred_from else "",
            ),
        )
    return Receipt(reference, outside)


def _meant(words: str, posts: tuple[str, ...], everyone: tuple[HeldBy, ...]) -> tuple[HeldBy, ...]:
    named = set(routing.named_in(words, everyone))
    return tuple(one for one in everyone if one in named or one.posts & set(posts))


def _case(charity: Charity, told: Told, reference: str, restricted: bool, outside: str, now: datetime) -> CaseFile:
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
        aware_at=now if told.reached_on is None else _noon(told.reached_on),
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


def _report(case: CaseFile, told: Told, actor: Member | None, now: datetime) -> Report:
    return Report(
        organisation_id=case.organisation_id,
        id=new_id(),
        case_id=case.id,
        story=told.story,
        place=told.place,
        address=told.address,
        still_online=told.still_online,
        about=told.about,
        affected=told.affected,
        keep_out=told.keep_out,
        on_behalf_of=told.on_behalf_of,
        reached_how=told.reached_how,
        reached_on=told.reached_on,
        reporter_person_id=actor.person_id if actor else None,
        reporter_name=actor.name if actor else told.name,
        reporter_contact=actor.email if actor and not told.contact else told.contact,
        complaint=told.complaint,
        received_at=now,
    )


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
