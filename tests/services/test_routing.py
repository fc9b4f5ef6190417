"""Who receives a report and who must not learn of it: one row for each rule, on the charities' own lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from config import HERE
from incidents.domain.policy import Policy
from incidents.services import routing
from incidents.services.concerned import concerned
from incidents.services.told import Told
from incidents.store import policy_files
from incidents.store.queries.people import HeldBy

POLICIES = {policy.id: policy for policy in policy_files.load_folder(HERE / "policies")}


def person(name: str, roles: str = "", posts: str = "", standing: str = "staff") -> HeldBy:
    """Someone of a charity; their id is their first name, in lower case."""
    return HeldBy(
        name.split()[0].lower(),
        name,
        frozenset(roles.split()),
        frozenset(posts.split()),
        frozenset({(standing, "current")}),
    )


MAUREEN = person("Maureen Tuffnell", "manager", "business_manager")
AISLING = person("Aisling Devlin", "safeguarding_lead", "family_manager")
HARRIET = person("Harriet Oyelaran", "chair trustee", "chair", "trustee")
GWILYM = person("Gwilym Prosser", "trustee", "named_trustee", "trustee")
LEONARD = person("Leonard Fenné-Cole", "trustee", "", "trustee")
KOFI = person("Kofi Amponsah", "reporter", "", "volunteer")
FTS = (AISLING, GWILYM, HARRIET, KOFI, LEONARD, MAUREEN)

KASIA = person("Kasia Nowicka", "manager", "fundraising_partnerships_manager")
SIMON = person("Simon Adebayo", "manager", "ceo")
JOCELYN = person("Jocelyn Abara", "chair trustee", "chair", "trustee")
FARIDA = person("Farida Yusuf", "trustee", "authorised_trustee", "trustee")
HSS = (FARIDA, JOCELYN, KASIA, SIMON)


@dataclass
class Row:
    """A report, and what must become of it: who receives it, who must not learn of it, whether staff may."""

    says: str
    told: dict[str, Any] = field(default_factory=dict)
    receiver: str | None = "maureen"
    hidden: dict[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    past_staff: bool = False
    people: tuple[HeldBy, ...] = FTS
    charity: str = "fts"
    by: str | None = None


ROWS = (
    Row("an ordinary report goes to the first of the charity's own list"),
    Row(
        "a report about a volunteer stays with the manager, and is hidden from the volunteer",
        {"about": "Kofi Amponsah"},
        hidden={"kofi": "about"},
        about=("kofi",),
    ),
    Row(
        "a report about the manager goes to the chair and passes over the staff",
        {"about_posts": ("business_manager",)},
        "harriet",
        {"maureen": "about"},
        ("maureen",),
        past_staff=True,
    ),
    Row(
        "a report about the chair passes over the staff to the next trustee of the list",
        {"about_posts": ("chair",)},
        "gwilym",
        {"harriet": "about"},
        ("harriet",),
        past_staff=True,
    ),
    Row(
        "a report about a trustee without a post passes over the staff to the chair",
        {"about": "leonard fenne cole"},
        "harriet",
        {"leonard": "about"},
        ("leonard",),
        past_staff=True,
    ),
    Row(
        "whoever is to be kept out does not receive it, and is not said to be the one it is about",
        {"keep_out_posts": ("business_manager",)},
        "harriet",
        {"maureen": "kept_out"},
        past_staff=True,
    ),
    Row(
        "someone without a receiving post is kept out and nothing else changes",
        {"keep_out": "Aisling Devlin, they are friends"},
        hidden={"aisling": "kept_out"},
    ),
    Row(
        "a name counts in capital letters",
        {"keep_out": "MAUREEN TUFFNELL"},
        "harriet",
        {"maureen": "kept_out"},
        past_staff=True,
    ),
    Row(
        "a name counts with other accents, blanks and marks",
        {"keep_out": "please not  léonard\u00a0FENNE-COLE!"},
        "harriet",
        {"leonard": "kept_out"},
        past_staff=True,
    ),
    Row(
        "a first name alone keeps a report from them, but does not say that it is about them",
        {"about": "It was Maureen"},
        "harriet",
        {"maureen": "about"},
    ),
    Row(
        "a surname alone keeps a report from them",
        {"keep_out": "Mrs Tuffnell"},
        "harriet",
        {"maureen": "kept_out"},
    ),
    Row(
        "a part of a word is no name",
        {"about": "The harrietts and the kofikitchen"},
    ),
    Row(
        "two letters are no name",
        {"keep_out": "Bo"},
        people=(*FTS, person("Bo Li", "manager")),
    ),
    Row(
        "what someone is here names them, without what it is over",
        {"keep_out": "I do not want the chair to know"},
        hidden={"harriet": "kept_out"},
        receiver="gwilym",
        past_staff=True,
    ),
    Row(
        "the safeguarding lead is known by the role, since no post says it",
        {"about": "our safeguarding lead"},
        hidden={"aisling": "about"},
    ),
    Row(
        "about is the stronger reason where someone is to be kept out too",
        {"about_posts": ("business_manager",), "keep_out": "Maureen Tuffnell"},
        "harriet",
        {"maureen": "about"},
        ("maureen",),
        past_staff=True,
    ),
    Row(
        "nobody is free: the whole list is concerned",
        {"about_posts": ("business_manager",), "keep_out_posts": ("chair", "named_trustee")},
        None,
        {"maureen": "about", "harriet": "kept_out", "gwilym": "kept_out"},
        ("maureen",),
        past_staff=True,
    ),
    Row(
        "a post that nobody holds leads on to the next of the list",
        people=tuple(one for one in FTS if one is not MAUREEN),
        receiver="harriet",
    ),
    Row(
        "a post alone is not enough to receive: whoever holds it must be let to read cases",
        people=(
            *(one for one in FTS if one is not MAUREEN),
            person("Nora Vane", "reporter", "business_manager"),
        ),
        receiver="harriet",
    ),
    Row("nobody is here yet", people=(), receiver=None),
    Row(
        "reporters who name themselves are not shut out of what they report",
        {"about": "Maureen Tuffnell shouted at me, Kofi Amponsah"},
        "harriet",
        {"maureen": "about"},
        ("maureen",),
        past_staff=True,
        by="kofi",
    ),
    Row(
        "a chair who ticks their own post reports about themselves",
        {"about_posts": ("chair",)},
        "gwilym",
        {"harriet": "about"},
        ("harriet",),
        past_staff=True,
        by="harriet",
    ),
    Row(
        "about the policy's owner: the CEO is staff too and is passed over, unlike in the paper",
        {"about": "Kasia Nowicka"},
        "jocelyn",
        {"kasia": "about"},
        ("kasia",),
        past_staff=True,
        people=HSS,
        charity="hss",
    ),
    Row(
        "a first name alone takes the next of the list, without passing over the staff",
        {"about": "Kasia"},
        "simon",
        {"kasia": "about"},
        people=HSS,
        charity="hss",
    ),
    Row(
        "about someone whose post is of the board, though it receives nothing",
        {"about_posts": ("authorised_trustee",)},
        "jocelyn",
        {"farida": "about"},
        ("farida",),
        past_staff=True,
        people=HSS,
        charity="hss",
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_routing(row: Row) -> None:
    policy = POLICIES[row.charity]
    whom = concerned(Told("It happened.", **row.told), row.people, policy, row.by)
    routed = routing.route(policy, row.people, whom.hidden, past_staff=whom.past_staff)
    assert (routed.person.person_id if routed.person else None) == row.receiver
    assert dict(whom.hidden) == row.hidden
    assert tuple(one.person_id for one in whom.about) == row.about
    assert whom.past_staff is row.past_staff


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_every_charity_has_an_outside_body_for_when_nobody_is_free(policy: Policy) -> None:
    routed = routing.route(policy, (), ())
    assert routed.person is None
    assert routed.receiver.outside


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_no_receiver_of_staff_gets_a_report_about_the_board(policy: Policy) -> None:
    standing = {post.key: str(post.standing) for post in policy.posts}
    people = [
        person(f"{post.key.title()} Holder", "manager", post.key, standing[post.key]) for post in policy.posts
    ]
    for one in people:
        if ("trustee", "current") in one.standings:
            found = routing.route(policy, people, {one.person_id}).person
            assert found is not None
            assert ("trustee", "current") in found.standings
            assert found is not one


def test_without_the_callers_word_passing_over_the_staff_is_worked_out() -> None:
    routed = routing.route(POLICIES["fts"], FTS, {"maureen"})
    assert routed.past_staff
    assert routed.person is HARRIET


@pytest.mark.parametrize(
    ("says", "excluded", "sees"),
    [
        ("a manager whom it does not concern sees it", (), True),
        ("the only manager is concerned", ("maureen",), False),
    ],
)
def test_a_case_that_is_not_restricted_has_someone_who_sees_it(
    says: str, excluded: tuple[str, ...], *, sees: bool
) -> None:
    assert routing.someone_sees(FTS, excluded) is sees, says
