"""A reporter's own reports, in plain words: where each stands, and nothing of what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.services.actors import Member
from incidents.store.db import read
from incidents.store.queries import mine

# What a reporter reads for each state of a case.
STANDS = {
    "reported": "We have it. Someone will look at it soon.",
    "triage": "We are looking at it.",
    "open": "We are dealing with it.",
    "closed": "We have finished with it.",
}


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One report as its writer sees it: their own words and where it stands."""

    reference: str
    story: str
    received_at: datetime
    stands: str


def own_reports(actor: Member) -> tuple[OwnReport, ...]:
    """What the actor reported, newest first; a report joined to another case stands where that one does."""
    with read() as session:
        found = mine.reports(session, actor.organisation_id, actor.person_id)
        return tuple(OwnReport(reference, story, at, STANDS[state]) for reference, story, at, state in found)
