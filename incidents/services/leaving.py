"""When somebody leaves, or has lost their phone: what an administrator ends for them, in one step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Field, Kind, Problem, Raw, parse
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import account_notices, keeping, new_password, provider, second_step
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.invitations import take_back
from incidents.store.db import work
from incidents.store.models import Holding, Membership, Person, PosterApproval
from incidents.store.queries import invitations

BECAUSE = (Field("because", "Why"),)
# Whoever can talk an administrator into this needs only the password any more.
_WAYS = (
    ("met", "I met them, and know them"),
    ("rang", "I rang them on a number that we had before"),
)
MADE_SURE = (
    Field("made_sure", "How did you make sure that it is really them who asks?", Kind.CHOICE, choices=_WAYS),
    *BECAUSE,
)


def leave(actor: Member, person_id: str, raw: Raw, now: datetime) -> None:
    """End all that somebody holds here, at once: roles, posts, standings, their account's place, their
    approvals to post, their sign-ins, and their account's link to the charity's own provider.

    Who comes back is a new person to the charity, so what they were let into does not come back with them.
    Nobody does it to themselves. Raises NotFound and Invalid. Access to the pages themselves is taken away
    elsewhere: "Our pages" goes on asking for it.
    """
    data, problems = parse(BECAUSE, raw, now)
    if problems:
        raise Invalid(problems)
    with work() as session:
        person = _person(session, actor, person_id)
        here = (actor.organisation_id, person.id)
        ended = {
            "holds": _end(session, Holding, here, now),
            "approvals": _end(session, PosterApproval, here, now, ended_because=str(data["because"])),
            "links": _unlink(session, here),
            "account": int(_membership(session, here) is not None),
            "sign_ins": _shut_out(session, here, now),
            "invitations": _uninvite(session, here, now),
        }
        if not any(ended.values()):
            raise Invalid((Problem("because", f"{person.name} holds nothing here any more"),))
        keeping.note(session, actor, "person_left", now, {"person": person.id, "data": data, "ended": ended})


def reset_second_step(actor: Member, person_id: str, raw: Raw, now: datetime) -> None:
    """Take away somebody's second step, for who has lost phone, passkeys and codes; all their sign-ins and
    their link to the provider end, and their owner is told by mail.

    Nobody does it to themselves. Raises NotFound, and Invalid for who has none here.
    """
    data, problems = parse(MADE_SURE, raw, now)
    if problems:
        raise Invalid(problems)
    with work() as session:
        person = _person(session, actor, person_id)
        member = _membership(session, (actor.organisation_id, person.id))
        if member is None or not second_step.forget(session, member.account_id):
            raise Invalid((Problem("because", f"{person.name} has no second step to take away"),))
        provider.forget(session, member.account_id)  # who did not want it may have made it
        new_password.end_sign_ins(session, member.account_id, now)
        account_notices.tell(session, member.account_id, Notice.STEP_GONE, now)
        keeping.note(session, actor, "second_step_reset", now, {"person": person.id, "data": data})


def end_sign_ins(actor: Member, person_id: str, raw: Raw, now: datetime) -> None:
    """End every sign-in of somebody, and nothing else: for a lost telephone, or a sign-in nobody knows.

    Nobody does it to themselves: one's own page does that. Raises NotFound, and Invalid for who has none.
    """
    data, problems = parse(BECAUSE, raw, now)
    if problems:
        raise Invalid(problems)
    with work() as session:
        person = _person(session, actor, person_id)
        member = _membership(session, (actor.organisation_id, person.id))
        ended = new_password.end_sign_ins(session, member.account_id, now) if member is not None else 0
        if not ended:
            raise Invalid((Problem("because", f"{person.name} is not signed in anywhere"),))
        keeping.note(
            session, actor, "sign_ins_ended", now, {"person": person.id, "data": data, "ended": ended}
        )


def end_everyones(actor: Member, raw: Raw, now: datetime) -> None:
    """End every sign-in of everyone of this charity, the actor's too. Raises NotFound and Invalid."""
    data, problems = parse(BECAUSE, raw, now)
    if not permits(actor, Permission.MANAGE_PEOPLE):
        raise NotFound
    if problems:
        raise Invalid(problems)
    with work() as session:
        everyone = select(Membership.account_id).where(
            Membership.organisation_id == actor.organisation_id, Membership.until.is_(None)
        )
        ended = sum(
            new_password.end_sign_ins(session, account_id, now)
            for account_id in session.scalars(everyone).all()
        )
        keeping.note(session, actor, "sign_ins_ended", now, {"everyone": True, "data": data, "ended": ended})


def _person(session: Session, actor: Member, person_id: str) -> Person:
    if not permits(actor, Permission.MANAGE_PEOPLE) or not keeping.is_key(person_id):
        raise NotFound
    row = session.get(Person, (actor.organisation_id, person_id), with_for_update=True)
    if row is None:
        raise NotFound
    if person_id == actor.person_id:
        raise Invalid((Problem("because", "Nobody does this to themselves: ask another administrator"),))
    return row


def _end(
    session: Session,
    table: type[Holding | PosterApproval],
    here: tuple[str, str],
    now: datetime,
    **more: str,
) -> int:
    organisation_id, person_id = here
    ended = session.execute(
        update(table)
        .where(
            table.organisation_id == organisation_id,
            table.person_id == person_id,
            or_(table.until.is_(None), table.until > now),
        )
        .values(until=now, **more)
        .returning(table.id)
    ).all()
    return len(ended)


def _shut_out(session: Session, here: tuple[str, str], now: datetime) -> int:
    """End the account's place in this charity; an account with a place elsewhere signs in again there."""
    member = _membership(session, here)
    if member is None:
        return 0
    member.until = now
    return new_password.end_sign_ins(session, member.account_id, now)


def _uninvite(session: Session, here: tuple[str, str], now: datetime) -> int:
    """Nobody takes up an invitation into what has ended."""
    invitation = invitations.open_of(session, *here)
    if invitation is not None:
        take_back(session, invitation, now)
    return int(invitation is not None)


def _unlink(session: Session, here: tuple[str, str]) -> int:
    member = _membership(session, here)
    return provider.forget(session, member.account_id) if member else 0


def _membership(session: Session, here: tuple[str, str]) -> Membership | None:
    organisation_id, person_id = here
    return session.scalar(
        select(Membership).where(
            Membership.organisation_id == organisation_id,
            Membership.person_id == person_id,
            Membership.until.is_(None),
        )
    )
