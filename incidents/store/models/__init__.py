"""The tables, by what they remember."""

from incidents.store.models.access import Access, Exclusion
from incidents.store.models.base import Base
from incidents.store.models.board import BoardRules, ReviewPack, ReviewSeat
from incidents.store.models.case import CaseFile, Citation, Involvement, Report, Task, Track
from incidents.store.models.clocks import ClockRow, Holiday
from incidents.store.models.duties import (
    Acknowledgement,
    ContentCheck,
    DutySetting,
    OfficialAccount,
    PictureConsent,
    PolicyQuestionCount,
    PosterApproval,
)
from incidents.store.models.evidence import CaseKey, Evidence
from incidents.store.models.factors import Passkey, ProviderLink, RecoveryCode, SecondFactor
from incidents.store.models.finding import FindingRow, SetAside
from incidents.store.models.ledger import Event, EventPayload, ExportRecord
from incidents.store.models.links import Invitation, KnownDevice, MailedLink
from incidents.store.models.notes import PrivateNote
from incidents.store.models.passing import Draft, Idempotency, SignInSession, Throttle
from incidents.store.models.people import Account, Holding, Membership, Organisation, Person, PersonJoined
from incidents.store.models.policy import ClauseRow, PolicyVersion
from incidents.store.models.post import MailSwitch, Outbox, ReminderSetting
from incidents.store.models.telling import (
    AnnualSignOff,
    CharityDetails,
    Delegation,
    FormAnswers,
    IncidentCheck,
    LetterWording,
    NotReported,
)

__all__ = [
    "Access",
    "Account",
    "Acknowledgement",
    "AnnualSignOff",
    "Base",
    "BoardRules",
    "CaseFile",
    "CaseKey",
    "CharityDetails",
    "Citation",
    "ClauseRow",
    "ClockRow",
    "ContentCheck",
    "Delegation",
    "Draft",
    "DutySetting",
    "Event",
    "EventPayload",
    "Evidence",
    "Exclusion",
    "ExportRecord",
    "FindingRow",
    "FormAnswers",
    "Holding",
    "Holiday",
    "Idempotency",
    "IncidentCheck",
    "Invitation",
    "Involvement",
    "KnownDevice",
    "LetterWording",
    "MailSwitch",
    "MailedLink",
    "Membership",
    "NotReported",
    "OfficialAccount",
    "Organisation",
    "Outbox",
    "Passkey",
    "Person",
    "PersonJoined",
    "PictureConsent",
    "PolicyQuestionCount",
    "PolicyVersion",
    "PosterApproval",
    "PrivateNote",
    "ProviderLink",
    "RecoveryCode",
    "ReminderSetting",
    "Report",
    "ReviewPack",
    "ReviewSeat",
    "SecondFactor",
    "SetAside",
    "SignInSession",
    "Task",
    "Throttle",
    "Track",
]
