"""Which cases are about personal data that somebody should not have seen, as one reader may know of them."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from incidents.domain.lifecycle.external_guards import MACHINE
from incidents.domain.words import Body
from incidents.store.models import CaseFile, Track
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader


def references(session: Session, reader: Reader) -> tuple[str, ...]:
    """The cases with a report to the ICO that was needed, or closed as such; the newest first; one SELECT.

    Only those that the reader is let into as a whole; a joined case stands there as the one it went into.
    """
    to_the_ico = exists().where(
        Track.organisation_id == CaseFile.organisation_id,
        Track.case_id == CaseFile.id,
        Track.machine == MACHINE,
        Track.subject == Body.ICO.value,
        Track.state != "not_needed",
    )
    query = (
        select(CaseFile.reference)
        .where(
            visible.case_visible(reader),
            visible.case_whole(reader),
            CaseFile.merged_into.is_(None),
            or_(to_the_ico, CaseFile.known["personal_data_lost"].as_boolean().is_(True)),
        )
        .order_by(CaseFile.aware_at.desc(), CaseFile.id)
    )
    return tuple(session.scalars(query))
