"""The lifecycle's words: roles, permissions, outcomes and the other closed lists, each with its label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored key with the words people read; `Word.label` is never stored.

    Members are written `KEY = "key", "words for people"`; `Role("manager")` finds a member by its key.
    """

    label: str

    def __new__(cls, key: str, label: str = "") -> Self:
        word = str.__new__(cls, key)
        word._value_ = key
        word.label = label
        return word


def choices(words: type[Word]) -> tuple[tuple[str, str], ...]:
    """Every (key, label) of one list, in its order: what a form offers."""
    return tuple((word.value, word.label) for word in words)


class Role(Word):
    """Permission roles (design 6); a post named by a policy and a standing are other words."""

    REPORTER = "reporter", "Reporter"
    MANAGER = "manager", "Manager"
    HR = "hr", "Staff procedures"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    TRUSTEE = "trustee", "Board member"
    CHAIR = "chair", "Chair"
    AUDITOR = "auditor", "Auditor"
    ADMIN = "admin", "Administrator"
    OPERATOR = "operator", "Operator of the machine"
    HELPER = "helper", "Outside helper"


class Permission(Word):
    """What a step or a page asks for; `permissions.GRANTS` says which roles have it."""

    REPORT = "report", "report something"
    SEE_OWN_REPORTS = "see_own_reports", "see their own reports"
    READ_POLICY = "read_policy", "read the policy"
    READ_CASE = "read_case", "read a case they are let into"
    TRIAGE = "triage", "make the first decisions"
    START = "start", "start what a case needs"
    HANDLE = "handle", "make things safe, answer and look after people"
    STAFF_CONDUCT = "staff_conduct", "run a staff procedure"
    VOLUNTEER_CONDUCT = "volunteer_conduct", "talk with a volunteer about what happened"
    BOARD_CONDUCT = "board_conduct", "deal with the conduct of a board member"
    ASK_TRUSTEES = "ask_trustees", "put a question to the board"
    DECIDE = "decide", "decide as the board"
    DECIDE_ALONE = "decide_alone", "decide alone for the board when it cannot wait"
    DRAFT_REPORT = "draft_report", "prepare a report to another body"
    APPROVE_REPORT = "approve_report", "approve a report to another body"
    CLOSE = "close", "close or reopen a case"
    LET_IN = "let_in", "let someone into a case, or take them off it"
    SEE_REPORTER = "see_reporter", "see who reported it"
    SEE_YOUNG = "see_young", "see the details of people under 18"
    SEE_OTHERS = "see_others", "see the details of people a case is not about"
    READ_TRAIL = "read_trail", "read the trail"
    EXPORT = "export", "take a copy out"
    SEE_WHO_DOES_WHAT = "see_who_does_what", "see who does what"
    MANAGE_PEOPLE = "manage_people", "manage people and roles"
    EDIT_POLICY = "edit_policy", "change the policy as it stands here"
    SEE_READERS = "see_readers", "see who has read the policy, and ask people to"
    CHECK_PAGES = "check_pages", "look over the charity's pages"
    KEEP_REGISTERS = "keep_registers", "keep the lists of pages, of who posts and of pictures"
    SEE_DUTIES = "see_duties", "see what the policy asks of the charity, and what is late"
    SEE_OVERVIEW = "see_overview", "see the figures for the board"
    SET_ASIDE = "set_aside", "decide against what the policy says will follow"
    SEE_SETTINGS = "see_settings", "see how the charity is set up here"
    KEEP_CHARITY = "keep_charity", "keep what forms and letters ask about the charity"
    KEEP_HOLIDAYS = "keep_holidays", "add bank holidays"
    SET_BOARD_RULES = "set_board_rules", "set how the board decides, and who may report for it"
    WRITE_LETTER = "write_letter", "write a letter"
    SIGN_OFF_YEAR = "sign_off_year", "sign off the year's decisions not to report"


class Involvement(Word):
    """How a person stands to a case (design 6)."""

    ABOUT = "about", "It is about them"
    AFFECTED = "affected", "Affected by it"
    REPORTER = "reporter", "Reported it"
    WITNESS = "witness", "Saw it"


class Severity(Word):
    """How serious, each with its meaning spelled out on the page."""

    MINOR = "minor", "Minor: no one hurt, easily put right"
    MODERATE = "moderate", "Moderate: someone upset, or a rule broken more than once"
    SERIOUS = "serious", "Serious: harm to a person, or to the charity's name, is likely or has happened"
    CRITICAL = "critical", "Critical: someone may be in danger, or a regulator may need to know at once"


class CaseKind(Word):
    """What sort of thing it is, for lists; the clauses say which rule."""

    BREACH = "breach", "Someone connected with us may have broken the policy"
    COMPLAINT = "complaint", "A complaint"
    ABUSE = "abuse", "Abuse of our people by others"
    HACKED = "hacked", "A hacked or fake account"
    CONTENT = "content", "Something wrong on our own page"
    OTHER = "other", "Something else"


class Outcome(Word):
    """How a case ended (design 3, every closing)."""

    NOTHING_TO_ANSWER = "nothing_to_answer", "Nothing to answer"
    ADVICE = "advice", "Dealt with by advice"
    UPHELD = "upheld", "Upheld"
    PARTLY = "partly", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    CANNOT_TELL = "cannot_tell", "We cannot tell"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SAME = "same", "Same as another case"
    PASSED_ON = "passed_on", "Not ours, passed on"
    BAD_FAITH = "bad_faith", "Made in bad faith"


class Stage(Word):
    """The one headline of a case in lists and badges, derived from what the reader may see (design 3)."""

    REPORTED = "reported", "New"
    TRIAGE = "triage", "First decisions"
    EXTERNAL_REPORT = "external_report", "Telling another body"
    TRUSTEES = "trustees", "With the board"
    CONDUCT = "conduct", "Talking with the person"
    RESPONSE = "response", "Answering"
    CONTAINMENT = "containment", "Making it safe"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Told(Word):
    """Whether someone was told how it ended."""

    TOLD = "told", "Yes, they were told"
    NOT_TOLD = "not_told", "No, because"
    NOBODY = "nobody", "There is nobody to tell"


class Body(Word):
    """Bodies that may need to know (regulators and others); one report to each at a time."""

    CHARITY_COMMISSION = "charity_commission", "Charity Commission"
    CCNI = "ccni", "Charity Commission for Northern Ireland"
    OSCR = "oscr", "Scottish Charity Regulator (OSCR), to raise a concern"
    ICO = "ico", "Information Commissioner (ICO)"
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
    COMMISSIONER = "commissioner", "The council or funder that commissions us"
    PLACING_BODY = "placing_body", "Their firm, agency, school or college"
    HARMFUL_CONTENT = "harmful_content", "Report Harmful Content"
    INSURER = "insurer", "Our insurer"
    OTHER = "other", "Another body"


# Bodies that take a report only with the trustees' authority (Charity Commission form, row 2);
# the ICO's 72 hours and emergencies do not wait for it.
NEEDS_AUTHORITY: frozenset[str] = frozenset({Body.CHARITY_COMMISSION, Body.FUNDRAISING_REGULATOR})
