"""The five charities' policies: each file is valid, whole, says what its paper says, and names no person."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from incidents.domain.policy import Clause, Policy, binds, clause_of
from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.policy_words import BREAKABLE_KINDS, CONDUCT_ROUTES, Category, Kind, Route, Standing
from incidents.store.policy_files import load_folder

FOLDER = Path(__file__).parent.parent / "policies"
POLICIES = {policy.id: policy for policy in load_folder(FOLDER)}

# The clauses of each paper, after the code.
CLAUSES: dict[str, str] = {
    "fts": """
        PS-01 P-01 P-02 P-03 P-04 P-05 P-06 P-07 P-08 P-09 P-10
        TS-01 TS-02 TS-03 TS-04 TS-05 TS-06 TS-07 TS-08 TS-09 TS-10 TS-11 TS-12
        V-01 V-02 V-03 V-04 V-05 V-06 V-07 PL-01 PL-02 PL-03 SO-01
    """,
    "hsbbh": """
        PS-01 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 2.1 2.2 2.3 2.4 2.5a 2.5b 2.6 2.7a 2.7b 2.8
        3.1 3.2 3.3 3.4 3.5a 3.5b 3.6 3.7 4.1 4.2a 4.2b
    """,
    "cgt": """
        1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 4.1 4.2 4.3 4.4 4.5 4.6
        5.1a 5.1b 5.1c 5.1d 5.1e 5.1f 5.1g 5.1h 5.2a 5.2b 5.2c 5.2d 5.2e 5.3a 5.3b
        5.4a1 5.4a2 5.4a3 5.4a4 5.4b 5.4c1 5.4c2 5.4c3 5.4d1 5.4d2 5.4e 5.4f
        6.1a 6.1b 6.1c 6.1d 6.2a 6.2b 6.2c 6.2d 6.2e 6.3 6.4
        7a 7b 7c 7d 7e 7f 7g 7h 7i 7j 7k 7l
    """,
    "hss": """
        1.1 1.2a 1.2b 1.2c 2.1a 2.1b 2.1c 2.2a 2.2b 2.2c 2.2d 2.3a 2.3b 2.3c 2.3d 2.3e 2.3f 2.3g
        2.4a 2.4b 2.4c 2.4d 2.5a 2.5b 2.5c 2.5d 2.5e 2.5f 2.5g 2.5h 2.5i 2.5j
        2.6a 2.6b 2.7a 2.7b 2.7c 2.7d 2.7e 2.7f 2.7g 2.7h 2.7i C-01 R-01
    """,
    "hwd": """
        1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 2.4a 2.4b 2.4c 2.5 2.6 2.7a 2.7b 2.8
        3.1 3.2 3.3 3.4 3.5 4.1 4.2a 4.2b SO-01
    """,
}


def clause(clause_id: str) -> Clause:
    """The clause with this id, whichever charity's it is."""
    return clause_of(POLICIES[clause_id.split("-", 1)[0].lower()], clause_id)


def bound_by(clause_id: str) -> set[Standing]:
    """Every standing that the clause binds, whatever the post."""
    policy = POLICIES[clause_id.split("-", 1)[0].lower()]
    return {standing for standing in Standing if binds(policy, clause(clause_id), standing)}


def rules_on(slug: str, category: Category, standing: Standing) -> list[str]:
    """The prohibitions and duties of a policy on a category that bind this standing."""
    policy = POLICIES[slug]
    return [
        one.id
        for one in policy.clauses
        if one.kind in BREAKABLE_KINDS
        and category in (one.category, *one.also)
        and binds(policy, one, standing)
    ]


@pytest.mark.parametrize("slug", CLAUSES)
def test_each_policy_has_exactly_the_clauses_of_its_paper_in_their_order(slug: str) -> None:
    code = slug.upper()
    assert [one.id for one in POLICIES[slug].clauses] == [f"{code}-{part}" for part in CLAUSES[slug].split()]


def test_there_are_five_policies_with_199_clauses() -> None:
    assert sorted(POLICIES) == ["cgt", "fts", "hsbbh", "hss", "hwd"]
    assert sum(len(policy.clauses) for policy in POLICIES.values()) == 199


TRUSTEE, STAFF, VOLUNTEER, FAMILY = Standing.TRUSTEE, Standing.STAFF, Standing.VOLUNTEER, Standing.FAMILY
OTHERS = {Standing.CONTRACTOR, Standing.AGENCY_WORKER, Standing.APPRENTICE, Standing.PLACEMENT}
ANYBODY = {TRUSTEE, STAFF, VOLUNTEER, Standing.OTHER_REPRESENTATIVE}

# (what the paper says, its clause, exactly whom the clause binds)
WHO_IS_BOUND: tuple[tuple[str, str, set[Standing]], ...] = (
    ("at Families Together only staff may not befriend a volunteer", "FTS-TS-05", {STAFF}),
    ("at Home-Start BBH staff and trustees may not befriend a volunteer", "HSBBH-2.5a", {STAFF, TRUSTEE}),
    ("at Healthwatch only staff may not befriend a volunteer", "HWD-2.4a", {STAFF}),
    ("at Families Together staff and trustees may not befriend a family", "FTS-TS-07", {STAFF, TRUSTEE}),
    ("at Home-Start BBH staff and trustees may not befriend a family", "HSBBH-2.5b", {STAFF, TRUSTEE}),
    ("at Healthwatch only staff may not befriend a service user", "HWD-2.4b", {STAFF}),
    ("in Suffolk everybody named may not befriend a service user", "HSS-2.7g", {TRUSTEE, STAFF, VOLUNTEER}),
    ("in the group whoever works there may not befriend a guest", "CGT-7f", {STAFF, VOLUNTEER, *OTHERS}),
    ("at Families Together volunteers may not befriend a supported family", "FTS-V-03", {VOLUNTEER}),
    ("at Home-Start BBH volunteers may not befriend a supported family", "HSBBH-3.3", {VOLUNTEER}),
    ("old friendships at Families Together: trustees are not named", "FTS-PL-02", {STAFF, VOLUNTEER, FAMILY}),
    ("talk across them: trustees are not named either", "FTS-PL-03", {STAFF, VOLUNTEER, FAMILY}),
    ("old friendships at Home-Start BBH: trustees are not named", "HSBBH-4.2a", {STAFF, VOLUNTEER, FAMILY}),
    ("the flat referral: trustees are not named", "HSBBH-4.2b", {STAFF, VOLUNTEER, FAMILY}),
    ("old friendships at Healthwatch: directors are named", "HWD-4.2a", {STAFF, VOLUNTEER, TRUSTEE}),
    ("working hours at Families Together: staff", "FTS-TS-03", {STAFF}),
    ("working hours in the group: everybody who works there", "CGT-5.3b", {STAFF, VOLUNTEER, *OTHERS}),
    ("the good name at Families Together: not volunteers", "FTS-TS-04", {TRUSTEE, STAFF}),
    ("the good name in Suffolk: volunteers too", "HSS-2.7b", {TRUSTEE, STAFF, VOLUNTEER}),
    ("discipline in Suffolk reaches everybody who represents it", "HSS-2.5b", ANYBODY),
    ("access to accounts in Suffolk concerns everybody", "HSS-2.3a", ANYBODY),
    ("what follows for volunteers at Healthwatch", "HWD-3.4", {VOLUNTEER}),
    ("photographs at Families Together: whoever is approved to post", "FTS-P-07", set()),
)


@pytest.mark.parametrize(("said", "clause_id", "bound"), WHO_IS_BOUND, ids=[row[0] for row in WHO_IS_BOUND])
def test_a_clause_binds_exactly_whom_its_paper_names(said: str, clause_id: str, bound: set[Standing]) -> None:
    assert bound_by(clause_id) == bound


# (what the paper leaves out, charity, category, standing)
NO_RULE: tuple[tuple[str, str, Category, Standing], ...] = (
    ("a trustee of Families Together who befriends a volunteer", "fts", Category.BOUNDARY_VOLUNTEER, TRUSTEE),
    ("a director of Healthwatch who befriends a volunteer", "hwd", Category.BOUNDARY_VOLUNTEER, TRUSTEE),
    (
        "a director of Healthwatch who befriends a service user",
        "hwd",
        Category.BOUNDARY_SERVICE_USER,
        TRUSTEE,
    ),
    (
        "a volunteer of Healthwatch who befriends a service user",
        "hwd",
        Category.BOUNDARY_SERVICE_USER,
        VOLUNTEER,
    ),
    ("staff of the group who befriend a volunteer", "cgt", Category.BOUNDARY_VOLUNTEER, STAFF),
    ("staff in Suffolk who befriend a volunteer", "hss", Category.BOUNDARY_VOLUNTEER, STAFF),
    ("a volunteer of Families Together and its good name", "fts", Category.DISREPUTE, VOLUNTEER),
    ("a volunteer of Families Together in working hours", "fts", Category.WORK_HOURS_USE, VOLUNTEER),
    ("staff in Suffolk in working hours", "hss", Category.WORK_HOURS_USE, STAFF),
    ("the logo in Suffolk", "hss", Category.BRAND_MISUSE, STAFF),
    ("the logo in the group", "cgt", Category.BRAND_MISUSE, VOLUNTEER),
    ("photographs in Suffolk", "hss", Category.PHOTO_CONSENT, STAFF),
    ("talk with an old friend in Suffolk", "hss", Category.PRIOR_LINK_DISCUSSION, STAFF),
    ("talk with an old friend in the group", "cgt", Category.PRIOR_LINK_DISCUSSION, STAFF),
    ("looking into people at Families Together", "fts", Category.BACKGROUND_CHECKING, STAFF),
)


@pytest.mark.parametrize(("what", "slug", "category", "standing"), NO_RULE, ids=[row[0] for row in NO_RULE])
def test_where_a_paper_has_no_rule_the_file_has_none(
    what: str, slug: str, category: Category, standing: Standing
) -> None:
    assert rules_on(slug, category, standing) == []


def test_looking_into_people_is_ruled_out_at_home_start_bbh_alone() -> None:
    found = [one.id for policy in POLICIES.values() for one in policy.clauses
             if one.category is Category.BACKGROUND_CHECKING]  # fmt: skip
    assert found == ["HSBBH-1.8"]


def test_no_clause_of_the_group_binds_a_trustee() -> None:
    assert not any(binds(POLICIES["cgt"], one, TRUSTEE, ["chair"]) for one in POLICIES["cgt"].clauses)


def test_only_one_clause_of_all_says_that_something_will_go_to_discipline() -> None:
    found = [one for policy in POLICIES.values() for one in policy.clauses
             if one.route is Route.DISCIPLINARY_WILL]  # fmt: skip
    assert [(one.id, one.consequence) for one in found] == [
        ("HSBBH-4.2b", "will go to the disciplinary procedure")
    ]


@pytest.mark.parametrize(
    "clause_id",
    [
        *(
            "FTS-TS-03",
            "FTS-TS-04",
            "FTS-TS-05",
            "FTS-TS-07",
            "FTS-TS-10",
            "FTS-V-03",
            "FTS-V-05",
            "FTS-PL-03",
        ),
        *("HSBBH-1.8", "HSBBH-2.3", "HSBBH-2.4", "HSBBH-2.5a", "HSBBH-2.5b", "HSBBH-2.7a", "HSBBH-3.3"),
        *("HWD-2.3", "HWD-2.4a", "HWD-2.4b", "HWD-2.7a", "HWD-3.3", "HWD-4.2b", "CGT-5.3a", "CGT-5.2c"),
    ],
)
def test_where_the_paper_states_no_consequence_the_file_says_so(clause_id: str) -> None:
    found = clause(clause_id)
    assert (found.kind, found.route) == (Kind.PROHIBITION, Route.NONE_STATED)
    assert found.consequence is None
    assert found.stated_in is None


# (charity, the only things whose breach it takes to somebody's conduct, as its sanction clauses say)
SANCTIONED: tuple[tuple[str, set[Category] | None], ...] = (
    ("fts", {Category.CONFIDENTIALITY_DIGNITY}),
    ("hsbbh", {Category.CONFIDENTIALITY_DIGNITY, Category.PRIOR_LINK_DISCUSSION}),
    ("hwd", {Category.CONFIDENTIALITY_DIGNITY}),
)


@pytest.mark.parametrize(("slug", "about"), SANCTIONED)
def test_a_sanction_covers_no_more_than_its_paper_says(slug: str, about: set[Category]) -> None:
    found = {one.category for one in clauses_alleged(POLICIES[slug]) if one.route in CONDUCT_ROUTES}
    assert found == about


@pytest.mark.parametrize(
    ("clause_id", "general"),
    [
        ("FTS-TS-01", "FTS-TS-09"),
        ("FTS-V-01", "FTS-V-06"),
        ("HSBBH-2.1", "HSBBH-2.6"),
        ("HSBBH-3.1", "HSBBH-3.6"),
        ("CGT-5.4c1", "CGT-5.1g"),
        ("HSS-2.7e", "HSS-2.5b"),
        ("HWD-3.1", "HWD-3.4"),
    ],
)
def test_a_consequence_that_stands_elsewhere_is_found_there(clause_id: str, general: str) -> None:
    assert clause(clause_id).stated_in == general
    assert clause(general).consequence


# (what the paper says, charity, how to find it, what is there)
FACTS: tuple[tuple[str, str, Callable[[Policy], object], object], ...] = (
    ("the board of Healthwatch is called directors", "hwd", lambda p: p.words.board, "directors"),
    ("Families Together supports families", "fts", lambda p: p.words.beneficiaries, "families"),
    ("the group has guests", "cgt", lambda p: p.words.beneficiary, "guest"),
    ("Home-Start in Suffolk has service users", "hss", lambda p: p.words.beneficiary, "service user"),
    ("Families Together looks at its pages weekly", "fts", lambda p: p.content_check.every, "weekly"),
    ("by the Business Manager", "fts", lambda p: p.content_check.by, ("business_manager",)),
    ("Home-Start BBH each quarter", "hsbbh", lambda p: p.content_check.every, "quarterly"),
    ("by administration or the CEO", "hsbbh", lambda p: p.content_check.by, ("admin", "ceo")),
    ("the group states no check", "cgt", lambda p: p.content_check.every, "not_stated"),
    ("in Suffolk the owner decides how often", "hss", lambda p: p.content_check.every, "set_by_charity"),
    ("Healthwatch gives no interval", "hwd", lambda p: p.content_check.every, "no_interval"),
    ("Healthwatch's review was set for August 2023", "hwd", lambda p: p.review.next_review, "2023-08"),
    ("Suffolk reviews yearly", "hss", lambda p: p.review.months, 12),
    ("Families Together sets no date", "fts", lambda p: p.review.next_review, None),
    ("a complaint at Home-Start BBH: at once", "hsbbh", lambda p: p.speed.complaint, "immediately"),
    ("at Families Together: at the earliest", "fts", lambda p: p.speed.complaint, "earliest_opportunity"),
    ("in Suffolk: promptly", "hss", lambda p: p.speed.complaint, "promptly"),
    ("in the group: no speed", "cgt", lambda p: p.speed.complaint, "not_stated"),
    ("Suffolk has no private step", "hss", lambda p: p.speed.private_channel, False),
    ("Healthwatch has one", "hwd", lambda p: p.speed.private_channel, True),
    ("Families Together keeps a list of posters", "fts", lambda p: len(p.registers), 1),
    ("the Commission has no number of ours", "fts", lambda p: p.receivers[-1].telephone, None),
    (
        "concerns in Suffolk go to one post first",
        "hss",
        lambda p: p.receivers[0].post,
        "fundraising_partnerships_manager",
    ),
    ("in the group to the line manager", "cgt", lambda p: p.receivers[0].post, "line_manager"),
    (
        "five posts may publish for Families Together",
        "fts",
        lambda p: [post.key for post in p.posts if post.approved_poster],
        [
            "business_manager",
            "family_manager",
            "group_coordinator",
            "charity_shop_manager",
            "business_support_assistant",
        ],
    ),
    (
        "the CEO alone for Home-Start BBH",
        "hsbbh",
        lambda p: [x.key for x in p.posts if x.approved_poster],
        ["ceo"],
    ),
    ("Healthwatch names nobody who may", "hwd", lambda p: [x.key for x in p.posts if x.approved_poster], []),
)


@pytest.mark.parametrize(("said", "slug", "find", "there"), FACTS, ids=[row[0] for row in FACTS])
def test_a_policy_says_what_its_paper_says(
    said: str, slug: str, find: Callable[[Policy], object], there: object
) -> None:
    assert find(POLICIES[slug]) == there


@pytest.mark.parametrize(
    "clause_id", ["FTS-PL-03", "HSBBH-4.2b", "HWD-4.2b", "HWD-2.3", "HSBBH-1.8", "CGT-4.3", "HSS-2.7c"]
)
def test_what_a_paper_words_as_should_is_not_made_a_must(clause_id: str) -> None:
    assert clause(clause_id).force == "should"


@pytest.mark.parametrize("slug", CLAUSES)
def test_the_first_version_has_always_been_in_force(slug: str) -> None:
    assert POLICIES[slug].document.in_force_from is None


@pytest.mark.parametrize("slug", CLAUSES)
def test_a_report_about_everybody_paid_still_finds_somebody_of_the_board_and_somebody_outside(
    slug: str,
) -> None:
    policy = POLICIES[slug]
    board = {post.key for post in policy.posts if post.standing is TRUSTEE}
    assert sum(receiver.post in board for receiver in policy.receivers) == 2
    assert policy.receivers[-1].outside
    assert policy.receivers[-1].check


@pytest.mark.parametrize("slug", CLAUSES)
def test_every_clause_that_is_spoken_of_exists(slug: str) -> None:
    policy = POLICIES[slug]
    texts = [*policy.open_points, *policy.registers, *(one.rule for one in policy.clauses)]
    comments = "\n".join(re.findall(r"(?m)#.*$", (FOLDER / f"{slug}.yaml").read_text(encoding="utf-8")))
    spoken = re.findall(rf"{policy.code}-[A-Za-z0-9.-]*[A-Za-z0-9]", "\n".join([*texts, comments]))
    begin = {one.id for one in policy.clauses}
    lost = [
        one
        for one in spoken
        if not any(known == one or re.match(rf"{re.escape(one)}[a-z]", known) for known in begin)
    ]
    assert lost == []


@pytest.mark.parametrize("slug", CLAUSES)
def test_a_rule_is_a_sentence_in_our_own_plain_words(slug: str) -> None:
    for one in POLICIES[slug].clauses:
        assert one.rule[0].isupper(), one.id
        assert one.rule.endswith((".", "?")), one.id
        assert max(len(sentence.split()) for sentence in re.split(r"[.:;?] ", one.rule)) <= 36, one.id


# The names of persons in the papers, as salted SHA-256 of words in small letters: nowhere in clear.
SALT = b"candour: no person of a paper is named here: "
NAMES = frozenset(
    {
        "24cdde4c126bb77cf1b6ef7edf5d03481c1bdf3625eed28e9d4b3726d1ad7722",
        "7bf109fe89b5e94b707c2d5bb0bcde51ac847c2e8b668238d0cbc0d6cc7e02c0",
        "9c6a1e6b99e7faaf728238b8e62562a059323d42f5d1c7e5d48507f2df009ca0",
        "c1c16f0371dd9b3da16ced5bd5cb248a769c9dbb188a0a319fb3eaf7a2ee6dbb",
        "c540800a12768a7de761269482efd45a53a37202e4f9fb77e42c88af06c18c19",
    }
)


def named(text: str, names: frozenset[str]) -> list[str]:
    """The digests of `names` that a word, or two words that follow one another, have in `text`."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    digests = {digest_of(one) for one in {*words, *pairs}}
    return sorted(digests & names)


def digest_of(words: str) -> str:
    return hashlib.sha256(SALT + words.encode()).hexdigest()


@pytest.mark.parametrize(
    "path", sorted([*FOLDER.iterdir(), FOLDER.parent / "docs" / "policies.md"]), ids=lambda p: p.name
)
def test_no_person_of_a_paper_is_named(path: Path) -> None:
    assert named(path.read_text(encoding="utf-8"), NAMES) == []


@pytest.mark.parametrize("text", ["Ask QUILLFEATHER.", "name: W. Marrowby", "a w\nmarrowby's list"])
def test_a_name_would_be_found_however_it_is_written(text: str) -> None:
    assert named(text, frozenset({digest_of("quillfeather"), digest_of("w marrowby")}))
