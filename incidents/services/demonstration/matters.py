"""Finding the matter that a story means: by its machine, and by how people call what it is about."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incidents.store.models import CaseFile, Track
from incidents.store.queries import parts


def matter(session: Session, case: CaseFile, named: str) -> Track:
    """The newest matter of that name; whether its actor may see it is for the use case to say.

    Raises LookupError if there is none.
    """
    machine, _, subject = named.partition(":")
    # A matter about a child or a third party does not carry their name: the story's name finds the person.
    ids = {one.label: one.id for one in parts.parts(session, case, ()).people}
    found = session.scalars(
        select(Track)
        .where(
            Track.organisation_id == case.organisation_id,
            Track.case_id == case.id,
            Track.machine == machine,
            or_(Track.subject == ids.get(subject, subject), Track.subject_label == subject),
        )
        .order_by(Track.opened_at.desc())
        .limit(1)
    ).first()
    if found is None:
        raise LookupError(f"{case.reference} has no {named}")
    return found
