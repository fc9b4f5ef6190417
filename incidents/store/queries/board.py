"""The board: its rules, who is on it now, what it was given, and where each of them sits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from incidents.domain.board import KEPT_BACK
from incidents.domain.words import Role
from incidents.store.models import (
    Access,
    BoardRules,
    CaseFile,
    Exclusion,
    Holding,
    Person,
    ReviewPack,
    ReviewSeat,
    Task,
    Track,
)
from incidents.store.queries.visible import Reader, case_visible, track_visible

_ON_THE_BOARD = (Role.TRUSTEE.value, Role.CHAIR.value)
# A charity's board never has so much before it at once; older decisions are found in their cases.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One question or piece of information put to the board, with the case it belongs to."""

    reference: str
    track: Track


def rules(session: Session, organisation_id: str) -> BoardRules | None:
    """What was written down of how the board decides, or None."""
    return session.get(BoardRules, organisation_id)


def members(session: Session, organisation_id: str, now: datetime) -> dict[str, str]:
    """Person id and name of everyone on the board at `now`, by name."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(
            Holding, and_(Holding.organisation_id == Person.organisation_id, Holding.person_id == Person.id)
        )
        .where(
            Person.organisation_id == organisation_id,
            Holding.kind == "role",
            Holding.key.in_(_ON_THE_BOARD),
            Holding.since <= now,
            or_(Holding.until.is_(None), Holding.until > now),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return {row.id: row.name for row in rows}


def seats(session: Session, organisation_id: str, track_ids: Iterable[str]) -> list[ReviewSeat]:
    """Every seat at these questions, in every round, the oldest round first."""
    query = select(ReviewSeat).where(
        ReviewSeat.organisation_id == organisation_id, ReviewSeat.track_id.in_(sorted(track_ids))
    )
    return list(session.scalars(query.order_by(ReviewSeat.round, ReviewSeat.id)))


def pack(session: Session, organisation_id: str, track_id: str) -> ReviewPack | None:
    """What the board was given last for this question, or None."""
    query = select(ReviewPack).where(
        ReviewPack.organisation_id == organisation_id, ReviewPack.track_id == track_id
    )
    return session.scalars(query.order_by(ReviewPack.number.desc()).limit(1)).first()


def packs(session: Session, organisation_id: str, track_ids: Iterable[str]) -> dict[str, ReviewPack]:
    """As `pack`, for several questions at once, by the question's id."""
    query = select(ReviewPack).where(
        ReviewPack.organisation_id == organisation_id, ReviewPack.track_id.in_(sorted(track_ids))
    )
    return {one.track_id: one for one in session.scalars(query.order_by(ReviewPack.number))}


def hidden_from(session: Session, organisation_id: str, case_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Case id and person id of everyone who does not learn of these cases."""
    query = select(Exclusion.case_id, Exclusion.person_id).where(
        Exclusion.organisation_id == organisation_id, Exclusion.case_id.in_(sorted(case_ids))
    )
    return {(row.case_id, row.person_id) for row in session.execute(query)}


def have_read(session: Session, organisation_id: str, track_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Who could ever read of these questions, by the question's id: let in, or given its papers."""
    ids = sorted(track_ids)
    let_in = select(Access.track_id, Access.person_id).where(
        Access.organisation_id == organisation_id, Access.track_id.in_(ids)
    )
    sat = select(ReviewSeat.track_id, ReviewSeat.person_id).where(
        ReviewSeat.organisation_id == organisation_id,
        ReviewSeat.track_id.in_(ids),
        ReviewSeat.part != KEPT_BACK,
    )
    rows = [*session.execute(let_in), *session.execute(sat)]
    return {one: frozenset(person for track, person in rows if track == one) for one in ids}


def open_tasks(session: Session, track: Track) -> list[Task]:
    """What is still to be done about one matter."""
    query = select(Task).where(
        Task.organisation_id == track.organisation_id, Task.track_id == track.id, Task.done_at.is_(None)
    )
    return list(session.scalars(query))


def names(session: Session, organisation_id: str, person_ids: Iterable[str]) -> dict[str, str]:
    """Person id and name of these people."""
    query = select(Person.id, Person.name).where(
        Person.organisation_id == organisation_id, Person.id.in_(sorted(person_ids))
    )
    return {row.id: row.name for row in session.execute(query)}


def put_to_it(session: Session, reader: Reader) -> list[Asked]:
    """What was put to the board and this reader may know of, oldest first; what was ended is left out."""
    query = (
        select(CaseFile.reference, Track)
        .join(CaseFile, and_(CaseFile.organisation_id == Track.organisation_id, CaseFile.id == Track.case_id))
        .where(
            Track.machine == "trustee_review",
            Track.state.in_(("submitted", "reviewing", "returned", "decided")),
            case_visible(reader),
            track_visible(reader),
        )
        .order_by(Track.opened_at.desc(), Track.id)
        .limit(_MOST)
    )
    return [Asked(row.reference, row.Track) for row in reversed(session.execute(query).all())]
