"""Healthwatch Derbyshire: what its paper says of one act after another."""

from __future__ import annotations

from tests.domain.judged.rows import Row, Said, friend, of

STAFF: Said = {"role": "staff"}
VOLUNTEER: Said = {"role": "volunteer"}
DIRECTOR: Said = {"role": "director"}
OFFICER: Said = {"role": "communication_officer"}
PUBLIC: Said = {"role": "public"}
CHARITY: Said = {"role": "organisation"}
NO_POST: Said = {"role": "staff", "posts": []}
GONE: Said = {"role": "volunteer", "state": "left"}
ACTIVE: Said = {"role": "volunteer", "state": "active"}
RESTING: Said = {"role": "volunteer", "state": "resting"}
USER: Said = {"role": "service_user", "state": "supported"}
ONCE_USER: Said = {"role": "service_user", "state": "ended"}
REFERRED: Said = {"role": "service_user", "state": "referred"}

WITH_VOLUNTEER, WITH_USER, TALK = "boundary_volunteer", "boundary_service_user", "prior_link_discussion"
PRIVATE, FAIRNESS, GOOD_NAME = "confidentiality_dignity", "equality_discrimination", "disrepute"
HOURS, BRAND, PHOTO, PAGES = "work_hours_use", "brand_misuse", "photo_consent", "official_content"
SETTINGS, COMPLAINT, GOVERNANCE = "privacy_settings", "complaint_on_channel", "governance"

# Networks that are not Facebook: the friendship rules of this paper say Facebook and nothing else.
ELSEWHERE = {
    "instagram": "Instagram",
    "twitter": "Twitter",
    "youtube": "YouTube",
    "linkedin": "LinkedIn",
    "tiktok": "TikTok",
    "snapchat": "Snapchat",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "bluesky": "Bluesky",
    "nextdoor": "Nextdoor",
    "blog": "a blog",
    "website": "a website",
    "chat_room": "a chat room",
    "other": "some other network",
}

# Whom the paper names nowhere, and what they are called in a sentence.
UNNAMED = {
    "contractor": "a contractor",
    "apprentice": "an apprentice",
    "agency_worker": "an agency worker",
    "placement": "a student on placement",
    "other_representative": "somebody else who speaks for it",
    "public": "a member of the public",
    "family": "a service user",
}

# Acts on which this paper has no rule for anybody.
SILENT = {
    "bullying_harassment": "bullying",
    "false_or_unlawful_content": "false or unlawful content",
    "inappropriate_content": "unsuitable content",
    "unauthorised_publication": "who may publish",
    "account_security": "passwords and hacked accounts",
    "background_checking": "looking people up",
    "undermining_role": "conduct that does not fit the role",
    "criticism_partners": "criticism of partners",
    "third_party_abuse": "abuse by others",
    "incident_escalation": "reporting upwards",
    "safeguarding": "safeguarding",
}

VOLUNTEERS = (
    Row("HWD: staff do not make a current volunteer a Facebook friend, and nothing is said to follow",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "during"), "breach", ("HWD-2.4a",),
        says="The policy states no consequence"),
    Row("HWD: the communication officer is staff in this",
        friend(WITH_VOLUNTEER, OFFICER, ACTIVE, "during"), "breach", ("HWD-2.4a",)),
    Row("HWD: directors are not named by the rule on befriending volunteers",
        friend(WITH_VOLUNTEER, DIRECTOR, ACTIVE, "during"), "not_covered", says="a rule for others: staff"),
    Row("HWD: nor is the chair",
        friend(WITH_VOLUNTEER, {"role": "chair"}, ACTIVE, "during"), "not_covered"),
    Row("HWD: volunteers may befriend one another",
        friend(WITH_VOLUNTEER, VOLUNTEER, ACTIVE, "during"), "not_covered"),
    Row("HWD: a resting volunteer may be current or not: the paper does not say",
        friend(WITH_VOLUNTEER, STAFF, RESTING, "during"), "unclear", ("HWD-2.4a",), ask=("other.state",),
        says="one who is resting is current is not said"),
    Row("HWD: a director and a resting volunteer are not its matter",
        friend(WITH_VOLUNTEER, DIRECTOR, RESTING, "during"), "not_covered"),
    Row("HWD: a volunteer who has left is not current",
        friend(WITH_VOLUNTEER, STAFF, GONE, "after"), "not_covered"),
    Row("HWD: a friendship of staff and a volunteer that is older than their involvement may be kept",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "before"), "permitted", ("HWD-4.2a",)),
    Row("HWD: so may that of a director, who is named there",
        friend(WITH_VOLUNTEER, DIRECTOR, ACTIVE, "before"), "permitted", ("HWD-4.2a",)),
    Row("HWD: so may that of two volunteers",
        friend(WITH_VOLUNTEER, VOLUNTEER, ACTIVE, "before"), "permitted", ("HWD-4.2a",)),
    Row("HWD: an old friendship may be kept on any network",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "before", "instagram"), "permitted", ("HWD-4.2a",)),
    Row("HWD: an old friendship with a resting volunteer may be kept",
        friend(WITH_VOLUNTEER, STAFF, RESTING, "before"), "permitted", ("HWD-4.2a",)),
    Row("HWD: an old friendship of a contractor is not spoken of",
        friend(WITH_VOLUNTEER, {"role": "contractor"}, ACTIVE, "before"), "not_covered"),
    Row("HWD: when the friendship began is asked",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, None), "unclear", ("HWD-2.4a",), ask=("link_began",)),
    Row("HWD: on which network it was is asked",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "during", None), "unclear", ("HWD-2.4a",), ask=("network",)),
    Row("HWD: whether the volunteer was current is asked",
        friend(WITH_VOLUNTEER, STAFF, {"role": "volunteer"}, "during"), "unclear", ("HWD-2.4a",),
        ask=("other.state",)),
    Row("HWD: who befriended the volunteer is asked",
        of(WITH_VOLUNTEER, None, other=ACTIVE, link_began="during", network="facebook"), "unclear",
        ("HWD-2.4a",), ask=("by.role",)),
    Row("HWD: while little is known, all that matters is asked",
        of(WITH_VOLUNTEER, STAFF), "unclear", ("HWD-2.4a",), ask=("other.state", "link_began", "network")),
    Row("HWD: staff who have left may befriend whom they like",
        friend(WITH_VOLUNTEER, {"role": "staff", "state": "left"}, ACTIVE, "during"), "not_covered"),
    Row("HWD: a volunteer is active, resting or has left, and never supported",
        friend(WITH_VOLUNTEER, STAFF, {"role": "volunteer", "state": "supported"}, "during"), "unclear",
        ask=("other.role", "other.state")),
    Row("HWD: a link cannot have begun after the volunteer's time while they are active",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "after"), "unclear", ask=("link_began", "other.state")),
    *(Row(f"HWD: the rule on volunteers says Facebook, so {said} is not covered",
          friend(WITH_VOLUNTEER, STAFF, ACTIVE, "during", network), "not_covered")
      for network, said in ELSEWHERE.items()),
)  # fmt: skip

SERVICE_USERS = (
    Row("HWD: staff do not make a service user whom they meet at work a Facebook friend",
        friend(WITH_USER, STAFF, USER, "during"), "breach", ("HWD-2.4b",),
        says="knew them through their work"),
    Row("HWD: nor one who was just referred",
        friend(WITH_USER, STAFF, REFERRED, "during"), "breach", ("HWD-2.4b",)),
    Row("HWD: a service user whom they do not meet at work is another matter",
        friend(WITH_USER, STAFF, USER, "during") | {"met_through_work": False}, "not_covered"),
    Row("HWD: directors are not named by the rule on service users",
        friend(WITH_USER, DIRECTOR, USER, "during"), "not_covered"),
    Row("HWD: it has no rule on a volunteer and a service user during support",
        friend(WITH_USER, VOLUNTEER, USER, "during"), "not_covered"),
    Row("HWD: nor before it",
        friend(WITH_USER, VOLUNTEER, USER, "before"), "not_covered"),
    Row("HWD: nor after it",
        friend(WITH_USER, VOLUNTEER, ONCE_USER, "after"), "not_covered"),
    Row("HWD: nor on a volunteer and somebody just referred",
        friend(WITH_USER, VOLUNTEER, REFERRED, "during"), "not_covered"),
    Row("HWD: nor on a volunteer of whom nothing more is known",
        of(WITH_USER, VOLUNTEER), "not_covered"),
    Row("HWD: a director and a former service user are not its matter",
        friend(WITH_USER, DIRECTOR, ONCE_USER, "after"), "not_covered"),
    Row("HWD: whether the rule for staff still holds once support has ended is not said",
        friend(WITH_USER, STAFF, ONCE_USER, "after"), "unclear", ("HWD-2.4b",), ask=("other.state",),
        says="once support has ended is not said"),
    Row("HWD: whether staff may keep an old friendship with a service user is not said",
        friend(WITH_USER, STAFF, USER, "before"), "unclear", ("HWD-2.4b",), ask=("link_began",),
        says="Service users are not named there"),
    Row("HWD: for an old friendship with a former service user neither is said",
        friend(WITH_USER, STAFF, ONCE_USER, "before"), "unclear", ("HWD-2.4b",),
        ask=("other.state", "link_began")),
    Row("HWD: on which network staff befriended a service user is asked",
        friend(WITH_USER, STAFF, USER, "during", None), "unclear", ("HWD-2.4b",), ask=("network",)),
    Row("HWD: who befriended the service user is asked",
        of(WITH_USER, None, other=USER, link_began="during", network="facebook"), "unclear", ("HWD-2.4b",),
        ask=("by.role",)),
    Row("HWD: a friendship begun in support that had ended cannot be",
        friend(WITH_USER, STAFF, ONCE_USER, "during"), "unclear", ask=("link_began", "other.state")),
    *(Row(f"HWD: the rule on service users says Facebook, so {said} is not covered",
          friend(WITH_USER, STAFF, USER, "during", network), "not_covered")
      for network, said in ELSEWHERE.items()),
)  # fmt: skip

TALKED = (
    Row("HWD: no everyday matters across an old friendship by staff, though nothing is said to follow",
        of(TALK, STAFF, confidential=False), "breach", ("HWD-4.2b",),
        says="The policy states no consequence"),
    Row("HWD: no everyday matters across one by a volunteer",
        of(TALK, VOLUNTEER, confidential=False), "breach", ("HWD-4.2b",)),
    Row("HWD: no everyday matters across one by a director",
        of(TALK, DIRECTOR, confidential=False), "breach", ("HWD-4.2b",)),
    Row("HWD: what is confidential breaks the confidence too, so discipline may follow",
        of(TALK, STAFF, confidential=True), "breach", ("HWD-2.1", "HWD-4.2b", "HWD-2.6"), "may",
        ("discipline",), says="disciplinary procedures"),
    Row("HWD: a volunteer who tells it may be asked to leave",
        of(TALK, VOLUNTEER, confidential=True), "breach", ("HWD-3.1", "HWD-4.2b", "HWD-3.4"), "may",
        ("volunteer_exit",), says="may be asked to leave"),
    Row("HWD: a director who tells it shares the clause of staff, and the board deals with it",
        of(TALK, DIRECTOR, confidential=True), "breach", ("HWD-2.1", "HWD-4.2b", "HWD-2.6"), "may",
        ("board_conduct",)),
    Row("HWD: talk across an old friendship is a breach whether it was confidential or not",
        of(TALK, STAFF), "breach", ("HWD-4.2b",)),
    Row("HWD: a service user may talk with whom they like",
        of(TALK, USER), "not_covered"),
    Row("HWD: a volunteer who has left may as well, as far as this paper goes",
        of(TALK, GONE), "not_covered"),
)  # fmt: skip

CONDUCT = (
    Row("HWD: staff who hurt a colleague's dignity online may face discipline",
        of(PRIVATE, STAFF), "breach", ("HWD-2.1", "HWD-2.6"), "may", ("discipline",)),
    Row("HWD: directors share that clause",
        of(PRIVATE, DIRECTOR), "breach", ("HWD-2.1", "HWD-2.6"), "may", ("board_conduct",)),
    Row("HWD: volunteers have one of their own, and may be asked to leave",
        of(PRIVATE, VOLUNTEER), "breach", ("HWD-3.1", "HWD-3.4"), "may", ("volunteer_exit",)),
    Row("HWD: a confidence broken on its page by staff goes against the confidentiality policy",
        of(PRIVATE, STAFF, page="official"), "breach", ("HWD-2.6",), "may", ("discipline",)),
    Row("HWD: a confidence broken there by a volunteer does too",
        of(PRIVATE, VOLUNTEER, page="official"), "breach", ("HWD-3.4",), "may", ("volunteer_exit",)),
    Row("HWD: its own presence keeps confidences; a lapse is put right and the board told",
        of(PRIVATE, CHARITY), "breach", ("HWD-1.1",), routes=("trustee_review",)),
    Row("HWD: staff who go against the equality policy may face discipline",
        of(FAIRNESS, STAFF), "breach", ("HWD-2.6",), "may", ("discipline",)),
    Row("HWD: directors who go against it face the board",
        of(FAIRNESS, DIRECTOR), "breach", ("HWD-2.6",), "may", ("board_conduct",)),
    Row("HWD: volunteers who go against it may be asked to leave",
        of(FAIRNESS, VOLUNTEER), "breach", ("HWD-3.4",), "may", ("volunteer_exit",)),
    Row("HWD: its own presence treats people equally",
        of(FAIRNESS, CHARITY), "breach", ("HWD-1.1",), routes=("trustee_review",)),
    Row("HWD: staff do not harm its good name, but the sequel is for confidences and equality only",
        of(GOOD_NAME, STAFF), "breach", ("HWD-2.1",), says="The policy states no consequence"),
    Row("HWD: nor do directors",
        of(GOOD_NAME, DIRECTOR), "breach", ("HWD-2.1",)),
    Row("HWD: the rule on its good name does not name volunteers",
        of(GOOD_NAME, VOLUNTEER), "not_covered"),
    Row("HWD: its own presence does its good name no harm",
        of(GOOD_NAME, CHARITY), "breach", ("HWD-1.1",), routes=("trustee_review",)),
    Row("HWD: a director who has left is bound no more",
        of(PRIVATE, {"role": "director", "state": "left"}), "not_covered"),
    Row("HWD: staff should keep personal networks for after hours; nothing is said to follow",
        of(HOURS, STAFF, in_work_time=True), "breach", ("HWD-2.3",)),
    Row("HWD: on their own telephone as well",
        of(HOURS, STAFF, in_work_time=True, own_device=True), "breach", ("HWD-2.3",)),
    Row("HWD: working hours are not spoken of to volunteers",
        of(HOURS, VOLUNTEER, in_work_time=True), "not_covered"),
    Row("HWD: nor to directors",
        of(HOURS, DIRECTOR, in_work_time=True), "not_covered"),
    Row("HWD: after hours staff do as they like",
        of(HOURS, STAFF, in_work_time=False), "not_covered"),
    Row("HWD: writing for the organisation in working hours is work",
        of(HOURS, STAFF, in_work_time=True, page="official"), "not_covered"),
    Row("HWD: whether it was in working hours is asked",
        of(HOURS, STAFF), "unclear", ("HWD-2.3",), ask=("in_work_time",)),
    Row("HWD: nobody is staff and being supported at once",
        of(HOURS, {"role": "staff", "state": "supported"}, in_work_time=True), "unclear",
        ask=("by.role", "by.state")),
)  # fmt: skip

IDENTITY = (
    Row("HWD: no logo on the page of one of the staff, though nothing is said to follow",
        of(BRAND, STAFF, material="logo"), "breach", ("HWD-2.7a",)),
    Row("HWD: nor on a director's",
        of(BRAND, DIRECTOR, material="logo"), "breach", ("HWD-2.7a",)),
    Row("HWD: nor on a volunteer's, by a clause of their own",
        of(BRAND, VOLUNTEER, material="logo"), "breach", ("HWD-3.3",)),
    Row("HWD: approved material may be used by staff",
        of(BRAND, STAFF, material="promotional"), "permitted", ("HWD-2.7b",),
        says="the charity approved it for people to use"),
    Row("HWD: a supporter badge that it approved is such material",
        of(BRAND, STAFF, material="badge", approved=True), "permitted", ("HWD-2.7b",)),
    Row("HWD: approved material may be used by directors",
        of(BRAND, DIRECTOR, material="promotional", approved=True), "permitted", ("HWD-2.7b",)),
    Row("HWD: whether volunteers may use a badge is not said",
        of(BRAND, VOLUNTEER, material="badge"), "unclear", ("HWD-3.3",), ask=("material",),
        says="For volunteers that is not said"),
    Row("HWD: nor whether they may use promotional material",
        of(BRAND, VOLUNTEER, material="promotional"), "unclear", ("HWD-3.3",), ask=("material",)),
    Row("HWD: staff may share what is on its pages",
        of(BRAND, STAFF, material="link"), "permitted", ("HWD-2.5",)),
    Row("HWD: directors may too",
        of(BRAND, DIRECTOR, material="link"), "permitted", ("HWD-2.5",)),
    Row("HWD: volunteers may follow its pages and share from them",
        of(BRAND, VOLUNTEER, material="link"), "permitted", ("HWD-2.4c",)),
    Row("HWD: and service users may",
        of(BRAND, USER, material="link"), "permitted", ("HWD-2.4c",)),
    Row("HWD: a service user with the logo breaks no rule",
        of(BRAND, USER, material="logo"), "not_covered"),
    Row("HWD: what a volunteer showed is asked",
        of(BRAND, VOLUNTEER), "unclear", ("HWD-3.3",), ask=("material",)),
    Row("HWD: a volunteer who left with the logo on their page breaks no rule",
        of(BRAND, GONE, material="logo"), "not_covered"),
)  # fmt: skip

PAGES_AND_DUTIES = (
    Row("HWD: the organisation puts up no picture of people who did not agree",
        of(PHOTO, CHARITY, consent="none"), "breach", ("HWD-1.3",),
        says="people would expect to be asked"),
    Row("HWD: a yes by word of mouth is consent here",
        of(PHOTO, CHARITY, consent="verbal"), "permitted", ("HWD-1.3",)),
    Row("HWD: a yes in writing is, too",
        of(PHOTO, CHARITY, consent="written"), "permitted", ("HWD-1.3",)),
    Row("HWD: where nobody would expect to be asked, no consent is needed",
        of(PHOTO, CHARITY, consent="none", consent_expected=False), "permitted", ("HWD-1.3",)),
    Row("HWD: whether those pictured agreed is asked",
        of(PHOTO, CHARITY), "unclear", ("HWD-1.3",), ask=("consent",)),
    Row("HWD: the rule on pictures is for the organisation, not for one of the staff",
        of(PHOTO, STAFF, consent="none"), "not_covered"),
    Row("HWD: nor for a volunteer",
        of(PHOTO, VOLUNTEER, consent="none"), "not_covered"),
    Row("HWD: nor for a director",
        of(PHOTO, DIRECTOR, consent="none"), "not_covered"),
    Row("HWD: its pages carry the right name and keep to its other policies",
        of(PAGES, CHARITY), "breach", ("HWD-1.1", "HWD-1.5"), routes=("trustee_review",)),
    Row("HWD: the communication officer looks over the content, at no stated interval",
        of(PAGES, OFFICER), "breach", ("HWD-1.4",), routes=("trustee_review",)),
    Row("HWD: others of the staff need not",
        of(PAGES, NO_POST), "not_covered"),
    Row("HWD: whether somebody of the staff is the communication officer is asked",
        of(PAGES, STAFF), "unclear", ("HWD-1.4",), ask=("by.posts",)),
    Row("HWD: the organisation sees to its privacy settings",
        of(SETTINGS, CHARITY), "breach", ("HWD-1.2",), routes=("trustee_review",)),
    Row("HWD: the settings of a volunteer's own account are not spoken of",
        of(SETTINGS, VOLUNTEER), "not_covered"),
    Row("HWD: a complaint on its page is no breach, and is answered soon and in private",
        of(COMPLAINT, PUBLIC), "not_covered", ("HWD-1.6",), routes=("response",)),
    Row("HWD: a service user's complaint is answered in the same way",
        of(COMPLAINT, USER), "not_covered", ("HWD-1.6",), routes=("response",)),
    Row("HWD: new people are given the policy when they begin, which is for the organisation to see to",
        of(GOVERNANCE, CHARITY), "breach", ("HWD-2.8", "HWD-3.5"), routes=("trustee_review",)),
    Row("HWD: the review that has passed is for the directors",
        of(GOVERNANCE, DIRECTOR), "breach", ("HWD-SO-01",), routes=("trustee_review",)),
    Row("HWD: none of it is for staff",
        of(GOVERNANCE, STAFF), "not_covered"),
)  # fmt: skip

OTHERS = (
    *(Row(f"HWD: it has no rule on {said} for staff", of(act, STAFF), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HWD: nor on {said} for volunteers", of(act, VOLUNTEER), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HWD: nor on {said} for directors", of(act, DIRECTOR), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HWD: {said} is not bound by the rule on confidences", of(PRIVATE, {"role": role}), "not_covered")
      for role, said in UNNAMED.items()),
    *(Row(f"HWD: {said} is not bound by the rule on working hours",
          of(HOURS, {"role": role}, in_work_time=True), "not_covered")
      for role, said in UNNAMED.items()),
    *(Row(f"HWD: {said} may befriend a volunteer on Facebook",
          friend(WITH_VOLUNTEER, {"role": role}, ACTIVE, "during"), "not_covered")
      for role, said in UNNAMED.items()),
)  # fmt: skip

ROWS = (
    *VOLUNTEERS, *SERVICE_USERS, *TALKED, *CONDUCT, *IDENTITY, *PAGES_AND_DUTIES, *OTHERS,
)  # fmt: skip
