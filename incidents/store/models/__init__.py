"""The tables, by what they remember."""

from incidents.store.models.access import Access, Exclusion
from incidents.store.models.base import Base
from incidents.store.models.case import CaseFile, Citation, Involvement, Report, Task, Track
from incidents.store.models.duties import (
    Acknowledgement,
    ContentCheck,
    DutySetting,
    OfficialAccount,
    PictureConsent,
    PolicyQuestionCount,
    PosterApproval,
)
from incidents.store.models.finding import FindingRow, SetAside
from incidents.store.models.ledger import Event, EventPayload, ExportRecord
from incidents.store.models.passing import Draft, Idempotency, SignInSession, Throttle
from incidents.store.models.people import Account, Holding, Membership, Organisation, Person
from incidents.store.models.policy import ClauseRow, PolicyVersion

__all__ = [
    "Access",
    "Account",
    "Acknowledgement",
    "Base",
    "CaseFile",
    "Citation",
    "ClauseRow",
    "ContentCheck",
    "Draft",
    "DutySetting",
    "Event",
    "EventPayload",
    "Exclusion",
    "ExportRecord",
    "FindingRow",
    "Holding",
    "Idempotency",
    "Involvement",
    "Membership",
    "OfficialAccount",
    "Organisation",
    "Person",
    "PictureConsent",
    "PolicyQuestionCount",
    "PolicyVersion",
    "PosterApproval",
    "Report",
    "SetAside",
    "SignInSession",
    "Task",
    "Throttle",
    "Track",
]
