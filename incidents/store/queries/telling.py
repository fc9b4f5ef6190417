"""Telling other bodies: the answers of a case, decisions not to tell, reports made, who may report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from incidents.domain.lifecycle.external_guards import MACHINE, MUST_TELL
from incidents.domain.reference import plain_number
from incidents.store.models import (
    AnnualSignOff,
    CaseFile,
    CharityDetails,
    Delegation,
    IncidentCheck,
    NotReported,
    Person,
    Track,
)
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader

_TOLD = ("submitted", "acknowledged", "finished")
# More decisions and reports than a charity makes in many years; the page is no archive.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision not to tell a body: its case, the matter it was made in, and who wrote it down.

    `newest`: no later decision in the same matter took its place.
    """

    row: NotReported
    reference: str
    title: str
    track: Track
    by: str
    newest: bool


def newest_check(session: Session, organisation_id: str, case_id: str) -> IncidentCheck | None:
    """The answers that count: the newest of the case."""
    return session.scalars(
        select(IncidentCheck)
        .where(IncidentCheck.organisation_id == organisation_id, IncidentCheck.case_id == case_id)
        .order_by(IncidentCheck.number.desc())
        .limit(1)
    ).first()


def name_of(session: Session, check: IncidentCheck) -> str:
    """Who gave these answers."""
    return session.get_one(Person, (check.organisation_id, check.by_person_id)).name


def decisions_of(session: Session, organisation_id: str, case_id: str) -> list[NotReported]:
    """Every decision in the matters of one case, the oldest first; a matter may have joined it since."""
    return list(
        session.scalars(
            select(NotReported)
            .join(Track, _same(NotReported, NotReported.track_id, Track))
            .where(NotReported.organisation_id == organisation_id, Track.case_id == case_id)
            .order_by(NotReported.at, NotReported.id)
        )
    )


def decisions(session: Session, reader: Reader) -> list[Decided]:
    """Every decision that the reader may know of, the oldest first; one SELECT."""
    rows = session.execute(
        select(NotReported, CaseFile.reference, CaseFile.title, Track, Person.name)
        .join(Track, _same(NotReported, NotReported.track_id, Track))
        .join(CaseFile, _same(NotReported, Track.case_id, CaseFile))
        .join(Person, _same(NotReported, NotReported.by_person_id, Person))
        .where(*_seen(reader))
        .order_by(NotReported.at, NotReported.id)
        .limit(_MOST)
    ).all()
    newest = {row.NotReported.track_id: row.NotReported.id for row in rows}
    return [
        Decided(
            row.NotReported,
            row.reference,
            row.title,
            row.Track,
            row.name,
            newest[row.NotReported.track_id] == row.NotReported.id,
        )
        for row in rows
    ]


def reports(session: Session, reader: Reader) -> list[tuple[str, str, Track]]:
    """Reference, title and matter of every report to another body that was made; one SELECT."""
    rows = session.execute(
        select(CaseFile.reference, CaseFile.title, Track)
        .join(Track, and_(Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id))
        .where(*_seen(reader), Track.machine == MACHINE, Track.state.in_(_TOLD))
        .order_by(Track.opened_at, Track.id)
        .limit(_MOST)
    )
    return [(row.reference, row.title, row.Track) for row in rows]


def serious_cases(session: Session, reader: Reader) -> list[tuple[CaseFile, Track | None]]:
    """The cases that may owe somebody word of it, each with its reports to other bodies (a row for each).

    They are those where the questions on who must know were answered, or which were closed as a serious
    incident; one SELECT.
    """
    answered = CaseFile.known[MUST_TELL].as_string().is_not(None)
    rows = session.execute(
        select(CaseFile, Track)
        .outerjoin(
            Track,
            and_(
                Track.organisation_id == CaseFile.organisation_id,
                Track.case_id == CaseFile.id,
                Track.machine == MACHINE,
            ),
        )
        .where(
            visible.case_visible(reader),
            visible.case_whole(reader),
            CaseFile.merged_into.is_(None),
            or_(answered, CaseFile.known["serious_incident"].as_boolean().is_(True)),
        )
        .order_by(CaseFile.reported_at, CaseFile.id)
    )
    return [(row.CaseFile, row.Track) for row in rows]


def reference_used(session: Session, reader: Reader, track: Track, reference: str) -> str | None:
    """The case where this number of the body stands on another report that the reader may know of; it may be
    written there with other spaces, hyphens or capitals."""
    rows = session.execute(
        select(CaseFile.reference, Track.known["reference"].as_string().label("number"))
        .join(Track, and_(Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id))
        .where(
            *_seen(reader),
            Track.machine == MACHINE,
            Track.subject == track.subject,
            Track.id != track.id,
            Track.known["reference"].as_string().is_not(None),
        )
        .order_by(CaseFile.reference)
    )
    number = plain_number(reference)
    return next((row.reference for row in rows if number and plain_number(row.number) == number), None)


def delegations(session: Session, organisation_id: str) -> list[tuple[Delegation, str]]:
    """Every standing authority with the name of who holds it, the newest first."""
    rows = session.execute(
        select(Delegation, Person.name)
        .join(Person, _same(Delegation, Delegation.person_id, Person))
        .where(Delegation.organisation_id == organisation_id)
        .order_by(Delegation.given_at.desc(), Delegation.id)
    )
    return [(row.Delegation, row.name) for row in rows]


def delegated(session: Session, organisation_id: str, person_id: str, day: date) -> list[Delegation]:
    """The standing authorities that this person holds on that day, the oldest first."""
    query = select(Delegation).where(
        Delegation.organisation_id == organisation_id,
        Delegation.person_id == person_id,
        Delegation.ended_at.is_(None),
        Delegation.since <= day,
        or_(Delegation.until.is_(None), Delegation.until >= day),
    )
    return list(session.scalars(query.order_by(Delegation.given_at, Delegation.id)))


def signatures(session: Session, organisation_id: str) -> list[tuple[AnnualSignOff, str]]:
    """Every signature under a year, with the name of who gave it, the oldest first."""
    rows = session.execute(
        select(AnnualSignOff, Person.name)
        .join(Person, _same(AnnualSignOff, AnnualSignOff.by_person_id, Person))
        .where(AnnualSignOff.organisation_id == organisation_id)
        .order_by(AnnualSignOff.at, AnnualSignOff.id)
    )
    return [(row.AnnualSignOff, row.name) for row in rows]


def year_end(session: Session, organisation_id: str) -> str:
    """The last day of the charity's year as "MM-DD", or "" where nobody wrote it down."""
    details = session.get(CharityDetails, organisation_id)
    told = str(details.known.get("year_end", "")) if details else ""
    return told[-len("12-31") :]


def _seen(reader: Reader) -> tuple[ColumnElement[bool], ...]:
    return (visible.case_visible(reader), visible.case_whole(reader), visible.track_visible(reader))


def _same(
    row: type[NotReported | Delegation | AnnualSignOff],
    column: ColumnElement[str] | object,
    other: type[CaseFile | Track | Person],
) -> ColumnElement[bool]:
    return and_(other.organisation_id == row.organisation_id, other.id == column)
