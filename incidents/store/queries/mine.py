"""The reports of one reporter, with the state of the case each ended up in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from incidents.store.models import CaseFile, Exclusion, Report


def reports(
    session: Session, organisation_id: str, person_id: str
) -> tuple[tuple[str, str, datetime, str], ...]:
    """(reference, story, received at, state) of what a person reported, newest first, 100 at most."""
    other = aliased(CaseFile)
    hidden = exists().where(
        Exclusion.organisation_id == Report.organisation_id,
        Exclusion.case_id == Report.case_id,
        Exclusion.person_id == person_id,
    )
    rows = session.execute(
        select(
            CaseFile.reference, Report.story, Report.received_at, func.coalesce(other.state, CaseFile.state)
        )
        .join(
            CaseFile, and_(CaseFile.organisation_id == Report.organisation_id, CaseFile.id == Report.case_id)
        )
        .outerjoin(
            other, and_(other.organisation_id == CaseFile.organisation_id, other.id == CaseFile.merged_into)
        )
        .where(Report.organisation_id == organisation_id, Report.reporter_person_id == person_id, ~hidden)
        .order_by(Report.received_at.desc(), Report.id)
        .limit(100)
    )
    return tuple(rows)
