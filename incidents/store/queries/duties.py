"""The charity's own lists: its pages and when they were looked over, its pictures, and what it settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from incidents.store.models import (
    CaseFile,
    ContentCheck,
    DutySetting,
    Holding,
    OfficialAccount,
    Person,
    PictureConsent,
)
from incidents.store.queries.visible import Reader, case_visible


@dataclass(frozen=True, slots=True)
class PageRow:
    """One account or page, when it was last looked over, and who can get back into it."""

    account: OfficialAccount
    looked_at: datetime | None
    recovery_name: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One look over a page; `reference` is that of its case, only for a reader who may learn of it."""

    check: ContentCheck
    by: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture, on which page it is used (None: elsewhere), and when that was last looked over."""

    picture: PictureConsent
    account: OfficialAccount | None
    looked_at: datetime | None


def pages(session: Session, organisation_id: str) -> tuple[PageRow, ...]:
    """Every account and page, closed ones too, by platform and name; one SELECT."""
    rows = session.execute(_pages(organisation_id))
    return tuple(PageRow(row[0], row[1], row[2] or "") for row in rows)


def open_pages_and_setting(
    session: Session, organisation_id: str, person_id: str, now: datetime
) -> tuple[tuple[PageRow, ...], int | None, frozenset[str]]:
    """The open pages, the days settled between looks, and the posts this person holds; one SELECT."""
    setting = (
        select(DutySetting.check_every_days)
        .where(DutySetting.organisation_id == organisation_id)
        .scalar_subquery()
    )
    posts = (
        select(func.aggregate_strings(Holding.key, ","))
        .where(*_posts(organisation_id, person_id, now))
        .scalar_subquery()
    )
    rows = session.execute(
        _pages(organisation_id).add_columns(setting, posts).where(OfficialAccount.closed_at.is_(None))
    ).all()
    if not rows:
        return (), None, frozenset()
    held = rows[0][4]
    return (
        tuple(PageRow(row[0], row[1], row[2] or "") for row in rows),
        rows[0][3],
        frozenset(held.split(",")) if held else frozenset(),
    )


def posts(session: Session, organisation_id: str, person_id: str, now: datetime) -> frozenset[str]:
    """The posts that a person holds now."""
    return frozenset(session.scalars(select(Holding.key).where(*_posts(organisation_id, person_id, now))))


def page(session: Session, organisation_id: str, account_id: str, *, lock: bool = False) -> PageRow | None:
    """One account or page; `lock` holds its row."""
    query = _pages(organisation_id).where(OfficialAccount.id == account_id)
    row = session.execute(query.with_for_update(of=OfficialAccount) if lock else query).first()
    return PageRow(row[0], row[1], row[2] or "") if row else None


def checks(session: Session, reader: Reader, account_id: str, limit: int) -> tuple[CheckRow, ...]:
    """The newest looks over one page. The case of one is told to whom it may be told, and to nobody else."""
    rows = session.execute(
        select(ContentCheck, Person.name, CaseFile.reference)
        .join(
            Person,
            and_(
                Person.organisation_id == ContentCheck.organisation_id,
                Person.id == ContentCheck.by_person_id,
            ),
        )
        .outerjoin(
            CaseFile,
            and_(
                CaseFile.organisation_id == ContentCheck.organisation_id,
                CaseFile.id == ContentCheck.case_id,
                case_visible(reader),
            ),
        )
        .where(ContentCheck.organisation_id == reader.organisation_id, ContentCheck.account_id == account_id)
        .order_by(ContentCheck.at.desc(), ContentCheck.id)
        .limit(limit)
    )
    return tuple(CheckRow(check, name, reference) for check, name, reference in rows)


def pictures(session: Session, organisation_id: str) -> tuple[PictureRow, ...]:
    """Every picture, the newest use first."""
    rows = session.execute(
        select(PictureConsent, OfficialAccount, _looked_at())
        .outerjoin(
            OfficialAccount,
            and_(
                OfficialAccount.organisation_id == PictureConsent.organisation_id,
                OfficialAccount.id == PictureConsent.account_id,
            ),
        )
        .where(PictureConsent.organisation_id == organisation_id)
        .order_by(PictureConsent.used_on.desc(), PictureConsent.at.desc(), PictureConsent.id)
    )
    return tuple(PictureRow(*row) for row in rows)


def settled(session: Session, organisation_id: str) -> tuple[int | None, int]:
    """The days settled between looks, and the version of that; (None, 0) when nothing was settled yet."""
    row = session.get(DutySetting, organisation_id)
    return (row.check_every_days, row.version) if row else (None, 0)


def _pages(organisation_id: str) -> Select[OfficialAccount, datetime, str]:
    return (
        select(OfficialAccount, _looked_at(), Person.name)
        .outerjoin(
            Person,
            and_(
                Person.organisation_id == OfficialAccount.organisation_id,
                Person.id == OfficialAccount.recovery_person_id,
            ),
        )
        .where(OfficialAccount.organisation_id == organisation_id)
        .order_by(OfficialAccount.platform, OfficialAccount.name, OfficialAccount.id)
    )


def _looked_at() -> ScalarSelect[datetime]:
    """When the page of this row was last looked over."""
    return (
        select(func.max(ContentCheck.at))
        .where(
            ContentCheck.organisation_id == OfficialAccount.organisation_id,
            ContentCheck.account_id == OfficialAccount.id,
        )
        .correlate(OfficialAccount)
        .scalar_subquery()
    )


def _posts(organisation_id: str, person_id: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Holding.organisation_id == organisation_id,
        Holding.person_id == person_id,
        Holding.kind == "post",
        Holding.since <= now,
        or_(Holding.until.is_(None), Holding.until > now),
    )
