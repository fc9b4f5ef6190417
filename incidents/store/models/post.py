"""Mail that waits to go out, and what each person wants to be reminded of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, of_charity, within


class Outbox(Owned, Base):
    """One mail to one person, written in the transaction of what it tells of; `key` makes it the only one.

    Delivery columns are passing things, outside the trail. `claimed_by` is the worker that has it in hand
    until `claimed_until`. The body is blanked once it was delivered; the row stays, so that it goes once.
    `unsure`: a worker died between handing it over and hearing that it was taken. A mail that somebody asked
    for without signing in goes to `to_address` and to no person: whose it is, is looked up when it goes.
    """

    __tablename__ = "outbox"
    person_id: Mapped[Key | None]
    to_address: Mapped[Line] = mapped_column(default="")
    case_id: Mapped[Key | None]
    kind: Mapped[Slug]
    key: Mapped[Line]
    subject: Mapped[Line]
    body: Mapped[Prose | None]
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    state: Mapped[Slug]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[Slug | None]
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    fault: Mapped[Line] = mapped_column(default="")
    __table_args__ = (
        within("person_id", "person"),
        within("case_id", "case_file"),
        UniqueConstraint("organisation_id", "key"),
        CheckConstraint(
            "state in ('waiting', 'handing_over', 'sent', 'unsure', 'given_up', 'not_needed')", name="state"
        ),
        CheckConstraint("tries >= 0", name="tries"),
        Index(None, "state", "not_before"),
        Index(None, "organisation_id", "person_id"),
    )


class MailSwitch(Base):
    """Whether one charity's reminders go by mail, and since when that is so; no row: they do."""

    __tablename__ = "mail_switch"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    mails: Mapped[bool]
    since: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (of_charity(), CheckConstraint("version >= 1", name="version"))


class ReminderSetting(Base):
    """What one person wants: mails or none, a digest, weekends, a private calendar (hash of its token)."""

    __tablename__ = "reminder_setting"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    person_id: Mapped[Key] = mapped_column(primary_key=True)
    mails: Mapped[bool] = mapped_column(default=True)
    digest: Mapped[Slug] = mapped_column(default="none")
    weekends: Mapped[bool] = mapped_column(default=True)
    calendar_hash: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        within("person_id", "person"),
        UniqueConstraint("calendar_hash"),
        CheckConstraint("digest in ('none', 'daily', 'weekly')", name="digest"),
        CheckConstraint("version >= 1", name="version"),
    )
