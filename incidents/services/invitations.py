"""Invitations by mail: an administrator asks somebody to sign in, and never knows their password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain import account_mails
from incidents.domain.fields import Problem
from incidents.domain.invited import GOOD_FOR, LinkKind, stands
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import addresses, keeping, links
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.links import Link
from incidents.services.mailed_links import path_of
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import Invitation, Membership, Person
from incidents.store.queries import delivery, outbox
from incidents.store.queries import invitations as rows
from incidents.store.queries.outbox import Letter

_NOT_ONESELF = "Nobody does this to themselves: ask another administrator"
_NONE = "There is no open invitation: reload the page"


@dataclass(frozen=True, slots=True)
class Open:
    """An open invitation: whose, to which address, how it stands, and until when its link is good."""

    person_id: str
    name: str
    address: str
    stands: str
    tone: str
    asked_at: datetime
    until: datetime | None


def open_for(session: Session, row: Person, address: str, now: datetime) -> str:
    """Invite a person of the charity, in the caller's transaction, which writes the entry; the address as it
    is kept.

    Nothing is said, or looked up, of whether the address has an account at another charity. Raises Invalid
    for an address that cannot be one, that belongs to someone of this charity, or that is invited already.
    """
    kept = addresses.kept(address)
    if rows.belongs(session, row.organisation_id, kept):
        raise Invalid((Problem("email", "This address belongs to someone of the charity already"),))
    if rows.open_to(session, row.organisation_id, kept) is not None:
        raise Invalid((Problem("email", "This address is invited already"),))
    invitation = Invitation(
        organisation_id=row.organisation_id,
        id=new_id(),
        person_id=row.id,
        address=kept,
        asked_at=now,
        until=None,
        by_hand_at=None,
        accepted_at=None,
        withdrawn_at=None,
    )
    session.add(invitation)
    _mail(session, invitation, now)
    return kept


def invite(actor: Member, person_id: str, address: str, now: datetime) -> None:
    """Invite a person whom the charity knows. What they hold is what they come into: nothing is given.

    Raises NotFound, and Invalid as `open_for`, or when they sign in already, or did until they left.
    """
    with work() as session:
        row = _person(session, actor, person_id)
        if _has_place(session, row):
            words = f"{row.name} has or had an account here: who comes back is added as a new person"
            raise Invalid((Problem("email", words),))
        if rows.open_of(session, row.organisation_id, row.id) is not None:
            raise Invalid((Problem("email", "Withdraw the invitation that is open first"),))
        kept = open_for(session, row, address, now)
        keeping.note(session, actor, "invited", now, {"person": row.id, "address": kept})


def again(actor: Member, person_id: str, now: datetime) -> None:
    """Send an open invitation again, with a new link; the old one does not work any more."""
    with work() as session:
        row, invitation = _open(session, actor, person_id)
        _end_link(session, invitation, "another mail took its place", now)
        invitation.asked_at, invitation.until, invitation.by_hand_at = now, None, None
        _mail(session, invitation, now)
        payload = {"person": row.id, "address": invitation.address}
        keeping.note(session, actor, "invited_again", now, payload)


def withdraw(actor: Member, person_id: str, now: datetime) -> None:
    """Take an open invitation back: its link does not work any more, and its mail does not go."""
    with work() as session:
        row, invitation = _open(session, actor, person_id)
        take_back(session, invitation, now)
        keeping.note(session, actor, "invitation_withdrawn", now, {"person": row.id})


def hand_over(actor: Member, person_id: str, now: datetime) -> str:
    """The path of a new link, shown this once, for an administrator to hand over themselves.

    A mail that waits does not go, and an earlier link does not work any more. The entry says who saw it.
    """
    with work() as session:
        row, invitation = _open(session, actor, person_id)
        _end_link(session, invitation, "the link was handed over", now)
        link = _link(invitation)
        token = links.make(session, link, now)
        invitation.by_hand_at, invitation.until = now, now + GOOD_FOR[link.kind]
        keeping.note(session, actor, "invitation_shown", now, {"person": row.id})
    return path_of(link, token)


def take_back(session: Session, invitation: Invitation, now: datetime) -> None:
    """End an invitation in the caller's transaction, which writes the entry."""
    _end_link(session, invitation, "the invitation was withdrawn", now)
    invitation.withdrawn_at = now


def listing(actor: Member, now: datetime) -> tuple[Open, ...]:
    """Every open invitation of the charity, by name. Raises NotFound."""
    keeping.may(actor, Permission.MANAGE_PEOPLE)
    with read() as session:
        return tuple(
            _shown(session, invitation, name, now)
            for invitation, name in rows.every_open(session, actor.organisation_id)
        )


def of_person(actor: Member, person_id: str, now: datetime) -> tuple[Open | None, bool]:
    """The open invitation of a person, and whether they have or had an account here. Raises NotFound."""
    with read() as session:
        row = session.get(Person, (actor.organisation_id, person_id)) if keeping.is_key(person_id) else None
        if row is None or not permits(actor, Permission.MANAGE_PEOPLE):
            raise NotFound
        invitation = rows.open_of(session, row.organisation_id, row.id)
        found = _shown(session, invitation, row.name, now) if invitation else None
        return found, _has_place(session, row)


def _shown(session: Session, one: Invitation, name: str, now: datetime) -> Open:
    mail = outbox.newest(session, one.organisation_id, _key(one))
    words, tone = stands(one.until, one.by_hand_at, mail.state if mail else "", now)
    return Open(one.person_id, name, one.address, words, tone, one.asked_at, one.until)


def _open(session: Session, actor: Member, person_id: str) -> tuple[Person, Invitation]:
    row = _person(session, actor, person_id)
    invitation = rows.open_of(session, row.organisation_id, row.id)
    if invitation is None:
        raise Invalid((Problem("email", _NONE),))
    return row, invitation


def _person(session: Session, actor: Member, person_id: str) -> Person:
    """Locked, so that the same button pressed twice at once works once."""
    if not permits(actor, Permission.MANAGE_PEOPLE) or not keeping.is_key(person_id):
        raise NotFound
    row = session.get(Person, (actor.organisation_id, person_id), with_for_update=True)
    if row is None:
        raise NotFound
    if row.id == actor.person_id:
        raise Invalid((Problem("email", _NOT_ONESELF),))
    return row


def _has_place(session: Session, row: Person) -> bool:
    here = (Membership.organisation_id == row.organisation_id, Membership.person_id == row.id)
    return session.scalar(select(Membership.id).where(*here)) is not None


def _mail(session: Session, one: Invitation, now: datetime) -> None:
    """The mail; its link is made when it goes (`mailed_links`)."""
    key = f"{_key(one)}{new_id()}"
    subject, kind = account_mails.INVITED, LinkKind.INVITATION.value
    letter = Letter(one.person_id, None, kind, key, subject, "", now, to_address=one.address)
    outbox.add(session, one.organisation_id, letter, now)


def _end_link(session: Session, one: Invitation, why: str, now: datetime) -> None:
    links.end(session, _link(one), now)
    delivery.call_off(session, one.organisation_id, _key(one), why)


def _link(one: Invitation) -> Link:
    return Link(LinkKind.INVITATION, one.organisation_id, one.id, one.address)


def _key(one: Invitation) -> str:
    return f"{LinkKind.INVITATION}:{one.id}:"
