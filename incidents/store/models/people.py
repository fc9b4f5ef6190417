"""Charities, accounts (who signs in) and persons (whom a case knows): never the same thing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, of_charity, within


class Organisation(Base):
    """One charity; `id` is the short word in its addresses, `code` the prefix of its references."""

    __tablename__ = "organisation"
    id: Mapped[Slug] = mapped_column(primary_key=True)
    code: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Line]
    short_name: Mapped[Line]
    nation: Mapped[Slug]


class Account(Base):
    """Someone who can sign in, to any number of charities."""

    __tablename__ = "account"
    id: Mapped[Key] = mapped_column(primary_key=True)
    email: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    password_hash: Mapped[Line]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)


class Person(Owned, Base):
    """Someone a charity knows by name; may have no account."""

    __tablename__ = "person"
    name: Mapped[Line]
    __table_args__ = (of_charity(),)


class Membership(Owned, Base):
    """An account's place in a charity: which person it is there."""

    __tablename__ = "membership"
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[Key]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    __table_args__ = (
        within("person_id", "person"),
        UniqueConstraint("organisation_id", "account_id"),
        UniqueConstraint("organisation_id", "person_id"),
        Index(None, "account_id"),
    )


class Holding(Owned, Base):
    """What a person holds: a permission role, a post named by the policy, or a standing with its state."""

    __tablename__ = "holding"
    person_id: Mapped[Key]
    kind: Mapped[Slug]
    key: Mapped[Slug]
    state: Mapped[Slug] = mapped_column(default="")
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    __table_args__ = (
        within("person_id", "person"),
        CheckConstraint("kind in ('role', 'post', 'standing')", name="kind"),
        Index(None, "organisation_id", "person_id"),
        Index(None, "organisation_id", "kind", "key"),
    )


class PersonJoined(Base):
    """Two records of one person, joined: the one that went away stays, so that the trail can be read."""

    __tablename__ = "person_joined"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    away_id: Mapped[Key] = mapped_column(primary_key=True)
    kept_id: Mapped[Key]
    by_person_id: Mapped[Key]
    because: Mapped[Prose]
    at: Mapped[datetime]
    __table_args__ = (
        within("away_id", "person"),
        within("kept_id", "person"),
        within("by_person_id", "person"),
        CheckConstraint("away_id <> kept_id", name="two"),
        Index(None, "organisation_id", "kept_id"),
    )
