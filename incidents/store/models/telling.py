"""Telling other bodies: answers on how serious it is, forms, decisions not to tell, authority."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incidents.store.models.base import Answers, Base, Key, Line, Owned, Prose, Slug, of_charity, within


class IncidentCheck(Owned, Base):
    """One answering of "is this a serious incident, and who must know?": answers and verdicts of that day.

    `verdicts` are [body, telling] pairs. The newest number of a case counts.
    """

    __tablename__ = "incident_check"
    case_id: Mapped[Key]
    number: Mapped[int]
    answers: Mapped[Answers]
    nation: Mapped[Slug]
    brand: Mapped[Slug]
    verdicts: Mapped[list[object]] = mapped_column(JSON)
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("by_person_id", "person"),
        UniqueConstraint("organisation_id", "case_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )


class NotReported(Owned, Base):
    """A decision not to tell one body: what, why not, who decided, when to look again, on which facts.

    `facts` is what it stood on: the answers of the check of that number, if there was one. New facts reopen
    it; a later decision on the same matter takes its place.
    """

    __tablename__ = "not_reported"
    case_id: Mapped[Key]
    track_id: Mapped[Key]
    body: Mapped[Slug]
    what: Mapped[Prose]
    because: Mapped[Prose]
    decided_by: Mapped[Line]
    decided_on: Mapped[date]
    look_again_on: Mapped[date]
    check_number: Mapped[int | None]
    facts: Mapped[Answers]
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        within("case_id", "case_file"),
        within("track_id", "track"),
        within("by_person_id", "person"),
        CheckConstraint("because <> '' and what <> ''", name="said"),
        CheckConstraint("reopened_at is null or reopened_because <> ''", name="reopened"),
        Index(None, "organisation_id", "case_id"),
        Index(None, "organisation_id", "decided_on"),
    )


class Delegation(Owned, Base):
    """A standing authority of the board: this person may report to this body without asking each time."""

    __tablename__ = "delegation"
    body: Mapped[Slug]
    person_id: Mapped[Key]
    minute: Mapped[Line]
    since: Mapped[date]
    until: Mapped[date | None]
    given_by_person_id: Mapped[Key]
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[Prose] = mapped_column(default="")
    __table_args__ = (
        within("person_id", "person"),
        within("given_by_person_id", "person"),
        CheckConstraint("minute <> ''", name="minute"),
        CheckConstraint("ended_at is null or ended_because <> ''", name="ended"),
        Index(None, "organisation_id", "body"),
    )


class AnnualSignOff(Owned, Base):
    """One board member's word on one year: which decisions they had before them (ids of `not_reported`)."""

    __tablename__ = "annual_sign_off"
    year: Mapped[int]
    decisions: Mapped[list[object]] = mapped_column(JSON)
    words: Mapped[Prose] = mapped_column(default="")
    by_person_id: Mapped[Key]
    at: Mapped[datetime]
    __table_args__ = (
        within("by_person_id", "person"),
        CheckConstraint("year between 2000 and 2200", name="year"),
        Index(None, "organisation_id", "year"),
    )


class FormAnswers(Owned, Base):
    """What was typed into one body's form for one case, beside what the case knows already."""

    __tablename__ = "form_answers"
    case_id: Mapped[Key]
    form: Mapped[Slug]
    answers: Mapped[Answers]
    version: Mapped[int] = mapped_column(default=1)
    by_person_id: Mapped[Key]
    updated_at: Mapped[datetime]
    __table_args__ = (
        within("case_id", "case_file"),
        within("by_person_id", "person"),
        UniqueConstraint("organisation_id", "case_id", "form"),
        CheckConstraint("version >= 1", name="version"),
    )


class CharityDetails(Base):
    """What forms ask about the charity itself: numbers, addresses, whom to ring. One row for each charity."""

    __tablename__ = "charity_details"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    known: Mapped[Answers]
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (of_charity(), CheckConstraint("version >= 1", name="version"))


class LetterWording(Base):
    """The charity's own words for one kind of letter, where they differ from ours."""

    __tablename__ = "letter_wording"
    organisation_id: Mapped[Slug] = mapped_column(primary_key=True)
    kind: Mapped[Slug] = mapped_column(primary_key=True)
    opening: Mapped[Prose] = mapped_column(default="")
    closing: Mapped[Prose] = mapped_column(default="")
    signed: Mapped[Prose] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (of_charity(), CheckConstraint("version >= 1", name="version"))
