"""Taking an invitation up: its link and a password of one's own make the account, or join the old one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from incidents.domain.account_mails import Notice
from incidents.domain.fields import Problem
from incidents.domain.invited import LinkKind
from incidents.services import account_notices, accounts, devices, hashing, links, passwords, signing_in
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.signing_in import From
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import Invitation, Person
from incidents.store.queries import people

_NOT_YOURS = "This is not the password that goes with your address. Use the one you sign in with elsewhere"
_FASTER = "Somebody was faster: send it once more"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link invites: the address, and the name that the charity knows them by."""

    address: str
    name: str


def found(charity: Charity, token: str, now: datetime) -> Invited:
    """Whom the link invites; looking changes nothing. Raises NotFound when it does not work (any more)."""
    with read() as session:
        return _invited(session, charity, token, now)[0]


def take_up(
    charity: Charity, token: str, password: str, where: From, tool: PasswordHasher, now: datetime
) -> str:
    """Take an invitation up: the token of a new sign-in.

    An address without an account gets one with `password`, by the rules for new ones. One that has an account
    (at another charity) must prove itself by the password of that, as at any sign-in: then it is joined. Both
    are asked for in the same box, so that the page does not tell which it is. Raises NotFound for a link that
    does not work, Invalid, TooMany and Busy.
    """
    with read() as session:
        invited, _ = _invited(session, charity, token, now)
        is_there = people.account_by_email(session, invited.address) is not None
    stored = "" if is_there else _new(charity, invited, password, tool)
    if is_there and signing_in.known(invited.address, password, where, tool, now) is None:
        raise Invalid((Problem("password", _NOT_YOURS),))
    try:
        with work() as session:
            return _join(session, charity, token, stored, where, now)
    except IntegrityError as fault:  # two invitations of one new address, taken up at the same moment
        raise Invalid((Problem("password", _FASTER),)) from fault


def _join(session: Session, charity: Charity, token: str, stored: str, where: From, now: datetime) -> str:
    link = links.use(session, LinkKind.INVITATION, charity.id, token, now)
    if link is None:
        raise NotFound
    invitation = session.get_one(Invitation, (charity.id, link.about), with_for_update=True)
    if (people.account_by_email(session, invitation.address) is None) != bool(stored):
        raise Invalid((Problem("password", _FASTER),))
    invitation.accepted_at = now
    row = session.get_one(Person, (charity.id, invitation.person_id))
    accounts.join(session, row, invitation.address, stored, now)
    session.flush()
    account = people.account_by_email(session, invitation.address)
    if account is None:
        raise NotFound
    devices.known(session, account.id, where.device, now)
    account_notices.tell(session, account.id, Notice.OPENED, now)
    _note(session, charity, row, now)
    return signing_in.begin(session, account, where, now)


def _note(session: Session, charity: Charity, row: Person, now: datetime) -> None:
    trail.on_organisation(
        session,
        trail.Entry(
            organisation_id=charity.id,
            action="invitation_taken_up",
            actor=row.id,
            at=now,
            payload={"by": row.name, "person": row.id},
        ),
    )


def _new(charity: Charity, invited: Invited, password: str, tool: PasswordHasher) -> str:
    """The stored form of a new password. Raises Invalid."""
    own = (invited.name, invited.address, charity.name, charity.id)
    if fault := passwords.fault(password, own):
        raise Invalid((Problem("password", fault),))
    return hashing.hash_password(password, tool)


def _invited(session: Session, charity: Charity, token: str, now: datetime) -> tuple[Invited, Invitation]:
    link = links.find(session, LinkKind.INVITATION, charity.id, token, now)
    invitation = session.get(Invitation, (charity.id, link.about)) if link else None
    if invitation is None:
        raise NotFound
    name = session.get_one(Person, (charity.id, invitation.person_id)).name
    return Invited(invitation.address, name), invitation
