"""Community group template: what its paper says of one act after another."""

from __future__ import annotations

from tests.domain.judged.rows import Row, Said, friend, of

STAFF: Said = {"role": "staff"}
VOLUNTEER: Said = {"role": "volunteer"}
TRUSTEE: Said = {"role": "trustee"}
APPRENTICE: Said = {"role": "apprentice"}
CONTRACTOR: Said = {"role": "contractor"}
AGENCY: Said = {"role": "agency_worker"}
PLACEMENT: Said = {"role": "placement"}
PUBLIC: Said = {"role": "public"}
CHARITY: Said = {"role": "organisation"}
NO_POST: Said = {"role": "staff", "posts": []}
GONE: Said = {"role": "volunteer", "state": "left"}
GUEST: Said = {"role": "family", "state": "supported"}
ONCE_GUEST: Said = {"role": "family", "state": "ended"}
REFERRED: Said = {"role": "family", "state": "referred"}
ACTIVE: Said = {"role": "volunteer", "state": "active"}
RESTING: Said = {"role": "volunteer", "state": "resting"}

WITH_VOLUNTEER, WITH_GUEST, TALK = "boundary_volunteer", "boundary_service_user", "prior_link_discussion"
PRIVATE, FAIRNESS, GOOD_NAME = "confidentiality_dignity", "equality_discrimination", "disrepute"
BULLYING, FALSE, UNSUITABLE = "bullying_harassment", "false_or_unlawful_content", "inappropriate_content"
HOURS, BRAND, PHOTO, ROLE = "work_hours_use", "brand_misuse", "photo_consent", "undermining_role"
PAGES, SETTINGS, COMPLAINT = "official_content", "privacy_settings", "complaint_on_channel"
ABUSE, SAFE, GOVERNANCE = "third_party_abuse", "safeguarding", "governance"

# The general clause on what follows stands in 5.1; the rules that it is read for end with it.
BARRED = ("CGT-4.3", "CGT-7f", "CGT-5.1g")
TOLD = ("CGT-5.1f", "CGT-5.4b", "CGT-7e", "CGT-5.1g")
UNFAIR = ("CGT-5.1f", "CGT-5.4c1", "CGT-5.4c3", "CGT-5.4e", "CGT-5.2d", "CGT-5.1g")
# A manager stops bullying once they know of it, whoever does it.
BULLIED = ("CGT-5.1e", "CGT-5.4c2", "CGT-7e", "CGT-6.1a", "CGT-5.1g", "CGT-6.2b")
SHOWN = ("CGT-5.4a4", "CGT-5.2c", "CGT-5.2e", "CGT-5.1g")

# Acts on which this paper has no rule for anybody.
SILENT = {
    BRAND: "the logo on personal pages",
    "unauthorised_publication": "who may publish",
    "account_security": "passwords and hacked accounts",
    "background_checking": "looking people up",
    "criticism_partners": "criticism of partners or funders",
    "incident_escalation": "reporting upwards or outside",
}

# Whom the paper does not bind, and what they are called in a sentence.
UNBOUND = {
    "trustee": "a trustee",
    "family": "a guest",
    "public": "a member of the public",
    "other_representative": "somebody else who speaks for the group",
    "organisation": "the group as such",
}

# What would be a breach for those whom it binds, and what it says of the act whoever did it.
RULES: dict[str, tuple[str, Said, tuple[str, ...], tuple[str, ...]]] = {
    WITH_GUEST: ("links with guests", {"other": GUEST, "link_began": "during"}, (), ()),
    PRIVATE: ("confidences", {"page": "personal"}, (), ()),
    TALK: ("confidences to old friends", {"confidential": True}, (), ()),
    FAIRNESS: ("treating people fairly", {"page": "personal"}, (), ()),
    BULLYING: ("bullying", {"page": "personal"}, ("CGT-6.2b",), ("response",)),
    GOOD_NAME: ("the good name", {"consent": "none"}, (), ()),
    FALSE: ("truth", {"page": "personal"}, (), ()),
    UNSUITABLE: ("unsuitable pictures", {"page": "personal"}, ("CGT-7k",), ("containment",)),
    PHOTO: ("pictures of people", {"consent": "none", "page": "official"}, (), ()),
    HOURS: ("working time", {"in_work_time": True, "own_device": True}, (), ()),
    ROLE: ("conduct that fits a role", {"page": "personal"}, (), ()),
    PAGES: ("writing for the group", {"page": "official", "in_work_time": True}, (), ()),
    SETTINGS: ("privacy settings", {"page": "personal"}, (), ()),
    SAFE: ("keeping people safe", {"page": "personal"}, (), ()),
    GOVERNANCE: ("knowing the policy", {"in_work_time": True}, (), ()),
}

WITH_GUESTS = (
    Row("CGT: staff are not to be linked with a guest, and discipline may follow",
        friend(WITH_GUEST, STAFF, GUEST, "during"), "breach", BARRED, "may", ("discipline",),
        says="may lead to disciplinary action"),
    Row("CGT: the same holds for volunteers, whom one talks with instead of disciplining",
        friend(WITH_GUEST, VOLUNTEER, GUEST, "during"), "breach", BARRED, "may", ("volunteer_exit",),
        says="has no staff procedure"),
    Row("CGT: a contractor is bound like staff, and their firm is told",
        friend(WITH_GUEST, CONTRACTOR, GUEST, "during"), "breach", BARRED, "may", ("external_report",),
        says="their firm, agency, school or college"),
    Row("CGT: so is an agency worker, whose agency is told",
        friend(WITH_GUEST, AGENCY, GUEST, "during"), "breach", BARRED, "may", ("external_report",)),
    Row("CGT: an apprentice is employed, so the staff procedure may follow",
        friend(WITH_GUEST, APPRENTICE, GUEST, "during"), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: a student on placement is bound, and their school or college is told",
        friend(WITH_GUEST, PLACEMENT, GUEST, "during"), "breach", BARRED, "may", ("external_report",)),
    Row("CGT: trustees are not within its scope, so a link with a guest breaks no rule",
        friend(WITH_GUEST, TRUSTEE, GUEST, "during"), "not_covered", says="a rule for others"),
    Row("CGT: nor is the chair within it",
        friend(WITH_GUEST, {"role": "chair"}, GUEST, "during"), "not_covered"),
    Row("CGT: nor a committee member",
        friend(WITH_GUEST, {"role": "committee member"}, GUEST, "during"), "not_covered"),
    Row("CGT: somebody who has just been referred may be a guest too",
        friend(WITH_GUEST, STAFF, REFERRED, "during"), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: whether somebody is still a guest after support is not said, for staff",
        friend(WITH_GUEST, STAFF, ONCE_GUEST, "after"), "unclear", ("CGT-4.3", "CGT-7f"),
        ask=("other.state",), says="still one of them is not said"),
    Row("CGT: nor is it for volunteers",
        friend(WITH_GUEST, VOLUNTEER, ONCE_GUEST, "after"), "unclear", ("CGT-4.3", "CGT-7f"),
        ask=("other.state",), says="still one of them is not said"),
    Row("CGT: nor for a link that an agency worker kept after support",
        friend(WITH_GUEST, AGENCY, ONCE_GUEST, None, None), "unclear", ("CGT-4.3", "CGT-7f"),
        ask=("other.state",)),
    Row("CGT: a former guest whom staff know from elsewhere is left to the clause on requests, and as open",
        friend(WITH_GUEST, STAFF, ONCE_GUEST, "after") | {"met_through_work": False}, "unclear",
        ("CGT-7f",), ask=("other.state",)),
    Row("CGT: a trustee and a former guest are no matter of this paper",
        friend(WITH_GUEST, TRUSTEE, ONCE_GUEST, "after"), "not_covered"),
    Row("CGT: an old friendship with a guest is not excepted for staff",
        friend(WITH_GUEST, STAFF, GUEST, "before"), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: an old friendship with a guest is not excepted for volunteers",
        friend(WITH_GUEST, VOLUNTEER, GUEST, "before"), "breach", BARRED, "may", ("volunteer_exit",)),
    Row("CGT: no request of somebody who may be a guest is accepted, known through work or not",
        friend(WITH_GUEST, STAFF, GUEST, "during") | {"met_through_work": False}, "breach",
        ("CGT-7f", "CGT-5.1g"), "may", ("discipline",)),
    Row("CGT: every network counts, so Instagram does",
        friend(WITH_GUEST, STAFF, GUEST, "during", "instagram"), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: every network counts, so WhatsApp does for a volunteer",
        friend(WITH_GUEST, VOLUNTEER, GUEST, "during", "whatsapp"), "breach", BARRED, "may",
        ("volunteer_exit",)),
    Row("CGT: what comes later counts too, so TikTok does",
        friend(WITH_GUEST, STAFF, GUEST, "during", "tiktok"), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: a chat room counts",
        friend(WITH_GUEST, VOLUNTEER, GUEST, "during", "chat_room"), "breach", BARRED, "may",
        ("volunteer_exit",)),
    Row("CGT: neither the network nor the beginning of a link matters",
        friend(WITH_GUEST, STAFF, GUEST, None, None), "breach", BARRED, "may", ("discipline",)),
    Row("CGT: the group leader is read as employed, and bound like staff",
        friend(WITH_GUEST, {"role": "group_leader"}, GUEST, "during"), "breach", BARRED, "may",
        ("discipline",)),
    Row("CGT: whether the guest is still supported is asked",
        of(WITH_GUEST, STAFF), "unclear", ("CGT-4.3", "CGT-7f"), ask=("other.state",)),
    Row("CGT: who the linked person's friend is, is asked first of all",
        of(WITH_GUEST, None, other=GUEST, link_began="during"), "unclear", ("CGT-4.3", "CGT-7f"),
        ask=("by.role",)),
    Row("CGT: staff who have left are bound by nothing here",
        friend(WITH_GUEST, {"role": "staff", "state": "left"}, GUEST, "during"), "not_covered"),
    Row("CGT: nor is a volunteer who has left",
        friend(WITH_GUEST, GONE, GUEST, "during"), "not_covered"),
    Row("CGT: nor a contractor whose work is over",
        friend(WITH_GUEST, {"role": "contractor", "state": "left"}, GUEST, "during"), "not_covered"),
    Row("CGT: a guest who adds somebody of the staff breaks no rule",
        friend(WITH_GUEST, GUEST, {"role": "staff", "state": "current"}, "during"), "not_covered"),
    Row("CGT: a link begun during support cannot be with somebody whose support had ended by then",
        friend(WITH_GUEST, STAFF, ONCE_GUEST, "during"), "unclear", ask=("other.state", "link_began"),
        says="Put right which of these is meant"),
    Row("CGT: a link begun after support cannot be with somebody still supported",
        friend(WITH_GUEST, VOLUNTEER, GUEST, "after"), "unclear", ask=("other.state", "link_began")),
    Row("CGT: nobody can be staff and resting",
        friend(WITH_GUEST, {"role": "staff", "state": "resting"}, GUEST, "during"), "unclear",
        ask=("by.role", "by.state")),
    Row("CGT: a line manager is no volunteer",
        friend(WITH_GUEST, {"role": "volunteer", "posts": ["line_manager"]}, GUEST, "during"), "unclear",
        ask=("by.role", "by.posts")),
    Row("CGT: a link with a guest needs a guest on one of the sides",
        friend(WITH_GUEST, STAFF, {"role": "trustee"}, "during"), "unclear", ask=("act", "other.role")),
)  # fmt: skip

VOLUNTEERS = (
    Row("CGT: it has no rule on staff befriending an active volunteer",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "during"), "not_covered"),
    Row("CGT: nor on a resting one",
        friend(WITH_VOLUNTEER, STAFF, RESTING, "during"), "not_covered"),
    Row("CGT: nor on one who has left",
        friend(WITH_VOLUNTEER, STAFF, GONE, "after"), "not_covered"),
    Row("CGT: it does not cover trustees, nor friendships of theirs with volunteers",
        friend(WITH_VOLUNTEER, TRUSTEE, ACTIVE, "during"), "not_covered"),
    Row("CGT: an old friendship of staff and a volunteer is not spoken of",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "before"), "not_covered"),
    Row("CGT: volunteers may be friends with one another as far as it says",
        friend(WITH_VOLUNTEER, VOLUNTEER, ACTIVE, "during"), "not_covered"),
)  # fmt: skip

CONFIDENCES = (
    Row("CGT: confidential facts told by staff may lead to discipline",
        of(PRIVATE, STAFF), "breach", TOLD, "may", ("discipline",)),
    Row("CGT: told by a volunteer, to a talk with them",
        of(PRIVATE, VOLUNTEER), "breach", TOLD, "may", ("volunteer_exit",)),
    Row("CGT: told by a contractor, to telling the firm",
        of(PRIVATE, CONTRACTOR), "breach", TOLD, "may", ("external_report",)),
    Row("CGT: told by an apprentice, to discipline",
        of(PRIVATE, APPRENTICE), "breach", TOLD, "may", ("discipline",)),
    Row("CGT: told by a student on placement, to telling the college",
        of(PRIVATE, PLACEMENT), "breach", TOLD, "may", ("external_report",)),
    Row("CGT: told on the group's own page, it is the same breach",
        of(PRIVATE, STAFF, page="official"), "breach", TOLD, "may", ("discipline",)),
    Row("CGT: told by a trustee, no rule of this paper is broken",
        of(PRIVATE, TRUSTEE), "not_covered"),
    Row("CGT: a confidence told across an old friendship is still a confidence told",
        of(TALK, STAFF, confidential=True), "breach", TOLD, "may", ("discipline",)),
    Row("CGT: also where a volunteer tells it to an old friend",
        of(TALK, VOLUNTEER, confidential=True), "breach", TOLD, "may", ("volunteer_exit",)),
    Row("CGT: also where an agency worker does",
        of(TALK, AGENCY, confidential=True), "breach", TOLD, "may", ("external_report",)),
    Row("CGT: a trustee and an old friend are no matter of this paper, whatever was told",
        of(TALK, TRUSTEE), "not_covered"),
    Row("CGT: a volunteer who has left and tells a confidence is bound by other things than this paper",
        of(PRIVATE, GONE), "not_covered"),
)  # fmt: skip

CONDUCT = (
    Row("CGT: staff who belittle people for who they are may be disciplined",
        of(FAIRNESS, STAFF), "breach", UNFAIR, "may", ("discipline",)),
    Row("CGT: a volunteer who does may be asked to leave in the end",
        of(FAIRNESS, VOLUNTEER), "breach", UNFAIR, "may", ("volunteer_exit",)),
    Row("CGT: of a placement student who does, the college is told",
        of(FAIRNESS, PLACEMENT), "breach", UNFAIR, "may", ("external_report",)),
    Row("CGT: a trustee who does breaks no rule of this paper",
        of(FAIRNESS, TRUSTEE), "not_covered"),
    Row("CGT: rude remarks about a colleague may be bullying, and a manager stops it",
        of(BULLYING, STAFF), "breach", BULLIED, "may", ("discipline", "response"),
        says="And whoever did it"),
    Row("CGT: a volunteer who bullies is talked with, and a manager stops it",
        of(BULLYING, VOLUNTEER), "breach", BULLIED, "may", ("volunteer_exit", "response")),
    Row("CGT: a contractor who bullies is in breach, and their firm is told",
        of(BULLYING, CONTRACTOR), "breach", BULLIED, "may", ("external_report", "response")),
    Row("CGT: an agency worker who bullies is in breach, and their agency is told",
        of(BULLYING, AGENCY), "breach", BULLIED, "may", ("external_report", "response")),
    Row("CGT: a bullying apprentice may be disciplined",
        of(BULLYING, APPRENTICE), "breach", BULLIED, "may", ("discipline", "response")),
    Row("CGT: a trustee who bullies breaks no rule, but a manager stops it all the same",
        of(BULLYING, TRUSTEE), "not_covered", ("CGT-6.2b",), routes=("response",)),
    Row("CGT: a stranger who bullies breaks no rule, but a manager stops it all the same",
        of(BULLYING, PUBLIC), "not_covered", ("CGT-6.2b",), routes=("response",)),
    Row("CGT: a public quarrel among volunteers harms the good name, and something may follow",
        of(GOOD_NAME, VOLUNTEER), "breach",
        ("CGT-5.1e", "CGT-5.4a1", "CGT-5.4a2", "CGT-5.4a3", "CGT-7e", "CGT-5.1g"), "may",
        ("volunteer_exit",)),
    Row("CGT: staff who harm the good name may be disciplined",
        of(GOOD_NAME, STAFF), "breach",
        ("CGT-5.1e", "CGT-5.4a1", "CGT-5.4a2", "CGT-5.4a3", "CGT-7e", "CGT-5.1g"), "may",
        ("discipline",)),
    Row("CGT: a contractor who harms it is in breach, and the firm is told",
        of(GOOD_NAME, CONTRACTOR), "breach",
        ("CGT-5.1e", "CGT-5.4a1", "CGT-5.4a2", "CGT-5.4a3", "CGT-7e", "CGT-5.1g"), "may",
        ("external_report",)),
    Row("CGT: a trustee who harms it is not covered",
        of(GOOD_NAME, TRUSTEE), "not_covered"),
    Row("CGT: spiteful, untrue or libellous words may be looked into; unchecked facts alone have no sequel",
        of(FALSE, STAFF), "breach", ("CGT-5.4a2", "CGT-7h", "CGT-5.2b", "CGT-5.1g"), "may",
        ("discipline",)),
    Row("CGT: untrue words by a volunteer",
        of(FALSE, VOLUNTEER), "breach", ("CGT-5.4a2", "CGT-7h", "CGT-5.2b", "CGT-5.1g"), "may",
        ("volunteer_exit",)),
    Row("CGT: untrue words by a trustee are not covered",
        of(FALSE, TRUSTEE), "not_covered"),
    Row("CGT: unsuitable pictures may be looked into, and the site is asked to take them down",
        of(UNSUITABLE, STAFF), "breach", ("CGT-5.4a3", "CGT-5.2d", "CGT-5.1g", "CGT-7k"), "may",
        ("discipline", "containment")),
    Row("CGT: unsuitable pictures by an apprentice",
        of(UNSUITABLE, APPRENTICE), "breach", ("CGT-5.4a3", "CGT-5.2d", "CGT-5.1g", "CGT-7k"), "may",
        ("discipline", "containment")),
    Row("CGT: unsuitable pictures by a friend outside are taken down by asking",
        of(UNSUITABLE, PUBLIC), "not_covered", ("CGT-7k",), routes=("containment",)),
    Row("CGT: conduct that cannot go with the role may be looked into; acting responsibly is asked besides",
        of(ROLE, STAFF), "breach",
        ("CGT-5.1a", "CGT-5.4d1", "CGT-5.4d2", "CGT-5.4e", "CGT-6.1c", "CGT-5.1g"), "may",
        ("discipline",)),
    Row("CGT: conduct that cannot go with a volunteer's role",
        of(ROLE, VOLUNTEER), "breach",
        ("CGT-5.1a", "CGT-5.4d1", "CGT-5.4d2", "CGT-5.4e", "CGT-6.1c", "CGT-5.1g"), "may",
        ("volunteer_exit",)),
    Row("CGT: conduct that cannot go with a trustee's role is not covered",
        of(ROLE, TRUSTEE), "not_covered"),
    Row("CGT: keeping people safe online is a duty with no stated sequel",
        of(SAFE, STAFF), "breach", ("CGT-7a",), says="The policy states no consequence"),
    Row("CGT: and it is the volunteers' duty too",
        of(SAFE, VOLUNTEER), "breach", ("CGT-7a",)),
    Row("CGT: a trustee and safeguarding online are not covered by this paper",
        of(SAFE, TRUSTEE), "not_covered"),
)  # fmt: skip

PICTURES = (
    Row("CGT: a picture of people who did not agree may be looked into",
        of(PHOTO, STAFF, consent="none"), "breach", SHOWN, "may", ("discipline",)),
    Row("CGT: posted by a volunteer too",
        of(PHOTO, VOLUNTEER, consent="none"), "breach", SHOWN, "may", ("volunteer_exit",)),
    Row("CGT: posted by a contractor too, whose firm is told",
        of(PHOTO, CONTRACTOR, consent="none"), "breach", SHOWN, "may", ("external_report",)),
    Row("CGT: a yes by word of mouth is not enough, though nothing is said to follow",
        of(PHOTO, STAFF, consent="verbal"), "breach", ("CGT-5.2c",)),
    Row("CGT: nor is it enough for a volunteer",
        of(PHOTO, VOLUNTEER, consent="verbal"), "breach", ("CGT-5.2c",)),
    Row("CGT: a yes in writing is what it asks for",
        of(PHOTO, STAFF, consent="written"), "permitted", ("CGT-5.4a4",)),
    Row("CGT: an appeal for a missing person that is already public needs no consent",
        of(PHOTO, STAFF, consent="none", missing_person=True), "permitted",
        ("CGT-5.2c", "CGT-5.2e", "CGT-5.4a4")),
    Row("CGT: an appeal for a missing person needs no consent from a volunteer either",
        of(PHOTO, VOLUNTEER, missing_person=True, consent="none"), "permitted",
        ("CGT-5.2c", "CGT-5.2e", "CGT-5.4a4")),
    Row("CGT: whether people agreed is asked",
        of(PHOTO, STAFF), "unclear", ("CGT-5.2c", "CGT-5.2e", "CGT-5.4a4"), ask=("consent",)),
    Row("CGT: a trustee's picture is not covered",
        of(PHOTO, TRUSTEE, consent="none"), "not_covered"),
    Row("CGT: a picture put up by somebody who had left is not covered",
        of(PHOTO, {"role": "staff", "state": "left"}, consent="none"), "not_covered"),
)  # fmt: skip

WORK_TIME = (
    Row("CGT: no private use by staff on the group's devices in working time",
        of(HOURS, STAFF, in_work_time=True, own_device=False), "breach", ("CGT-5.3a",),
        says="The policy states no consequence"),
    Row("CGT: nor on their own telephone",
        of(HOURS, STAFF, in_work_time=True, own_device=True), "breach", ("CGT-5.3b",)),
    Row("CGT: nor by volunteers on the group's devices",
        of(HOURS, VOLUNTEER, in_work_time=True, own_device=False), "breach", ("CGT-5.3a",)),
    Row("CGT: nor by volunteers on their own",
        of(HOURS, VOLUNTEER, in_work_time=True, own_device=True), "breach", ("CGT-5.3b",)),
    Row("CGT: nor by an agency worker",
        of(HOURS, AGENCY, in_work_time=True, own_device=False), "breach", ("CGT-5.3a",)),
    Row("CGT: nor by an apprentice on their own telephone",
        of(HOURS, APPRENTICE, in_work_time=True, own_device=True), "breach", ("CGT-5.3b",)),
    Row("CGT: nor by a student on placement",
        of(HOURS, PLACEMENT, in_work_time=True, own_device=False), "breach", ("CGT-5.3a",)),
    Row("CGT: outside working time staff do as they like",
        of(HOURS, STAFF, in_work_time=False), "not_covered"),
    Row("CGT: outside it volunteers do too, on their own devices",
        of(HOURS, VOLUNTEER, in_work_time=False, own_device=True), "not_covered"),
    Row("CGT: writing for the group is no private use",
        of(HOURS, STAFF, in_work_time=True, page="official", own_device=False), "not_covered"),
    Row("CGT: nor is writing for it on one's own telephone",
        of(HOURS, STAFF, in_work_time=True, page="official", own_device=True), "not_covered"),
    Row("CGT: whether it was working time is asked",
        of(HOURS, STAFF, own_device=False), "unclear", ("CGT-5.3a",), ask=("in_work_time",)),
    Row("CGT: and of a volunteer on their own telephone",
        of(HOURS, VOLUNTEER, own_device=True), "unclear", ("CGT-5.3b",), ask=("in_work_time",)),
    Row("CGT: trustees have no working time here",
        of(HOURS, TRUSTEE, in_work_time=True), "not_covered"),
    Row("CGT: a contractor who has left is not bound in anybody's working time",
        of(HOURS, {"role": "contractor", "state": "left"}, in_work_time=True), "not_covered"),
)  # fmt: skip

PAGES_AND_ANSWERS = (
    Row("CGT: whoever writes for the group takes the care of a public statement; nothing is said to follow",
        of(PAGES, STAFF), "breach", ("CGT-5.2a",)),
    Row("CGT: a volunteer who writes for it too",
        of(PAGES, VOLUNTEER, page="official"), "breach", ("CGT-5.2a",)),
    Row("CGT: a trustee who writes for it is not bound by this paper",
        of(PAGES, TRUSTEE, page="official"), "not_covered"),
    Row("CGT: each of the staff sees to their own privacy settings, with no stated sequel",
        of(SETTINGS, STAFF), "breach", ("CGT-4.2", "CGT-7b", "CGT-7i")),
    Row("CGT: each volunteer does as well",
        of(SETTINGS, VOLUNTEER), "breach", ("CGT-4.2", "CGT-7b", "CGT-7i")),
    Row("CGT: the group itself has no rule on its settings",
        of(SETTINGS, CHARITY), "not_covered"),
    Row("CGT: a complaint of somebody outside is no breach, and is dealt with fairly",
        of(COMPLAINT, PUBLIC), "not_covered", ("CGT-6.2e",), routes=("response",)),
    Row("CGT: so is the complaint of a guest",
        of(COMPLAINT, GUEST), "not_covered", ("CGT-6.2e",), routes=("response",)),
    Row("CGT: staff who are abused are supported, and the site has tools",
        of(ABUSE, PUBLIC, other=STAFF), "not_covered", ("CGT-6.1d", "CGT-6.2d", "CGT-7j"),
        routes=("support", "containment")),
    Row("CGT: support is promised to employees; for a volunteer it names the site's tools",
        of(ABUSE, PUBLIC, other=VOLUNTEER), "not_covered", ("CGT-6.1d", "CGT-7j"),
        routes=("containment",)),
    Row("CGT: nor is support promised to an abused trustee",
        of(ABUSE, PUBLIC, other=TRUSTEE), "not_covered", ("CGT-6.1d", "CGT-7j"), routes=("containment",)),
    Row("CGT: while nobody has said who is abused, only what holds for all is said",
        of(ABUSE, PUBLIC), "not_covered", ("CGT-6.1d", "CGT-7j"), routes=("containment",)),
    Row("CGT: staff must know the policy, with no stated sequel",
        of(GOVERNANCE, NO_POST), "breach", ("CGT-6.1b",)),
    Row("CGT: whatever their post, which may add duties",
        of(GOVERNANCE, STAFF), "breach", ("CGT-6.1b",)),
    Row("CGT: a manager must know it and make it known, and the board hears of it",
        of(GOVERNANCE, {"role": "manager"}), "breach", ("CGT-6.1b", "CGT-6.2a", "CGT-6.2c"),
        routes=("trustee_review",)),
    Row("CGT: those who support managers advise everybody",
        of(GOVERNANCE, {"role": "hr_admin_support"}), "breach", ("CGT-6.1b", "CGT-6.3"),
        routes=("trustee_review",)),
    Row("CGT: volunteers must know the policy",
        of(GOVERNANCE, VOLUNTEER), "breach", ("CGT-6.1b",)),
    Row("CGT: an apprentice must know it as well",
        of(GOVERNANCE, APPRENTICE), "breach", ("CGT-6.1b",)),
    Row("CGT: a trustee need not, as far as this paper goes",
        of(GOVERNANCE, TRUSTEE), "not_covered"),
)  # fmt: skip

OTHERS = (
    *(Row(f"CGT: it has no rule on {said}, so staff break none", of(act, STAFF), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"CGT: nor does a volunteer in {said}", of(act, VOLUNTEER), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"CGT: {who} is not bound by its rules on {what}", of(act, {"role": role}, **facts), "not_covered",
          clauses, routes=routes)
      for role, who in UNBOUND.items() for act, (what, facts, clauses, routes) in RULES.items()
      if not (act == WITH_GUEST and role == "family")),
    Row("CGT: the logo on a volunteer's page is not spoken of",
        of(BRAND, VOLUNTEER, material="logo"), "not_covered"),
    Row("CGT: nor a badge on the page of one of the staff",
        of(BRAND, STAFF, material="badge"), "not_covered"),
    Row("CGT: nor a link to the group's page",
        of(BRAND, STAFF, material="link"), "not_covered"),
    Row("CGT: looking a guest up on Facebook is not spoken of",
        of("background_checking", STAFF, other=GUEST, network="facebook"), "not_covered"),
)  # fmt: skip

DEVICES = (
    Row("CGT: in working time the device need not be asked: both are named",
        of("work_hours_use", {"role": "staff"}, in_work_time=True), "breach", ("CGT-5.3a", "CGT-5.3b")),
)  # fmt: skip

ROWS = (*DEVICES,
    *WITH_GUESTS, *VOLUNTEERS, *CONFIDENCES, *CONDUCT, *PICTURES, *WORK_TIME, *PAGES_AND_ANSWERS, *OTHERS,
)  # fmt: skip
