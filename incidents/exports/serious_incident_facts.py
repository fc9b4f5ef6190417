"""What a serious incident report is made from: typed answers, each None while nobody knows it.

The order and the questions are those of the Charity Commission's online form (England and Wales). An empty
tuple is an answer, "there are none"; None is not. All stories are to speak of people by their role: the form
asks for names in two places only, the person who reports and a disqualified trustee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from incidents.domain.words import Word


class IncidentType(Word):
    """The six sorts of incident on the form; each opens its own follow-up questions there."""

    SAFEGUARDING = "safeguarding", "Safeguarding: protecting people"
    FINANCIAL_CRIME = "financial_crime", "Financial crime, such as fraud, theft or cyber crime"
    DONATION = "donation", "A donation that cannot be checked, or looks suspicious"
    LOSS = "loss", "Another significant loss of money"
    TERRORISM = "terrorism", "Links to terrorism or extremism"
    OTHER = "other", "Another kind of incident"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """When it happened: dates in London, `last` None for a single day (or month)."""

    first: date
    last: date | None = None
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Authority:
    """Whether the trustees have said that it may be reported; `by` names a post, not a person."""

    given: bool | None = None
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who makes the report; the form needs the name."""

    name: str | None = None
    connection: str | None = None
    telephone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Charity:
    """A charity: `registered` False means it has no number."""

    name: str
    number: str | None = None
    registered: bool = True


@dataclass(frozen=True, slots=True)
class BodyTold:
    """A body told already: `contact` a desk, post or telephone number, `reference` theirs."""

    body: str
    contact: str | None = None
    reference: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """What it has done or may do, each in a few sentences; "none" is an answer."""

    people_helped: str | None = None
    staff_and_volunteers: str | None = None
    money: str | None = None
    work: str | None = None
    reputation: str | None = None
    risk: str | None = None


@dataclass(frozen=True, slots=True)
class Policies:
    """The clauses that apply, as the policy numbers them; `followed` with its explanation."""

    clauses: tuple[str, ...] | None = None
    followed: bool | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """Interest of newspapers and the public; lines and link are needed only where there is any."""

    interest: bool | None = None
    lines: str | None = None
    press_release: str | None = None


@dataclass(frozen=True, slots=True)
class DisqualifiedTrustee:
    """The one place beside the reporter where the form needs a name."""

    name: str | None = None
    born: date | None = None
    address: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declares that the answers are true, by post, and when."""

    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SeriousIncident:
    """One report. `reference` is ours, `made_at` the aware instant of making it.

    `update` says whether this adds to an earlier report, whose Commission reference is `earlier_reference`.
    `people` are the names of people in the case; they are never printed, only looked for, so that the report
    can warn of a name that need not be there.
    """

    reference: str
    made_at: datetime
    charity: Charity
    update: bool | None = None
    earlier_reference: str | None = None
    authority: Authority = Authority()
    reporter: Reporter = Reporter()
    other_charities: tuple[Charity, ...] | None = None
    bodies_told: tuple[BodyTold, ...] | None = None
    incident_type: IncidentType | None = None
    happened: Span | None = None
    continuing: bool | None = None
    found_out_on: date | None = None
    found_out_how: str | None = None
    trustees_aware: bool | None = None
    trustees_aware_note: str | None = None
    what_happened: str | None = None
    impact: Impact = Impact()
    policies: Policies = Policies()
    steps_taken: str | None = None
    lessons: str | None = None
    media: Media = Media()
    disqualified: tuple[DisqualifiedTrustee, ...] | None = None
    declaration: Declaration = Declaration()
    people: tuple[str, ...] = ()
