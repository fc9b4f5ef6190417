"""The words a charity's policy file is written in: closed lists, each key with its label for people.

Plain Python, standard library only. Where a key is stored it is never changed; labels may be.
"""

from __future__ import annotations

from incidents.domain.words import Word


class Standing(Word):
    """What somebody is to the charity. A post is one of these too: the Business Manager is staff.

    `TRUSTEE` covers directors and committee members, `FAMILY` covers guests and service users:
    the charity's own word comes from `Policy.words`.
    """

    TRUSTEE = "trustee", "Trustee"
    STAFF = "staff", "Staff"
    VOLUNTEER = "volunteer", "Volunteer"
    APPRENTICE = "apprentice", "Apprentice"
    CONTRACTOR = "contractor", "Contractor"
    AGENCY_WORKER = "agency_worker", "Agency worker"
    PLACEMENT = "placement", "Student or work placement"
    FAMILY = "family", "Family"
    OTHER_REPRESENTATIVE = "other_representative", "Anyone else who speaks for the charity"
    PUBLIC = "public", "Member of the public"


class Collective(Word):
    """Who a clause can bind besides a standing or a post."""

    ORGANISATION = "organisation", "The charity itself"
    APPROVED_POSTER = "approved_poster", "Anyone approved to post for the charity"


class Kind(Word):
    """What sort of sentence a clause is."""

    PROHIBITION = "prohibition", "Must not do"
    DUTY = "duty", "Must do"
    PERMISSION = "permission", "Allowed"
    PRINCIPLE = "principle", "Aim"
    ROUTE = "route", "What happens then"
    REGISTER = "register", "List to keep"
    CADENCE = "cadence", "Regular check"
    SCOPE = "scope", "Who and what it covers"
    WARNING = "warning", "Good to know"


class Force(Word):
    """How strongly the clause is worded: flatly, as an expectation, or as a choice."""

    MUST = "must", "Must"
    SHOULD = "should", "Should"
    MAY = "may", "May"


class Route(Word):
    """What the policy says follows. "May" and "will" stay apart: only a policy's "will" leaves no choice."""

    NONE_STATED = "none_stated", "No consequence stated"
    DISCIPLINARY_MAY = "disciplinary_may", "May go to the disciplinary procedure"
    DISCIPLINARY_WILL = "disciplinary_will", "Will go to the disciplinary procedure"
    VOLUNTEER_EXIT_MAY = "volunteer_exit_may", "The volunteer may be asked to leave"
    INVESTIGATE_TO_DISMISSAL = "investigate_to_dismissal", "Could be looked into, and may lead to dismissal"
    DISCIPLINE_OR_ACCESS_REMOVAL = "discipline_or_access_removal", "May lead to discipline or loss of access"
    COMPLAINT_PRIVATE_CHANNEL = (
        "complaint_private_channel",
        "Answer in private, then the complaints procedure",
    )
    COMPLAINT_FAIR_HANDLING = "complaint_fair_handling", "Handle it fairly, the same way each time"
    REPORT_LINE_MANAGER = "report_line_manager", "Tell the line manager or group leader"
    REPORT_POLICY_OWNER = "report_policy_owner", "Tell the person who looks after the policy"
    BOARD_OR_NATIONAL_BODY = (
        "board_or_national_body",
        "Senior staff, then the board or national body if needed",
    )
    NATIONAL_BODY = "national_body", "Report it to the national body"
    REGULATOR_OR_POLICE = "regulator_or_police", "May go to a regulator or the police"
    PLATFORM_REPORT = "platform_report", "Take it down, or report it to the platform"
    SUPPORT_PERSON = "support_person", "Support the person"
    CRISIS_PLAN = "crisis_plan", "Follow the crisis or recovery plan"
    INDEPENDENT_HELP = "independent_help", "Ask an independent body for help"
    GOVERNANCE_ACTION = "governance_action", "The charity puts it right and tells its board"
    NOT_A_BREACH = "not_a_breach", "Not a breach"


class Category(Word):
    """What a clause is about, so that what happened can be matched with the clauses that speak of it."""

    CONFIDENTIALITY_DIGNITY = (
        "confidentiality_dignity",
        "Telling what is private, or hurting someone's dignity",
    )
    EQUALITY_DISCRIMINATION = "equality_discrimination", "Treating people unfairly for who they are"
    BULLYING_HARASSMENT = "bullying_harassment", "Bullying or harassment"
    DISREPUTE = "disrepute", "Harming the charity's good name"
    FALSE_OR_UNLAWFUL_CONTENT = "false_or_unlawful_content", "False or unlawful content"
    INAPPROPRIATE_CONTENT = "inappropriate_content", "Unsuitable words, pictures or links"
    BOUNDARY_VOLUNTEER = "boundary_volunteer", "Online friendship with a volunteer"
    BOUNDARY_SERVICE_USER = "boundary_service_user", "Online friendship with someone the charity supports"
    PRIOR_LINK_DISCUSSION = "prior_link_discussion", "Talking about the charity's business with an old friend"
    WORK_HOURS_USE = "work_hours_use", "Personal social media in work time"
    BRAND_MISUSE = "brand_misuse", "Use of the logo on personal pages"
    PHOTO_CONSENT = "photo_consent", "A picture used without consent"
    UNAUTHORISED_PUBLICATION = "unauthorised_publication", "Posting or approving without authority"
    ACCOUNT_SECURITY = "account_security", "Passwords, access and hacked accounts"
    PRIVACY_SETTINGS = "privacy_settings", "Privacy settings"
    OFFICIAL_CONTENT = "official_content", "Something wrong on the charity's own pages"
    BACKGROUND_CHECKING = "background_checking", "Checking up on people through social media"
    UNDERMINING_ROLE = "undermining_role", "Conduct that does not fit the role"
    CRITICISM_PARTNERS = "criticism_partners", "Criticism of partners or funders"
    THIRD_PARTY_ABUSE = "third_party_abuse", "Abuse of the charity's people by others"
    COMPLAINT_ON_CHANNEL = "complaint_on_channel", "A complaint made on social media"
    INCIDENT_ESCALATION = "incident_escalation", "Reporting upwards or outside"
    SAFEGUARDING = "safeguarding", "Keeping children and adults safe"
    GOVERNANCE = "governance", "How the charity runs its policy"
    NONE = "none", "Nothing that can be broken"


class Nation(Word):
    """Which law, regulator and bank holidays the charity lives with."""

    ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class ReplySpeed(Word):
    """How soon the policy says a complaint on a channel is answered."""

    EARLIEST_OPPORTUNITY = "earliest_opportunity", "At the earliest opportunity"
    IMMEDIATELY = "immediately", "Immediately"
    PROMPTLY = "promptly", "Promptly"
    NOT_STATED = "not_stated", "No speed stated"


class Cadence(Word):
    """How often the charity's own pages are checked."""

    WEEKLY = "weekly", "Every week"
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    YEARLY = "yearly", "Every year"
    SET_BY_CHARITY = "set_by_charity", "As often as the person who checks decides"
    NO_INTERVAL = "no_interval", "Regularly, with no interval stated"
    NOT_STATED = "not_stated", "No check stated"


# Clauses of these kinds can be broken: by a person, or by the charity as a lapse of its own.
BREAKABLE_KINDS: frozenset[Kind] = frozenset({Kind.PROHIBITION, Kind.DUTY, Kind.REGISTER, Kind.CADENCE})

# Routes that end with a person's conduct being judged. One may be offered only where a policy states it
# (design 4), so a clause that has one must say the consequence or name the clause that does.
CONDUCT_ROUTES: frozenset[Route] = frozenset(
    {
        Route.DISCIPLINARY_MAY,
        Route.DISCIPLINARY_WILL,
        Route.VOLUNTEER_EXIT_MAY,
        Route.INVESTIGATE_TO_DISMISSAL,
        Route.DISCIPLINE_OR_ACCESS_REMOVAL,
    }
)
