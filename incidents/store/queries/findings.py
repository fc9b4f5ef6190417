"""What was looked up in the policy for a case, and what was decided against it; only what still counts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, FindingRow, Involvement, SetAside


def standing(session: Session, case: CaseFile) -> tuple[tuple[FindingRow, Involvement], ...]:
    """Every finding of the case that was not withdrawn, oldest first, with the person it is about."""
    rows = session.execute(
        select(FindingRow, Involvement)
        .join(
            Involvement,
            (Involvement.organisation_id == FindingRow.organisation_id)
            & (Involvement.id == FindingRow.involvement_id),
        )
        .where(
            FindingRow.organisation_id == case.organisation_id,
            FindingRow.case_id == case.id,
            FindingRow.withdrawn_at.is_(None),
        )
        .order_by(FindingRow.at, FindingRow.id)
    ).all()
    return tuple((row.FindingRow, row.Involvement) for row in rows)


def set_aside(session: Session, case: CaseFile) -> frozenset[str]:
    """What was decided against, by its key ("machine:subject", "decision:involvement")."""
    return frozenset(
        session.scalars(
            select(SetAside.what).where(
                SetAside.organisation_id == case.organisation_id,
                SetAside.case_id == case.id,
                SetAside.withdrawn_at.is_(None),
            )
        )
    )
