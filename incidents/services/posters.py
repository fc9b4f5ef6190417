"""Who is approved to post for the charity, on all its pages or one, and who has left with access still on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import duties
from incidents.domain.duties import Held
from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.policy import Clause
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.keeping import Form, is_key, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.services.registers import named
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Person, PosterApproval
from incidents.store.queries import duties as lists
from incidents.store.queries import people, posting
from incidents.store.queries.posting import ApprovalRow

EVERYWHERE = "all"
_APPROVE = (
    Field("person", "Who", Kind.PERSON),
    Field("account", "Where they may post", Kind.CHOICE),
)
_END = (
    Field("because", "Why it ends"),
    Field(
        "removed",
        "Were their rights taken away on the platform itself?",
        Kind.YES_NO,
        hint="Ending it here changes nothing there: somebody has to take away their access to the page.",
    ),
)


@dataclass(frozen=True, slots=True)
class PosterLine:
    """One approval as people read it. `to_remove`: they can still get in where they should not.

    `left`: nobody ended the approval, but the person has left.
    """

    id: str
    name: str
    where: str
    since: datetime
    by: str
    until: datetime | None
    because: str
    removed_at: datetime | None
    left: bool
    to_remove: bool


@dataclass(frozen=True, slots=True)
class Posters:
    """The page: approvals that hold, those that ended, and who may post by their post (name, post)."""

    now: tuple[PosterLine, ...]
    ended: tuple[PosterLine, ...]
    by_post: tuple[tuple[str, str], ...]
    clauses: tuple[Clause, ...]


def posters(charity: Charity, actor: Member, now: datetime) -> Posters:
    """Everyone who may post. Raises NotFound for who does not see the duties."""
    may(actor, Permission.SEE_DUTIES)
    with read() as session:
        found = lines(session, charity.id, now)
        everyone = people.people(session, charity.id, now)
    posting_posts = [post for post in charity.policy.posts if post.approved_poster]
    return Posters(
        tuple(one for one in found if one.until is None),
        tuple(one for one in found if one.until is not None),
        tuple((one.name, post.label) for post in posting_posts for one in everyone if post.key in one.posts),
        duties.poster_clauses(charity.policy),
    )


def lines(session: Session, organisation_id: str, now: datetime) -> tuple[PosterLine, ...]:
    """Every approval, those with access to take away first."""
    rows = posting.approvals(session, organisation_id)
    gone = _gone(session, organisation_id, rows, now)
    found = [_line(row, left=row.approval.id in gone) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.to_remove))


def approving(actor: Member, now: datetime) -> Form:
    """The form that approves someone. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return _form(session, actor, now)


def ending(actor: Member, approval_id: str) -> Form:
    """The form that ends an approval. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return Form(_END, about=_name(session, _row(session, actor, approval_id)))


def removing(actor: Member, approval_id: str) -> Form:
    """The form that says that access was taken away; it asks nothing. Raises NotFound."""
    may(actor, Permission.KEEP_REGISTERS)
    with read() as session:
        return Form((), about=_name(session, _row(session, actor, approval_id)))


def approve(actor: Member, key: str, raw: Raw, now: datetime) -> None:
    """Approve someone to post. Raises NotFound and Invalid; nobody approves themselves."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        data = parsed(_form(session, actor, now), raw, now)
        person_id, place = str(data["person"]), str(data["account"])
        account_id = None if place == EVERYWHERE else place
        if person_id == actor.person_id:
            raise Invalid((Problem("person", "Nobody approves themselves: ask somebody else to do it"),))
        for row in posting.approvals(session, actor.organisation_id):
            held = row.approval
            if (held.person_id, held.account_id, held.until) == (person_id, account_id, None):
                raise Invalid((Problem("person", f"{row.name} is approved for this already"),))
        approval = PosterApproval(
            organisation_id=actor.organisation_id,
            id=new_id(),
            person_id=person_id,
            account_id=account_id,
            since=now,
            approved_by_person_id=actor.person_id,
        )
        session.add(approval)
        told = {"approval": approval.id, "person": person_id, "page": account_id}
        note(session, actor, "poster_approved", now, told)


def end(actor: Member, approval_id: str, key: str, raw: Raw, now: datetime) -> None:
    """End an approval, with the reason, and whether their access is gone already. NotFound and Invalid."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        row = _row(session, actor, approval_id)
        data = parsed(Form(_END), raw, now)
        if row.until is not None:
            raise Invalid((Problem("ended", "This was ended already, by somebody else"),))
        row.until, row.ended_because = now, str(data["because"])
        row.access_removed_at = now if data["removed"] is True else None
        told = {"approval": row.id, "person": row.person_id, "data": data}
        note(session, actor, "poster_ended", now, told)


def access_removed(actor: Member, approval_id: str, key: str, now: datetime) -> None:
    """Write down that their access was taken away on the platform. Raises NotFound and Invalid."""
    may(actor, Permission.KEEP_REGISTERS)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        row = _row(session, actor, approval_id)
        if row.until is None:
            raise Invalid((Problem("open", "End the approval first, with the reason"),))
        if row.access_removed_at is not None:
            raise Invalid((Problem("removed", "Somebody has written this down already"),))
        row.access_removed_at = now
        told = {"approval": row.id, "person": row.person_id}
        note(session, actor, "poster_access_removed", now, told)


def _row(session: Session, actor: Member, approval_id: str) -> PosterApproval:
    found = posting.approval(session, actor.organisation_id, approval_id) if is_key(approval_id) else None
    if found is None:
        raise NotFound
    return found


def _name(session: Session, row: PosterApproval) -> str:
    person = session.get(Person, (row.organisation_id, row.person_id))
    return person.name if person else ""


def _form(session: Session, actor: Member, now: datetime) -> Form:
    everyone = people.people(session, actor.organisation_id, now)
    open_pages = [
        row.account for row in lists.pages(session, actor.organisation_id) if row.account.closed_at is None
    ]
    return Form(
        _APPROVE,
        {
            "person": {one.person_id: one.name for one in everyone},
            "account": {EVERYWHERE: "On all our pages"} | {page.id: named(page) for page in open_pages},
        },
    )


def _gone(
    session: Session, organisation_id: str, rows: Iterable[ApprovalRow], now: datetime
) -> frozenset[str]:
    """The ids of approvals that nobody ended, of people who have left."""
    open_now = [row.approval for row in rows if row.approval.until is None]
    if not open_now:
        return frozenset()
    held: dict[str, list[Held]] = {}
    for one in posting.holdings(session, organisation_id, [row.person_id for row in open_now]):
        held.setdefault(one.person_id, []).append(Held(one.kind, one.state, one.until))
    shut = posting.shut_out(session, organisation_id, now)
    return frozenset(
        row.id
        for row in open_now
        if duties.has_left(held.get(row.person_id, ()), row.since, now, shut=row.person_id in shut)
    )


def _line(row: ApprovalRow, *, left: bool) -> PosterLine:
    held, page = row.approval, row.account
    closed = page is not None and page.closed_at is not None
    still_on = left or (held.until is not None and held.access_removed_at is None)
    return PosterLine(
        id=held.id,
        name=row.name,
        where=named(page) if page else "All our pages",
        since=held.since,
        by=row.by,
        until=held.until,
        because=held.ended_because,
        removed_at=held.access_removed_at,
        left=left,
        to_remove=still_on and not closed,
    )
