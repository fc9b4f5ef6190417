"""Who should have read the policy, and how each of them stands: tables with a sentence for each row."""

from __future__ import annotations

from datetime import date

import pytest

from config import HERE
from incidents.domain.induction import (
    Place,
    Said,
    State,
    Status,
    Version,
    clauses_for,
    duties_of_running_it,
    in_force,
    place,
    sentence,
    should_read,
    status,
)
from incidents.domain.policy import Policy
from incidents.domain.policy_reading import read
from incidents.domain.policy_words import Standing
from incidents.store import policy_files
from tests.domain.sixth_charity import document

FIVE: dict[str, Policy] = {one.id: one for one in policy_files.load_folder(HERE / "policies")}
CURRENT = "current"

# charity, what they hold (roles, posts, standings with their state), should they have read it?, in a sentence
BOUND: tuple[
    tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...], bool, str], ...
] = (
    ("fts", ("reporter",), (), (("volunteer", "active"),), True, "clauses on volunteers bind one"),
    ("fts", (), (), (("volunteer", "resting"),), True, "who rests is still a volunteer"),
    ("fts", ("reporter",), (), (("volunteer", "left"),), False, "who left is not missing"),
    ("fts", ("trustee",), (), (("trustee", "left"),), False, "and no role left behind brings them back"),
    ("fts", (), (), (("volunteer", "left"), ("trustee", CURRENT)), True, "they left as one and stayed"),
    ("fts", (), (), (("family", "supported"),), False, "a family may be named by a clause, and is not ours"),
    ("fts", (), (), (("public", ""),), False, "the public is nobody of ours"),
    ("fts", (), (), (("contractor", CURRENT),), False, "this policy says nothing of contractors"),
    ("cgt", (), (), (("contractor", CURRENT),), True, "this one puts them under the rules of staff"),
    ("cgt", (), (), (("agency_worker", CURRENT),), True, "and agency workers too"),
    ("cgt", ("trustee",), ("named_trustee",), (("trustee", CURRENT),), False, "and it binds no trustee"),
    ("fts", (), ("business_manager",), (), True, "a post is staff where nobody wrote down more"),
    ("fts", (), ("chair",), (), True, "or whatever the post says"),
    ("fts", ("trustee",), (), (), True, "who decides as the board is of the board"),
    ("fts", ("chair",), (), (), True, "and so is who chairs it"),
    ("fts", ("manager",), (), (), False, "a role alone does not say what somebody is to the charity"),
    ("fts", (), (), (), False, "who holds nothing is not among the people now"),
    ("hss", (), (), (("other_representative", CURRENT),), True, "anyone who speaks for the charity is bound"),
    ("hwd", (), (), (("placement", CURRENT),), False, "a student on placement is not named here"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "roles", "posts", "standings", "wanted", "why"),
    BOUND,
    ids=[f"{one[0]} {one[-1]}" for one in BOUND],
)
def test_who_should_have_read_it(
    slug: str,
    roles: tuple[str, ...],
    posts: tuple[str, ...],
    standings: tuple[tuple[str, str], ...],
    wanted: bool,
    why: str,
) -> None:
    policy = FIVE[slug]
    assert should_read(policy, place(policy, roles, posts, standings)) is wanted, why


def test_a_standing_of_ones_own_goes_before_that_of_a_post() -> None:
    policy = FIVE["fts"]
    found = place(policy, (), ("group_coordinator",), (("volunteer", "active"),))
    assert found == Place((Standing.VOLUNTEER,), ("group_coordinator",))


def test_a_post_of_another_charity_is_none() -> None:
    assert place(FIVE["fts"], (), ("ceo",), ()) == Place()


def test_each_reads_the_clauses_that_bind_them_in_the_order_of_the_policy() -> None:
    policy = FIVE["fts"]
    volunteer = clauses_for(policy, place(policy, (), (), (("volunteer", "active"),)))
    manager = clauses_for(policy, place(policy, (), ("business_manager",), (("staff", CURRENT),)))
    staff = clauses_for(policy, place(policy, (), (), (("staff", CURRENT),)))
    assert "FTS-V-01" in {one.id for one in volunteer}
    assert "FTS-V-01" not in {one.id for one in staff}
    # The list of posters is the Business Manager's; and who may post is bound by what binds posters.
    assert "FTS-P-05" in {one.id for one in manager} - {one.id for one in staff}
    order = [one.id for one in policy.clauses]
    for found in (volunteer, manager, staff):
        places = [order.index(one.id) for one in found]
        assert places == sorted(set(places))


def test_who_is_two_things_reads_the_clauses_of_both_once() -> None:
    policy = FIVE["hsbbh"]
    both = clauses_for(policy, Place((Standing.TRUSTEE, Standing.VOLUNTEER)))
    alone = [set(clauses_for_one(policy, one)) for one in (Standing.TRUSTEE, Standing.VOLUNTEER)]
    assert {one.id for one in both} == alone[0] | alone[1]
    assert len(both) == len({one.id for one in both})


def clauses_for_one(policy: Policy, standing: Standing) -> tuple[str, ...]:
    return tuple(one.id for one in clauses_for(policy, Place((standing,))))


# The clause on induction, making known or training of each policy: each is among the reasons shown.
REASONS = {
    "fts": {"FTS-TS-12", "FTS-V-07"},
    "hsbbh": {"HSBBH-2.8", "HSBBH-3.7"},
    "hwd": {"HWD-2.8", "HWD-3.5"},
    "cgt": {"CGT-6.1b", "CGT-6.2c"},
    "hss": {"HSS-2.4c", "HSS-2.4d"},
}


@pytest.mark.parametrize("slug", sorted(FIVE))
def test_the_reasons_are_the_duties_of_running_the_policy(slug: str) -> None:
    assert {one.id for one in duties_of_running_it(FIVE[slug])} >= REASONS[slug]


def test_a_list_to_keep_is_no_reason_to_read_it() -> None:
    assert "FTS-P-05" not in {one.id for one in duties_of_running_it(FIVE["fts"])}


def test_a_sixth_charity_needs_its_file_and_nothing_else() -> None:
    policy = read(document())
    bound = {one for one in Standing if should_read(policy, place(policy, (), (), ((one, CURRENT),)))}
    named = {key for clause in policy.clauses for key in clause.binds}
    assert bound == {
        standing for standing in Standing if standing in named and standing not in ("family", "public")
    }
    assert bound


JAN, MAY, JUNE, JULY = date(2026, 1, 2), date(2026, 5, 3), date(2026, 6, 4), date(2026, 7, 5)
ONE, TWO = Version(1, None), Version(2, MAY)

# the version in force, what was asked and said of each, how they stand, the line of the list
STANDS: tuple[tuple[str, Version, tuple[Said, ...], State, str], ...] = (
    ("nobody asked them", ONE, (), State.NEVER, "Never asked"),
    ("they were asked", ONE, (Said(1, JUNE),), State.ASKED, "Asked on 4 June 2026, not yet"),
    ("they were asked and said so", ONE, (Said(1, JAN, JUNE),), State.READ, "Has read it on 4 June 2026"),
    ("they said so unasked", ONE, (Said(1, None, JUNE),), State.READ, "Has read it on 4 June 2026"),
    ("they had read the one before", TWO, (Said(1, None, JAN),), State.NEW,
     "Has read version 1; version 2 is new since 3 May 2026"),
    ("the new one has no day of its own", Version(2, None), (Said(1, None, JAN),), State.NEW,
     "Has read version 1; version 2 is new"),
    ("they were only ever asked for the one before", TWO, (Said(1, JAN),), State.NEVER, "Never asked"),
    ("they had read one before and were asked again", TWO, (Said(1, JAN, JAN), Said(2, JUNE)), State.ASKED,
     "Asked on 4 June 2026, not yet; has read version 1"),
    ("they have read both", TWO, (Said(2, JUNE, JULY), Said(1, None, JAN)), State.READ,
     "Has read it on 5 July 2026"),
    ("they read the one before late, when it held no more", TWO, (Said(1, None, JULY),), State.NEW,
     "Has read version 1; version 2 is new since 3 May 2026"),
    ("the last of several is named", Version(4, JULY),
     (Said(1, None, JAN), Said(3, None, JUNE), Said(2, None, MAY)), State.NEW,
     "Has read version 3; version 4 is new since 5 July 2026"),
    ("one that does not hold yet is not this one", ONE, (Said(2, None, JULY),), State.NEVER, "Never asked"),
)  # fmt: skip


@pytest.mark.parametrize(("why", "version", "said", "state", "line"), STANDS, ids=[one[0] for one in STANDS])
def test_how_somebody_stands(
    why: str, version: Version, said: tuple[Said, ...], state: State, line: str
) -> None:
    found = status(version, said)
    assert (found.state, found.version) == (state, version), why
    assert sentence(found) == line


def test_what_was_read_before_is_named_with_its_day() -> None:
    assert status(TWO, (Said(1, None, JAN),)) == Status(State.NEW, TWO, None, Said(1, None, JAN))


# the versions, the day, which one holds, in a sentence
HOLDS: tuple[tuple[tuple[Version, ...], date, int, str], ...] = (
    ((ONE,), JAN, 1, "the only one has always held"),
    ((ONE, TWO), date(2026, 5, 2), 1, "the day before the second"),
    ((ONE, TWO), MAY, 2, "its own day"),
    ((TWO, ONE), JUNE, 2, "whatever their order"),
    ((ONE, Version(2, JULY), Version(3, MAY)), JUNE, 3, "the newest of those whose day has come"),
    ((ONE, Version(2, MAY), Version(3, MAY)), MAY, 3, "two of one day: the newer"),
    ((Version(1, JULY),), JUNE, 1, "there is no other, and it has been given out"),
)


@pytest.mark.parametrize(("versions", "day", "number", "why"), HOLDS, ids=[one[-1] for one in HOLDS])
def test_which_version_holds(versions: tuple[Version, ...], day: date, number: int, why: str) -> None:
    assert in_force(versions, day).number == number, why
