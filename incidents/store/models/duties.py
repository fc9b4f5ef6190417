"""What a policy asks of the charity itself: its pages, who posts, checks, pictures, and who has read it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Base, Key, Line, Owned, Prose, Slug, linked, of_charity, within


class Acknowledgement(Owned, Base):
    """One person and one version of the policy: when they were asked to read it, and when they said they had.

    Nobody need be asked first; `invited_at` is then empty.
    """

    __tablename__ = "acknowledgement"
    person_id: Mapped[Key]
    policy_number: Mapped[int]
    invited_at: Mapped[datetime | None]
    invited_by_person_id: Mapped[Key | None]
    acknowledged_at: Mapped[datetime | None]
    __table_args__ = (
        within("person_id", "person"),
        within("invited_by_person_id", "person"),
        linked(
            ["organisation_id", "policy_number"], ["policy_version.organisation_id", "policy_version.number"]
        ),
        UniqueConstraint("organisation_id", "person_id", "policy_number"),
        CheckConstraint("invited_at is not null or acknowledged_at is not null", name="asked_or_said"),
        CheckConstraint("(invited_at is null) = (invited_by_person_id is null)", name="invited"),
    )


class OfficialAccount(Owned, Base):
    """One account or page of the charity: where it is, what was agreed on privacy, who can get back into it.

    `recovery` says where the way back in is kept and with whom, never a password.
    """

    __tablename__ = "official_account"
    platform: Mapped[Line]
    name: Mapped[Line]
    address: Mapped[Line] = mapped_column(default="")
    privacy: Mapped[Prose] = mapped_column(default="")
    privacy_agreed_on: Mapped[date | None]
    recovery: Mapped[Prose] = mapped_column(default="")
    recovery_person_id: Mapped[Key | None]
    version: Mapped[int] = mapped_column(default=1)
    added_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        of_charity(),
        within("recovery_person_id", "person"),
        CheckConstraint("version >= 1", name="version"),
        Index(None, "organisation_id", "closed_at"),
    )


class PosterApproval(Owned, Base):
    """One person approved to post, on one account or (no account) on all; ended rows stay as history.

    `access_removed_at`: when somebody took their rights away on the platform itself.
    """

    __tablename__ = "poster_approval"
    person_id: Mapped[Key]
    account_id: Mapped[Key | None]
    since: Mapped[datetime]
    approved_by_person_id: Mapped[Key]
    until: Mapped[datetime | None]
    ended_because: Mapped[Prose] = mapped_column(default="")
    access_removed_at: Mapped[datetime | None]
    __table_args__ = (
        within("person_id", "person"),
        within("approved_by_person_id", "person"),
        within("account_id", "official_account"),
        CheckConstraint("access_removed_at is null or until is not null", name="removed_after_end"),
        Index(None, "organisation_id", "person_id"),
    )


class ContentCheck(Owned, Base):
    """One look over one account: nothing found, or what was found and the case that came of it."""

    __tablename__ = "content_check"
    account_id: Mapped[Key]
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    found: Mapped[Slug]
    words: Mapped[Prose] = mapped_column(default="")
    case_id: Mapped[Key | None]
    __table_args__ = (
        within("account_id", "official_account"),
        within("by_person_id", "person"),
        within("case_id", "case_file"),
        CheckConstraint("found in ('nothing', 'put_right', 'case')", name="found"),
        CheckConstraint("(found = 'case') = (case_id is not null)", name="case"),
        CheckConstraint("found = 'nothing' or words <> ''", name="words"),
        Index(None, "organisation_id", "account_id", "at"),
    )


class PictureConsent(Owned, Base):
    """The consent for one picture that is used: of how many people, in what form, and where it is kept."""

    __tablename__ = "picture_consent"
    picture: Mapped[Line]
    account_id: Mapped[Key | None]
    used_on: Mapped[date]
    people: Mapped[int]
    consent: Mapped[Slug]
    kept_where: Mapped[Line] = mapped_column(default="")
    because: Mapped[Prose] = mapped_column(default="")
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        within("account_id", "official_account"),
        within("by_person_id", "person"),
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("consent in ('written', 'verbal', 'missing_person', 'not_expected')", name="consent"),
        Index(None, "organisation_id", "used_on"),
    )


class DutySetting(Base):
    """What the charity itself settled where its policy leaves it open: days between checks of its pages."""

    __tablename__ = "duty_setting"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    check_every_days: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        of_charity(),
        CheckConstraint(
            "check_every_days is null or check_every_days between 1 and 400", name="check_every_days"
        ),
        CheckConstraint("version >= 1", name="version"),
    )


class PolicyQuestionCount(Base):
    """How often "What does our policy say?" was asked in a month ("2026-11"): nothing else of it is kept."""

    __tablename__ = "policy_question_count"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    month: Mapped[Slug] = mapped_column(primary_key=True)
    asked: Mapped[int]
    __table_args__ = (of_charity(), CheckConstraint("asked >= 1", name="asked"))
