"""The closed lists of "serious incident or not": who may be told, how strongly, and what says so."""

from __future__ import annotations

from collections.abc import Mapping

from incidents.domain.policy_words import Nation
from incidents.domain.words import Body, Word


class Telling(Word):
    """How strongly somebody is to be told, in rising order."""

    NEED_NOT = "need_not", "Need not"
    CONSIDER = "consider", "Should consider"
    MUST = "must", "Must tell"


class Brand(Word):
    """The shared name a charity works under; which one, if any, is told and never guessed."""

    NONE = "none", "No shared name"
    HOME_START = "home_start", "Home-Start"
    HEALTHWATCH = "healthwatch", "Healthwatch"


class Addressee(Word):
    """Everybody who may have to know, in the order people read.

    `INCIDENT` is the test itself: shown as the regulator of England and Wales or of Northern Ireland, and
    in Scotland only what the question about raising a concern rests on. `PEOPLE` are those whose data it is.
    """

    INCIDENT = "incident", "The test of a serious incident"
    CHARITY_COMMISSION = "charity_commission", "Charity Commission"
    CCNI = "ccni", "Charity Commission for Northern Ireland"
    OSCR = "oscr", "Scottish Charity Regulator (OSCR), to raise a concern"
    ICO = "ico", "Information Commissioner (ICO)"
    PEOPLE = "people", "The people whose data it is"
    POLICE = "police", "Police"
    REPORT_FRAUD = "report_fraud", "Report Fraud"
    LADO = "lado", "Local authority designated officer (LADO)"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care", "Children's social care"
    ADULT_SOCIAL_CARE = "adult_social_care", "Adult social care"
    INTERNET_WATCH = "internet_watch", "Internet Watch Foundation"
    DBS = "dbs", "Disclosure and Barring Service"
    DISCLOSURE_SCOTLAND = "disclosure_scotland", "Disclosure Scotland"
    FUNDRAISING_REGULATOR = "fundraising_regulator", "Fundraising Regulator"
    FUNDRAISING_PANEL = "fundraising_panel", "Fundraising Adjudication Panel"
    NATIONAL_BODY = "national_body", "Our national body"
    COMMISSIONER = "commissioner", "Funders, and the council or other body that commissions us"
    PLATFORM = "platform", "The platform it is on"
    HARMFUL_CONTENT = "harmful_content", "Report Harmful Content"
    INSURER = "insurer", "Our insurer"
    PLACING_BODY = "placing_body", "Their firm, agency, school or college"


class Source(Word):
    """Where a rule comes from; the numbers are the sections of the facts this was built from."""

    TEST = "1.1", "What makes an incident serious (1.1)"
    KINDS = "1.2", "Kinds of serious incident (1.2)"
    FIGURES = "1.3", "From what size on (1.3)"
    EXAMPLES = "1.4", "Examples, from memory (1.4)"
    FORM = "1.5", "What the report form asks (1.5)"
    PARTNERS = "1.6", "Partners and shared names (1.6)"
    DATA_REPORT = "art_33", "UK GDPR art. 33 (2)"
    DATA_PEOPLE = "art_34", "UK GDPR art. 34 (2)"
    DATA_RISK = "2", "What makes a data risk greater (2)"
    OTHERS = "3", "Whom else to tell (3)"
    PLACED = "lifecycle", "People placed by others, as this program deals with them"
    USUAL = "usual", "Usual practice, not confirmed"


class Confidence(Word):
    """How well a rule's fact is known. What is unconfirmed is only ever shown with what to check."""

    SEVERAL = "A", "Found in several places"
    ONE = "B", "Found in one place"
    UNCONFIRMED = "C", "Not confirmed"


E_W, SCOT, N_I = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
EVERYWHERE: frozenset[Nation] = frozenset(Nation)
NOT_SCOTLAND: frozenset[Nation] = frozenset({E_W, N_I})

# Who is there to be told only in some nations; everybody else is there in all of them.
ONLY_IN: Mapping[Addressee, frozenset[Nation]] = {
    Addressee.CHARITY_COMMISSION: frozenset({E_W}),
    Addressee.CCNI: frozenset({N_I}),
    Addressee.OSCR: frozenset({SCOT}),
    Addressee.REPORT_FRAUD: NOT_SCOTLAND,
    Addressee.DBS: NOT_SCOTLAND,
    Addressee.DISCLOSURE_SCOTLAND: frozenset({SCOT}),
    Addressee.FUNDRAISING_REGULATOR: NOT_SCOTLAND,
    Addressee.FUNDRAISING_PANEL: frozenset({SCOT}),
}
# The test is shown under the regulator's name; Scotland's takes no such reports since April 2024.
REGULATORS: Mapping[Nation, Addressee] = {E_W: Addressee.CHARITY_COMMISSION, N_I: Addressee.CCNI}
# What somebody is called by some charities only.
_NO_LADO = "Whoever looks into allegations about people who work with children (the LADO's counterpart)"
NAMES: Mapping[tuple[Addressee, Nation | Brand], str] = {
    (Addressee.LADO, SCOT): _NO_LADO,
    (Addressee.LADO, N_I): _NO_LADO,
    (Addressee.NATIONAL_BODY, Brand.HOME_START): "Home-Start UK",
    (Addressee.NATIONAL_BODY, Brand.HEALTHWATCH): "Healthwatch England",
    (Addressee.COMMISSIONER, Brand.HEALTHWATCH): "The council that commissions us, and other funders",
}


def name_of(body: Addressee, nation: Nation, brand: Brand) -> str:
    """What people of a charity of this nation and shared name call them."""
    return NAMES.get((body, brand)) or NAMES.get((body, nation)) or body.label


def is_here(body: str, nation: Nation) -> bool:
    """Whether a body (a key of `words.Body`) is there to be told by charities of this nation."""
    only = next((nations for addressee, nations in ONLY_IN.items() if addressee.value == body), EVERYWHERE)
    return nation in only


def report_to(body: Addressee) -> Body | None:
    """Under which body of `external_report` this is kept; None: it is no report to a body at all."""
    return Body(body.value) if body.value in {one.value for one in Body} else None
