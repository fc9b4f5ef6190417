"""Home-Start in Suffolk: what its paper says of one act after another."""

from __future__ import annotations

from tests.domain.judged.rows import Row, Said, friend, of

STAFF: Said = {"role": "staff"}
VOLUNTEER: Said = {"role": "volunteer"}
TRUSTEE: Said = {"role": "trustee"}
SPEAKER: Said = {"role": "other_representative"}
CONTRACTOR: Said = {"role": "contractor"}
PUBLIC: Said = {"role": "public"}
CHARITY: Said = {"role": "organisation"}
NO_POST: Said = {"role": "staff", "posts": []}
GONE: Said = {"role": "volunteer", "state": "left"}
USER: Said = {"role": "family", "state": "supported"}
ONCE_USER: Said = {"role": "family", "state": "ended"}
REFERRED: Said = {"role": "family", "state": "referred"}
ACTIVE: Said = {"role": "volunteer", "state": "active"}

WITH_VOLUNTEER, WITH_USER, TALK = "boundary_volunteer", "boundary_service_user", "prior_link_discussion"
PRIVATE, FAIRNESS, GOOD_NAME = "confidentiality_dignity", "equality_discrimination", "disrepute"
BULLYING, FALSE, UNSUITABLE = "bullying_harassment", "false_or_unlawful_content", "inappropriate_content"
POSTING, ACCOUNTS, PAGES = "unauthorised_publication", "account_security", "official_content"
ABUSE, SAFE, GOVERNANCE = "third_party_abuse", "safeguarding", "governance"
COMPLAINT, UPWARDS, PARTNERS = "complaint_on_channel", "incident_escalation", "criticism_partners"

# What follows is said once for every clause, in 2.5; the rules that it is read for end with it.
BARRED = ("HSS-2.7g", "HSS-2.5b")
TOLD = ("HSS-2.7e", "HSS-2.5b")
ILL_SPOKEN = ("HSS-2.7b", "HSS-2.7d", "HSS-2.7f", "HSS-2.5b")
CARED = ("HSS-2.4b", "HSS-2.7b", "HSS-2.7h", "HSS-2.5b")
# What the charity does about an incident, whoever caused it.
TOLD_UPWARDS = ("HSS-2.5d", "HSS-2.5g", "HSS-2.5h", "HSS-2.5i")
UPWARD_ROUTES = ("trustee_review", "external_report", "containment")

# Acts on which this paper has no rule for anybody.
SILENT = {
    "work_hours_use": "social media in working hours",
    "brand_misuse": "the logo",
    "photo_consent": "consent to pictures",
    "privacy_settings": "privacy settings",
    "background_checking": "looking people up",
    "undermining_role": "conduct that does not fit the role",
}

# Whom the paper does not name, and what they are called in a sentence.
UNNAMED = {
    "apprentice": "an apprentice",
    "contractor": "a contractor",
    "agency_worker": "an agency worker",
    "placement": "a student on placement",
    "family": "a service user",
    "public": "a member of the public",
}

# What would be a breach for those whom it binds, and what it says of the act whoever did it.
RULES: dict[str, tuple[str, Said, tuple[str, ...], tuple[str, ...]]] = {
    WITH_USER: ("befriending service users", {"other": USER, "link_began": "during"}, (), ()),
    PRIVATE: ("confidences", {"page": "personal"}, (), ()),
    TALK: ("confidences to old friends", {"confidential": True}, (), ()),
    GOOD_NAME: ("the good name", {"page": "personal"}, (), ()),
    UNSUITABLE: ("offensive words", {"page": "personal"}, (), ()),
    FAIRNESS: ("treating people fairly", {"page": "personal"}, (), ()),
    BULLYING: ("harassment", {"page": "personal"}, (), ()),
    SAFE: ("safeguarding", {"page": "personal"}, (), ()),
    FALSE: ("what the law forbids", {"page": "personal"}, (), ()),
    PARTNERS: ("criticism of partners", {"page": "personal"}, (), ()),
    ACCOUNTS: ("access to accounts", {"page": "official"}, ("HSS-2.5j",), ("containment",)),
    POSTING: ("posting without leave", {"page": "official"}, (), ()),
    PAGES: ("its pages", {"page": "official"}, (), ()),
    GOVERNANCE: ("running the policy", {"page": "official"}, (), ()),
    COMPLAINT: ("answering complaints", {"page": "official"}, ("HSS-2.5e",), ("response",)),
}

FRIENDSHIPS = (
    Row("HSS: staff do not befriend a service user from their own account, or discipline may follow",
        friend(WITH_USER, STAFF, USER, "during"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: nor does a volunteer, with whom one talks instead",
        friend(WITH_USER, VOLUNTEER, USER, "during"), "breach", BARRED, "may", ("volunteer_exit",),
        says="has no staff procedure"),
    Row("HSS: nor does a trustee, whom the board deals with",
        friend(WITH_USER, TRUSTEE, USER, "during"), "breach", BARRED, "may", ("board_conduct",),
        says="dealt with by the board"),
    Row("HSS: the chair is a trustee in this too",
        friend(WITH_USER, {"role": "chair"}, USER, "during"), "breach", BARRED, "may", ("board_conduct",)),
    Row("HSS: the CEO is staff in this",
        friend(WITH_USER, {"role": "ceo"}, USER, "during"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: the rule on befriending is for trustees, staff and volunteers, not for others who speak for it",
        friend(WITH_USER, SPEAKER, USER, "during"), "not_covered"),
    Row("HSS: a contractor is not within it",
        friend(WITH_USER, CONTRACTOR, USER, "during"), "not_covered"),
    Row("HSS: somebody just referred is to be a service user, so staff do not befriend them",
        friend(WITH_USER, STAFF, REFERRED, "during"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: an old friendship with a service user is not excepted for a volunteer",
        friend(WITH_USER, VOLUNTEER, USER, "before"), "breach", BARRED, "may", ("volunteer_exit",)),
    Row("HSS: nor for staff",
        friend(WITH_USER, STAFF, USER, "before"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: nor for a trustee",
        friend(WITH_USER, TRUSTEE, USER, "before"), "breach", BARRED, "may", ("board_conduct",)),
    Row("HSS: whether somebody is a service user after support is not said, for a volunteer",
        friend(WITH_USER, VOLUNTEER, ONCE_USER, "after"), "unclear", ("HSS-2.7g",), ask=("other.state",),
        says="still one of them is not said"),
    Row("HSS: nor for staff and a former service user",
        friend(WITH_USER, STAFF, ONCE_USER, "after"), "unclear", ("HSS-2.7g",), ask=("other.state",)),
    Row("HSS: nor for a trustee and a former service user",
        friend(WITH_USER, TRUSTEE, ONCE_USER, "after"), "unclear", ("HSS-2.7g",), ask=("other.state",)),
    Row("HSS: a contractor and a former service user are no matter of this paper",
        friend(WITH_USER, CONTRACTOR, ONCE_USER, "after"), "not_covered"),
    Row("HSS: whether the other is a service user now is asked",
        of(WITH_USER, VOLUNTEER), "unclear", ("HSS-2.7g",), ask=("other.state",)),
    Row("HSS: who befriended a service user is asked",
        of(WITH_USER, None, other=USER), "unclear", ("HSS-2.7g",), ask=("by.role",)),
    Row("HSS: every network of one's own counts, so Instagram does",
        friend(WITH_USER, STAFF, USER, "during", "instagram"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: every network of one's own counts, so LinkedIn does for a trustee",
        friend(WITH_USER, TRUSTEE, USER, "during", "linkedin"), "breach", BARRED, "may", ("board_conduct",)),
    Row("HSS: every network of one's own counts, so WhatsApp does for a volunteer",
        friend(WITH_USER, VOLUNTEER, USER, "during", "whatsapp"), "breach", BARRED, "may",
        ("volunteer_exit",)),
    Row("HSS: every network of one's own counts, so Nextdoor does",
        friend(WITH_USER, STAFF, USER, "during", "nextdoor"), "breach", BARRED, "may", ("discipline",)),
    Row("HSS: being in touch from the charity's own account is not what the rule is about",
        friend(WITH_USER, STAFF, USER, "during") | {"page": "official"}, "not_covered"),
    Row("HSS: nor is it with a former service user",
        friend(WITH_USER, STAFF, ONCE_USER, "after") | {"page": "official"}, "not_covered"),
    Row("HSS: a volunteer who has left is bound no more",
        friend(WITH_USER, GONE, USER, "during"), "not_covered"),
    Row("HSS: nor is staff who left",
        friend(WITH_USER, {"role": "staff", "state": "left"}, USER, "during"), "not_covered"),
    Row("HSS: nor is a trustee who left",
        friend(WITH_USER, {"role": "trustee", "state": "left"}, USER, "during"), "not_covered"),
    Row("HSS: a link during support, with support said to have ended before, cannot be",
        friend(WITH_USER, VOLUNTEER, ONCE_USER, "during"), "unclear", ask=("other.state", "link_began")),
    Row("HSS: the CEO is no volunteer",
        friend(WITH_USER, {"role": "volunteer", "posts": ["ceo"]}, USER, "during"), "unclear",
        ask=("by.role", "by.posts")),
    Row("HSS: a trustee is current or has left, and never resting",
        friend(WITH_USER, {"role": "trustee", "state": "resting"}, USER, "during"), "unclear",
        ask=("by.role", "by.state")),
    Row("HSS: it has no rule on staff befriending a volunteer",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "during"), "not_covered"),
    Row("HSS: nor on a trustee who befriends one",
        friend(WITH_VOLUNTEER, TRUSTEE, ACTIVE, "during"), "not_covered"),
    Row("HSS: nor on an old friendship with one",
        friend(WITH_VOLUNTEER, STAFF, ACTIVE, "before"), "not_covered"),
    Row("HSS: nor on a resting volunteer",
        friend(WITH_VOLUNTEER, STAFF, {"role": "volunteer", "state": "resting"}, "during"), "not_covered"),
)  # fmt: skip

CONFIDENCES = (
    Row("HSS: staff never share what is confidential, or discipline may follow",
        of(PRIVATE, STAFF), "breach", TOLD, "may", ("discipline",)),
    Row("HSS: nor do volunteers",
        of(PRIVATE, VOLUNTEER), "breach", TOLD, "may", ("volunteer_exit",)),
    Row("HSS: nor do trustees",
        of(PRIVATE, TRUSTEE), "breach", TOLD, "may", ("board_conduct",)),
    Row("HSS: never means on the charity's page too",
        of(PRIVATE, STAFF, page="official"), "breach", TOLD, "may", ("discipline",)),
    Row("HSS: a confidence told to an old friend is a confidence shared",
        of(TALK, STAFF, confidential=True), "breach", TOLD, "may", ("discipline",)),
    Row("HSS: a confidence told to an old friend by a volunteer",
        of(TALK, VOLUNTEER, confidential=True), "breach", TOLD, "may", ("volunteer_exit",)),
    Row("HSS: a confidence told to an old friend by a trustee",
        of(TALK, TRUSTEE, confidential=True), "breach", TOLD, "may", ("board_conduct",)),
    Row("HSS: everyday talk of the work with an old friend is not spoken of",
        of(TALK, STAFF, confidential=False), "not_covered"),
    Row("HSS: everyday talk by a volunteer is not either",
        of(TALK, VOLUNTEER, confidential=False), "not_covered"),
    Row("HSS: whether it was confidential is asked",
        of(TALK, VOLUNTEER), "unclear", ("HSS-2.7e",), ask=("confidential",)),
    Row("HSS: a service user may tell their own story",
        of(PRIVATE, USER), "not_covered"),
    Row("HSS: a volunteer who has left and tells a confidence is not bound by this paper",
        of(PRIVATE, GONE), "not_covered"),
)  # fmt: skip

CONDUCT = (
    Row("HSS: staff who criticise the charity in public could face discipline",
        of(GOOD_NAME, STAFF), "breach", ILL_SPOKEN, "may", ("discipline",),
        says="could face disciplinary action"),
    Row("HSS: so could a volunteer, by the same word, and one talks with them",
        of(GOOD_NAME, VOLUNTEER), "breach", ILL_SPOKEN, "may", ("volunteer_exit",)),
    Row("HSS: so could a trustee, before the board",
        of(GOOD_NAME, TRUSTEE), "breach", ILL_SPOKEN, "may", ("board_conduct",)),
    Row("HSS: public criticism counts on whichever account it is made",
        of(GOOD_NAME, STAFF, page="official"), "breach", ("HSS-2.7b",), "may", ("discipline",)),
    Row("HSS: whoever is connected with it says that they speak for themselves",
        of(GOOD_NAME, SPEAKER), "breach", ("HSS-2.7d", "HSS-2.5b"), "may",
        says="No procedure of the charity fits this person"),
    Row("HSS: a contractor who harms the good name breaks no rule of this paper",
        of(GOOD_NAME, CONTRACTOR), "not_covered"),
    Row("HSS: offensive comments by staff could be met with discipline",
        of(UNSUITABLE, STAFF), "breach", ("HSS-2.7b",), "may", ("discipline",)),
    Row("HSS: offensive comments by a volunteer",
        of(UNSUITABLE, VOLUNTEER), "breach", ("HSS-2.7b",), "may", ("volunteer_exit",)),
    Row("HSS: offensive comments by a trustee",
        of(UNSUITABLE, TRUSTEE), "breach", ("HSS-2.7b",), "may", ("board_conduct",)),
    Row("HSS: unfairness online goes against its equality policy, for staff",
        of(FAIRNESS, STAFF), "breach", ("HSS-2.7b",), "may", ("discipline",)),
    Row("HSS: unfairness online, for a volunteer",
        of(FAIRNESS, VOLUNTEER), "breach", ("HSS-2.7b",), "may", ("volunteer_exit",)),
    Row("HSS: unfairness online, for a trustee",
        of(FAIRNESS, TRUSTEE), "breach", ("HSS-2.7b",), "may", ("board_conduct",)),
    Row("HSS: somebody else who speaks for it is not named by the rule on unfairness",
        of(FAIRNESS, SPEAKER), "not_covered"),
    Row("HSS: harassment by staff could be met with discipline",
        of(BULLYING, STAFF), "breach", ("HSS-2.7b",), "may", ("discipline",)),
    Row("HSS: harassment by a volunteer",
        of(BULLYING, VOLUNTEER), "breach", ("HSS-2.7b",), "may", ("volunteer_exit",)),
    Row("HSS: harassment by a trustee",
        of(BULLYING, TRUSTEE), "breach", ("HSS-2.7b",), "may", ("board_conduct",)),
    Row("HSS: harassment by a stranger breaks no rule of the charity",
        of(BULLYING, PUBLIC), "not_covered"),
    Row("HSS: staff keep to the safeguarding policies and codes, online as well",
        of(SAFE, STAFF), "breach", CARED, "may", ("discipline",)),
    Row("HSS: volunteers keep to them",
        of(SAFE, VOLUNTEER), "breach", CARED, "may", ("volunteer_exit",)),
    Row("HSS: trustees keep to them",
        of(SAFE, TRUSTEE), "breach", CARED, "may", ("board_conduct",)),
    Row("HSS: in safeguarding everybody is named, whatever their role",
        of(SAFE, SPEAKER), "breach", ("HSS-2.4b", "HSS-2.5b"), "may"),
    Row("HSS: what staff post keeps to the law",
        of(FALSE, STAFF), "breach", ("HSS-2.4a", "HSS-2.5b"), "may", ("discipline",)),
    Row("HSS: what volunteers post does too",
        of(FALSE, VOLUNTEER), "breach", ("HSS-2.4a", "HSS-2.5b"), "may", ("volunteer_exit",)),
    Row("HSS: what trustees post does too",
        of(FALSE, TRUSTEE), "breach", ("HSS-2.4a", "HSS-2.5b"), "may", ("board_conduct",)),
    Row("HSS: all activity keeps to the law, that of others who speak for it too",
        of(FALSE, SPEAKER), "breach", ("HSS-2.4a", "HSS-2.5b"), "may"),
    Row("HSS: staff leave off criticising partners and funders",
        of(PARTNERS, STAFF), "breach", ("HSS-2.7c", "HSS-2.5b"), "may", ("discipline",)),
    Row("HSS: volunteers leave it off",
        of(PARTNERS, VOLUNTEER), "breach", ("HSS-2.7c", "HSS-2.5b"), "may", ("volunteer_exit",)),
    Row("HSS: trustees leave it off",
        of(PARTNERS, TRUSTEE), "breach", ("HSS-2.7c", "HSS-2.5b"), "may", ("board_conduct",)),
    Row("HSS: a service user may criticise whom they like",
        of(PARTNERS, USER), "not_covered"),
)  # fmt: skip

PAGES_AND_ACCOUNTS = (
    Row("HSS: staff without leave keep out of its accounts; the recovery plan is there for a hacking",
        of(ACCOUNTS, NO_POST), "breach", ("HSS-2.3a", "HSS-2.5b", "HSS-2.5j"), "may",
        ("discipline", "containment")),
    Row("HSS: so do volunteers",
        of(ACCOUNTS, VOLUNTEER), "breach", ("HSS-2.3a", "HSS-2.5b", "HSS-2.5j"), "may",
        ("volunteer_exit", "containment")),
    Row("HSS: so do trustees who are not named for it",
        of(ACCOUNTS, TRUSTEE), "breach", ("HSS-2.3a", "HSS-2.5b", "HSS-2.5j"), "may",
        ("board_conduct", "containment")),
    Row("HSS: so does anybody else who speaks for it",
        of(ACCOUNTS, SPEAKER), "breach", ("HSS-2.3a", "HSS-2.5b", "HSS-2.5j"), "may", ("containment",)),
    Row("HSS: who oversees access and does not may be asked why, and the board hears of it",
        of(ACCOUNTS, {"role": "fundraising_partnerships_manager"}), "breach",
        ("HSS-2.3a", "HSS-2.6a", "HSS-2.5b", "HSS-2.5j"), "may",
        ("discipline", "trustee_review", "containment")),
    Row("HSS: the CEO hands oversight on and answers for it",
        of(ACCOUNTS, {"role": "ceo"}), "breach", ("HSS-2.3a", "HSS-2.6a", "HSS-2.5b", "HSS-2.5j"), "may",
        ("discipline", "trustee_review", "containment")),
    Row("HSS: a hacker from outside breaks no rule of the charity, and the recovery plan is used",
        of(ACCOUNTS, PUBLIC), "not_covered", ("HSS-2.5j",), routes=("containment",)),
    Row("HSS: a contractor who gets into an account breaks no rule here, and the recovery plan is used",
        of(ACCOUNTS, CONTRACTOR), "not_covered", ("HSS-2.5j",), routes=("containment",)),
    Row("HSS: a volunteer who has no leave to post has no access to post with",
        of(POSTING, {"role": "volunteer", "posts": []}), "breach", ("HSS-2.3a", "HSS-2.5b"), "may",
        ("volunteer_exit",)),
    Row("HSS: nor has somebody of the staff without leave",
        of(POSTING, NO_POST), "breach", ("HSS-2.3a", "HSS-2.5b"), "may", ("discipline",)),
    Row("HSS: a trustee posts nothing of high profile, and nothing in a crisis, without approval",
        of(POSTING, {"role": "trustee", "posts": []}), "breach", ("HSS-2.3a", "HSS-2.3e", "HSS-2.5b"),
        "may", ("board_conduct",)),
    Row("HSS: nor does staff who may post from day to day",
        of(POSTING, {"role": "authorised_staff"}), "breach", ("HSS-2.3a", "HSS-2.3e", "HSS-2.5b"), "may",
        ("discipline",)),
    Row("HSS: nor does the CEO alone say what needs the approval of CEO or board",
        of(POSTING, {"role": "ceo"}), "breach", ("HSS-2.3a", "HSS-2.3e", "HSS-2.5b"), "may",
        ("discipline",)),
    Row("HSS: a stranger who posts in its name breaks no rule that binds them",
        of(POSTING, PUBLIC), "not_covered"),
    Row("HSS: who may post and neglects replies leaves a duty undone; nothing is said to follow",
        of(PAGES, {"role": "authorised_staff"}), "breach", ("HSS-2.2b", "HSS-2.2d"),
        routes=("trustee_review",)),
    Row("HSS: a trustee who may post has the same duties",
        of(PAGES, {"role": "authorised_trustee"}), "breach", ("HSS-2.2b", "HSS-2.2d"),
        routes=("trustee_review",)),
    Row("HSS: the Fundraising and Partnerships Manager looks over the content, as often as they decide",
        of(PAGES, {"role": "fundraising_partnerships_manager"}), "breach", ("HSS-2.3f",),
        routes=("trustee_review",)),
    Row("HSS: the charity assesses and moderates its groups",
        of(PAGES, CHARITY), "breach", ("HSS-2.1c",), routes=("trustee_review",)),
    Row("HSS: staff without a post have no duty on its pages",
        of(PAGES, NO_POST), "not_covered"),
    Row("HSS: the charity keeps its training, checks and reviews going",
        of(GOVERNANCE, CHARITY), "breach",
        ("HSS-1.2c", "HSS-2.3d", "HSS-2.4c", "HSS-2.4d", "HSS-2.5a", "HSS-2.6b"),
        routes=("trustee_review",), says="The policy states no consequence"),
    Row("HSS: none of this is a duty of staff",
        of(GOVERNANCE, STAFF), "not_covered"),
    Row("HSS: nor of one trustee",
        of(GOVERNANCE, TRUSTEE), "not_covered"),
)  # fmt: skip

OUTSIDE = (
    Row("HSS: a complaint online is no breach, and is answered professionally",
        of(COMPLAINT, PUBLIC), "not_covered", ("HSS-2.5e",), routes=("response",)),
    Row("HSS: a service user's complaint is answered in the same way",
        of(COMPLAINT, USER), "not_covered", ("HSS-2.5e",), routes=("response",)),
    Row("HSS: a volunteer's complaint is too",
        of(COMPLAINT, {"role": "volunteer", "posts": []}), "not_covered", ("HSS-2.5e",),
        routes=("response",)),
    Row("HSS: who may post and leaves a question unanswered leaves a duty undone",
        of(COMPLAINT, {"role": "authorised_staff"}), "breach", ("HSS-2.2c", "HSS-2.5e"),
        routes=("trustee_review", "response")),
    Row("HSS: abuse of a volunteer is taken down, and the volunteer is supported",
        of(ABUSE, PUBLIC, other=VOLUNTEER), "not_covered", ("HSS-2.2a", "HSS-2.5f"),
        routes=("containment", "support")),
    Row("HSS: abuse of staff is too",
        of(ABUSE, PUBLIC, other=STAFF), "not_covered", ("HSS-2.2a", "HSS-2.5f"),
        routes=("containment", "support")),
    Row("HSS: abuse of a trustee is too",
        of(ABUSE, PUBLIC, other=TRUSTEE), "not_covered", ("HSS-2.2a", "HSS-2.5f"),
        routes=("containment", "support")),
    Row("HSS: abuse of a service user is taken down; support of theirs is not in this paper",
        of(ABUSE, PUBLIC, other=USER), "not_covered", ("HSS-2.2a",), routes=("containment",)),
    Row("HSS: while nobody said who is abused, it is taken down",
        of(ABUSE, PUBLIC), "not_covered", ("HSS-2.2a",), routes=("containment",)),
    Row("HSS: abuse of a volunteer by a service user is dealt with alike",
        of(ABUSE, USER, other=VOLUNTEER), "not_covered", ("HSS-2.2a", "HSS-2.5f"),
        routes=("containment", "support")),
    Row("HSS: an incident goes up to the board, to Home-Start UK and regulators, and the plan is followed",
        of(UPWARDS, CHARITY), "not_covered", TOLD_UPWARDS, routes=UPWARD_ROUTES),
    Row("HSS: whoever caused it",
        of(UPWARDS, PUBLIC), "not_covered", TOLD_UPWARDS, routes=UPWARD_ROUTES),
    Row("HSS: staff who caused it break no rule by that alone",
        of(UPWARDS, STAFF), "not_covered", TOLD_UPWARDS, routes=UPWARD_ROUTES),
)  # fmt: skip

OTHERS = (
    *(Row(f"HSS: it has no rule on {said} for staff", of(act, STAFF), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HSS: nor on {said} for volunteers", of(act, VOLUNTEER), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HSS: nor on {said} for trustees", of(act, TRUSTEE), "not_covered")
      for act, said in SILENT.items()),
    *(Row(f"HSS: {who} is not bound by its rules on {what}", of(act, {"role": role}, **facts), "not_covered",
          clauses, routes=routes)
      for role, who in UNNAMED.items() for act, (what, facts, clauses, routes) in RULES.items()
      if not (act == WITH_USER and role == "family")),
    *(Row(f"HSS: others who speak for it are not named in its rules on {RULES[act][0]}",
          of(act, SPEAKER, **RULES[act][1]), "not_covered")
      for act in (PRIVATE, UNSUITABLE, BULLYING, PARTNERS, PAGES, GOVERNANCE)),
    Row("HSS: the logo of the charity on a private page is not spoken of",
        of("brand_misuse", VOLUNTEER, material="logo"), "not_covered"),
    Row("HSS: a picture without consent is not spoken of, though other law may speak of it",
        of("photo_consent", STAFF, consent="none"), "not_covered"),
    Row("HSS: nor is private use in working hours",
        of("work_hours_use", STAFF, in_work_time=True, own_device=True), "not_covered"),
    Row("HSS: nor is looking a family up on Facebook",
        of("background_checking", STAFF, other=USER, network="facebook"), "not_covered"),
)  # fmt: skip

NOBODY_KNOWS = (
    Row("HSS: whoever abuses staff, the charity looks after them and takes it down",
        of(ABUSE, None, other=STAFF), "unclear", ("HSS-2.5f", "HSS-2.2a"), routes=("containment", "support"),
        ask=("by.role",)),
    Row("HSS: whoever complains on a page, it is answered",
        of(COMPLAINT, None), "unclear", ("HSS-2.2c", "HSS-2.5e"), routes=("response",),
        ask=("by.role", "by.posts")),
    Row("HSS: a lapse of the charity itself is put right, and is no matter of discipline",
        of(ACCOUNTS, CHARITY), "breach", ("HSS-2.3a", "HSS-2.3b", "HSS-2.5j"),
        routes=("trustee_review", "containment")),
)  # fmt: skip

ROWS = (*NOBODY_KNOWS, *FRIENDSHIPS, *CONFIDENCES, *CONDUCT, *PAGES_AND_ACCOUNTS, *OUTSIDE, *OTHERS)
