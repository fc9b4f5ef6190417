"""What was typed into the forms of one case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, FormAnswers


def of_case(session: Session, case: CaseFile) -> dict[str, FormAnswers]:
    """The rows of a case, by the form's key."""
    query = select(FormAnswers).where(
        FormAnswers.organisation_id == case.organisation_id, FormAnswers.case_id == case.id
    )
    return {row.form: row for row in session.scalars(query)}
