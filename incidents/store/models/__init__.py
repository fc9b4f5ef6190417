"""The tables, by what they remember."""

from incidents.store.models.access import Access, Exclusion
from incidents.store.models.base import Base
from incidents.store.models.case import CaseFile, Citation, Involvement, Report, Task, Track
from incidents.store.models.ledger import Event, EventPayload, ExportRecord
from incidents.store.models.passing import Draft, Idempotency, SignInSession, Throttle
from incidents.store.models.people import Account, Holding, Membership, Organisation, Person
from incidents.store.models.policy import ClauseRow, PolicyVersion

__all__ = [
    "Access",
    "Account",
    "Base",
    "CaseFile",
    "Citation",
    "ClauseRow",
    "Draft",
    "Event",
    "EventPayload",
    "Exclusion",
    "ExportRecord",
    "Holding",
    "Idempotency",
    "Involvement",
    "Membership",
    "Organisation",
    "Person",
    "PolicyVersion",
    "Report",
    "SignInSession",
    "Task",
    "Throttle",
    "Track",
]
