"""Links that prove an address: 256 random bits in a mail, only their hash with us, used once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from incidents.domain.invited import GOOD_FOR, LinkKind
from incidents.store.hashes import hash_of
from incidents.store.models import MailedLink

_KEPT = timedelta(days=30)  # after its end, a link is not worth a row


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for: an invitation or an account (`about`), or whoever reads an address ("")."""

    kind: LinkKind
    organisation_id: str
    about: str
    address: str


def make(session: Session, link: Link, now: datetime) -> str:
    """The token of a new link; those for the same end before it do not work any more."""
    token = secrets.token_urlsafe(32)
    end(session, link, now)
    session.execute(delete(MailedLink).where(MailedLink.until < now - _KEPT))
    session.add(
        MailedLink(
            token_hash=hash_of(token),
            organisation_id=link.organisation_id,
            kind=link.kind.value,
            about=link.about or None,
            address=link.address,
            made_at=now,
            until=now + GOOD_FOR[link.kind],
            used_at=None,
        )
    )
    return token


def find(session: Session, kind: LinkKind, organisation_id: str, token: str, now: datetime) -> Link | None:
    """The link behind a token while it works; looking changes nothing."""
    row = session.scalar(select(MailedLink).where(_works(kind, organisation_id, token, now)))
    return Link(kind, organisation_id, row.about or "", row.address) if row else None


def use(session: Session, kind: LinkKind, organisation_id: str, token: str, now: datetime) -> Link | None:
    """Use a link up; None when it does not work (any more). One statement decides between two at once."""
    row = session.execute(
        update(MailedLink)
        .where(_works(kind, organisation_id, token, now))
        .values(used_at=now)
        .returning(MailedLink.about, MailedLink.address)
    ).first()
    return Link(kind, organisation_id, row.about or "", row.address) if row else None


def end(session: Session, link: Link, now: datetime) -> None:
    """None of the links that were made for this work any more."""
    session.execute(
        update(MailedLink)
        .where(
            MailedLink.kind == link.kind.value,
            MailedLink.about == link.about
            if link.about
            else and_(MailedLink.organisation_id == link.organisation_id, MailedLink.address == link.address),
            MailedLink.used_at.is_(None),
        )
        .values(used_at=now)
    )


def _works(kind: LinkKind, organisation_id: str, token: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        MailedLink.token_hash == hash_of(token),
        MailedLink.kind == kind.value,
        MailedLink.organisation_id == organisation_id,
        MailedLink.used_at.is_(None),
        MailedLink.until > now,
    )
