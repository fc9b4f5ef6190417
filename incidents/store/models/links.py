"""What proves that somebody owns an address or a browser: links that work once, and cookies known by now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Slug, within


class MailedLink(Base):
    """One link that works once; only the SHA-256 of its token is kept.

    `about` is the invitation (kind invitation) or the account (password) that it is for; kind reports has
    none: it is for whoever reads the mail of `address`. `used_at` is also set when it is ended unused.
    """

    __tablename__ = "mailed_link"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[Slug] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[Slug]
    about: Mapped[Key | None]
    address: Mapped[Line]
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("kind in ('invitation', 'password', 'reports')", name="kind"),
        Index(None, "kind", "about"),
        Index(None, "until"),
    )


class Invitation(Owned, Base):
    """Somebody asked to sign in as a person of the charity; `until` is when its link ends (None: none made).

    `by_hand_at`: an administrator was shown the link, to hand it over themselves.
    """

    __tablename__ = "invitation"
    person_id: Mapped[Key]
    address: Mapped[Line]
    asked_at: Mapped[datetime]
    until: Mapped[datetime | None]
    by_hand_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        within("person_id", "person"),
        CheckConstraint("address = lower(address)", name="address_lower"),
        CheckConstraint("accepted_at is null or withdrawn_at is null", name="one_end"),
        Index(None, "organisation_id", "person_id"),
    )


class KnownDevice(Base):
    """A browser in which an account has signed in before; only the SHA-256 of its cookie is kept."""

    __tablename__ = "known_device"
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime]
