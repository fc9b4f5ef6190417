"""Passing things, outside the trail: sign-in sessions, throttles, idempotency keys and drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Answers, Base, Key, Line, Slug


class SignInSession(Base):
    """One sign-in; only the SHA-256 of its token is kept.

    `second_at` is when its second step was taken; `sure_at` when the person last proved who they are;
    `agent` what the browser called itself, for the list of one's own sign-ins.
    """

    __tablename__ = "sign_in_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[Key] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    second_at: Mapped[datetime | None] = mapped_column(default=None)
    sure_at: Mapped[datetime | None] = mapped_column(default=None)
    agent: Mapped[Line | None] = mapped_column(default=None)
    __table_args__ = (Index(None, "account_id"),)


class Throttle(Base):
    """How often something was tried lately, by a hashed key."""

    __tablename__ = "throttle"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"),)


class Idempotency(Base):
    """One form sent once: its key and the answer that was given, stored with the change itself."""

    __tablename__ = "idempotency"
    who: Mapped[Line] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]


class Draft(Base):
    """What someone has typed so far, found again by a token of which only the SHA-256 is kept."""

    __tablename__ = "draft"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[Slug] = mapped_column(ForeignKey("organisation.id"))
    what: Mapped[Line]
    body: Mapped[Answers]
    updated_at: Mapped[datetime]
    __table_args__ = (Index(None, "updated_at"),)
