"""One case as one reader may see it: its row, and then everything that the rules need to know around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Date,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.store.models import CaseFile, Exclusion, Holding, Involvement, Person, PolicyVersion, Track
from incidents.store.queries.visible import (
    Reader,
    case_visible,
    case_whole,
    instant,
    organisation,
    person,
    track_visible,
)


@dataclass(frozen=True, slots=True)
class FoundTrack:
    """One matter with the person it is about, if any, whether this reader may know of it, and whose it is."""

    track: Track
    involvement: Involvement | None
    visible: bool
    assigned: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One case and how the reader stands to it.

    `whole`: they are let into all of it, not only into a part. `excluded` are those it is hidden from,
    `posts` what the reader holds now, `policy` the number and hash of the version in force today. `tracks`
    are all its matters, oldest first, seen or not.
    """

    case: CaseFile
    whole: bool
    excluded: frozenset[str]
    posts: frozenset[str]
    policy: tuple[int, bytes]
    tracks: tuple[FoundTrack, ...]


def row(session: Session, reader: Reader, reference: str, *, lock: bool = False) -> CaseFile | None:
    """The case, or None when there is none that this reader may learn of. `lock` holds its row."""
    query = select(CaseFile).where(CaseFile.reference == reference, case_visible(reader))
    return session.scalars(query.with_for_update(of=CaseFile) if lock else query).first()


def is_whole(session: Session, reader: Reader, reference: str) -> bool:
    """Whether there is such a case, and this reader is let into all of it."""
    query = select(CaseFile.id).where(
        CaseFile.reference == reference, case_visible(reader), case_whole(reader)
    )
    return session.scalar(query) is not None


def row_by_id(session: Session, reader: Reader, case_id: str, *, lock: bool = False) -> CaseFile | None:
    """As `row`, by the case's id."""
    query = select(CaseFile).where(CaseFile.id == case_id, case_visible(reader))
    return session.scalars(query.with_for_update(of=CaseFile) if lock else query).first()


def joined_to(session: Session, case: CaseFile) -> tuple[str, ...]:
    """The references of the cases that were closed as the same as this one, whoever may see them."""
    query = select(CaseFile.reference).where(
        CaseFile.organisation_id == case.organisation_id, CaseFile.merged_into == case.id
    )
    return tuple(session.scalars(query.order_by(CaseFile.reported_at, CaseFile.id)))


def lock_all(session: Session, organisation_id: str, references: Iterable[str]) -> None:
    """Hold several cases, always in the same order, so that two who join cases never wait for each other."""
    session.execute(
        select(CaseFile.id)
        .where(CaseFile.organisation_id == organisation_id, CaseFile.reference.in_(sorted(references)))
        .order_by(CaseFile.id)
        .with_for_update()
    )


def around(session: Session, reader: Reader, case: CaseFile) -> Found | None:
    """Everything around a case; None when the reader may not learn of it. One SELECT.

    Asked after the lock: what someone else changed while this one waited (whom it is hidden from, a matter
    that moved) counts.
    """
    return _found(session.execute(_by_id(reader.shape), _given(reader, case.id)).all())


def unseen(session: Session, reader: Reader, case_id: str) -> Found | None:
    """A case with everything around it, whoever may see it, and its row held: for the program itself."""
    session.execute(select(CaseFile.id).where(CaseFile.id == case_id).with_for_update())
    query = _without_filter(reader).where(
        CaseFile.organisation_id == organisation(reader), CaseFile.id == bindparam("wanted")
    )
    return _found(session.execute(query, _given(reader, case_id)).all())


def whole(session: Session, reader: Reader, reference: str) -> Found | None:
    """A case with everything around it, for those who only look: `row` and `around` in one SELECT."""
    return _found(session.execute(_by_reference(reader.shape), _given(reader, reference)).all())


@cache
def _by_id(reader: Reader) -> Select[*tuple[Any, ...]]:
    return _everything(reader).where(CaseFile.id == bindparam("wanted"))


@cache
def _by_reference(reader: Reader) -> Select[*tuple[Any, ...]]:
    return _everything(reader).where(CaseFile.reference == bindparam("wanted"))


def _given(reader: Reader, wanted: str) -> dict[str, object]:
    """What goes with a statement that was built for nobody."""
    return {**reader.parameters, "today": reader.now.astimezone(LONDON).date(), "wanted": wanted}


def _everything(reader: Reader) -> Select[*tuple[Any, ...]]:
    return _without_filter(reader).where(case_visible(reader))


def _without_filter(reader: Reader) -> Select[*tuple[Any, ...]]:
    number, sha256 = _policy(reader)
    return (
        select(
            CaseFile,
            Track,
            Involvement,
            Person.name,
            track_visible(reader).label("visible"),
            case_whole(reader).label("whole"),
            _excluded().label("excluded"),
            _posts(reader).label("posts"),
            number.label("number"),
            sha256.label("sha256"),
        )
        .select_from(CaseFile)
        .outerjoin(
            Track, and_(Track.organisation_id == CaseFile.organisation_id, Track.case_id == CaseFile.id)
        )
        .outerjoin(
            Involvement,
            and_(
                Involvement.organisation_id == Track.organisation_id, Involvement.id == Track.involvement_id
            ),
        )
        .outerjoin(
            Person,
            and_(Person.organisation_id == Track.organisation_id, Person.id == Track.assigned_person_id),
        )
        .order_by(Track.opened_at, Track.id)
    )


def _found(rows: Sequence[Row[*tuple[Any, ...]]]) -> Found | None:
    if not rows:
        return None
    first = rows[0]
    return Found(
        case=first.CaseFile,
        whole=first.whole,
        excluded=_set(first.excluded),
        posts=_set(first.posts),
        policy=(first.number, first.sha256),
        tracks=tuple(
            FoundTrack(row.Track, row.Involvement, row.visible, row.name or "")
            for row in rows
            if row.Track is not None
        ),
    )


def _excluded() -> ScalarSelect[str]:
    return (
        select(func.aggregate_strings(Exclusion.person_id, ","))
        .where(Exclusion.organisation_id == CaseFile.organisation_id, Exclusion.case_id == CaseFile.id)
        .scalar_subquery()
    )


def _posts(reader: Reader) -> ScalarSelect[str]:
    return (
        select(func.aggregate_strings(Holding.key, ","))
        .where(
            Holding.organisation_id == organisation(reader),
            Holding.person_id == person(reader),
            Holding.kind == "post",
            Holding.since <= instant(reader),
            or_(Holding.until.is_(None), Holding.until > instant(reader)),
        )
        .scalar_subquery()
    )


def _policy(reader: Reader) -> tuple[ScalarSelect[int], ScalarSelect[bytes]]:
    """Number and hash of the newest version whose day has come."""
    today = bindparam("today", type_=Date())
    newest = (
        PolicyVersion.organisation_id == organisation(reader),
        or_(PolicyVersion.in_force_from.is_(None), PolicyVersion.in_force_from <= today),
    )
    number = select(PolicyVersion.number).where(*newest).order_by(PolicyVersion.number.desc()).limit(1)
    sha256 = select(PolicyVersion.sha256).where(*newest).order_by(PolicyVersion.number.desc()).limit(1)
    return number.scalar_subquery(), sha256.scalar_subquery()


def _set(joined: str | None) -> frozenset[str]:
    return frozenset(joined.split(",")) if joined else frozenset()
