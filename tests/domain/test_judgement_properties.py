"""What holds of every judgement, whatever the facts: over all five policies, all acts and any facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from incidents.domain.lifecycle import CONDUCT, FITS, MACHINES
from incidents.domain.policy import Clause, Policy, binds
from incidents.domain.policy_facts import FACTS, ORGANISATION, STATES, Facts, contradictions, possible
from incidents.domain.policy_facts_reading import FactsFault, read_facts
from incidents.domain.policy_finding import find, question
from incidents.domain.policy_judgement import clauses_on, judge
from incidents.domain.policy_routes import LADDERS, MACHINES_OF, unmapped
from incidents.domain.policy_verdict import Consequence, Judgement, Verdict, acts_of
from incidents.domain.policy_words import CONDUCT_ROUTES, Category, Collective, Force, Kind, Standing
from incidents.domain.policy_worlds import APPROVED, worlds
from incidents.store.policy_files import load_folder
from tests.domain.test_judgement import ROWS

POLICIES = {policy.id: policy for policy in load_folder(Path(__file__).parent.parent.parent / "policies")}
ACTS = [act for act in Category if act is not Category.NONE]
OFTEN = settings(max_examples=250, deadline=None)

# Facts that hang together: what one of them is decides what another can be.
TOGETHER = frozenset({"other.role", "other.state", "link_began"})
CONFIDENTIAL = {"confidential": "yes"}


@st.composite
def settings_of(draw: st.DrawFn) -> tuple[str, Facts]:
    """The id of a policy, an act and facts: mostly those on which something turns, each known or not."""
    slug = draw(st.sampled_from(sorted(POLICIES)))
    policy, act = POLICIES[slug], draw(st.sampled_from(ACTS))
    telling = {"by.role", "by.state", *_turned_on(clauses_on(policy, acts_of(CONFIDENTIAL, act)), act)}
    idle = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=2))
    known: dict[str, str] = {}
    for key in FACTS:
        if key in telling | idle and (values := possible(key, known)) and draw(st.booleans()):
            known[key] = draw(st.sampled_from(values))
    # Who holds a post is staff or a trustee or a volunteer: a post is drawn for somebody whose role is known.
    held = st.sampled_from(_posts(policy, known.get("by.role"))) if "by.role" in known else st.none()
    return slug, Facts(act, known, draw(st.none() | held))


def _posts(policy: Policy, role: str | None) -> list[frozenset[str]]:
    """Posts that somebody of that role can hold: none, one of the policy's, or approved to post."""
    held = [frozenset({post.key}) for post in policy.posts if role in (None, post.standing)]
    approved = [frozenset({APPROVED})] if role in (None, "staff", "volunteer", "trustee") else []
    return [frozenset(), *held, *approved]


def _turned_on(clauses: tuple[Clause, ...], act: Category) -> set[str]:
    keys = {
        key
        for clause in clauses
        for block in (clause.when, *clause.unless, *(case.when for case in clause.open))
        for key in block
    }
    if act is Category.PRIOR_LINK_DISCUSSION:
        keys.add("confidential")
    return keys | (TOGETHER if keys & TOGETHER else set())


def _with(facts: Facts, more: Mapping[str, str]) -> Facts:
    return Facts(facts.act, {**facts.known, **more}, facts.posts, facts.on)


def _weight(verdict: Verdict) -> Verdict:
    """What is no breach weighs the same, expressly allowed or not spoken of."""
    return Verdict.NOT_COVERED if verdict is Verdict.PERMITTED else verdict


@OFTEN
@given(settings_of(), st.data())
def test_a_fact_on_which_nothing_turns_changes_nothing(
    given_: tuple[str, Facts], data: st.DataObject
) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    before = judge(policy, facts)
    assume(not before.against)
    turned = _turned_on(before.candidates, facts.act)
    idle = [key for key in FACTS if key not in facts.known and key not in turned and key[:3] != "by."]
    assume(idle)
    key = data.draw(st.sampled_from(idle))
    values = possible(key, facts.known)
    assume(values)
    after = judge(policy, _with(facts, {key: data.draw(st.sampled_from(values))}))
    assume(not after.against)
    assert (after.verdict, after.clauses, after.consequence, after.routes, after.ask) == (
        before.verdict, before.clauses, before.consequence, before.routes, before.ask,
    )  # fmt: skip


@OFTEN
@given(settings_of())
@example(("hsbbh", Facts(Category.PRIOR_LINK_DISCUSSION, CONFIDENTIAL)))
@example(("fts", Facts(Category.GOVERNANCE, {"by.role": "trustee"})))
def test_a_breach_is_a_breach_of_clauses_that_bind_whoever_did_it(given_: tuple[str, Facts]) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    found = judge(policy, facts)
    if found.verdict is not Verdict.BREACH:
        return
    # A state can tell the role: only a volunteer rests. Without either, nobody is in breach.
    state, posts = facts.known.get("by.state"), facts.posts or frozenset()
    only = [str(role) for role, states in STATES.items() if state in states]
    assert "by.role" in facts.known or len(only) == 1, "nobody is in breach whom nobody named"
    role = facts.known.get("by.role") or only[0]
    for clause in found.deciding:
        assert clause.kind in (Kind.PROHIBITION, Kind.DUTY, Kind.REGISTER, Kind.CADENCE, Kind.ROUTE)
        assert clause.kind is Kind.ROUTE or clause.force is not Force.MAY
        if role == ORGANISATION:
            assert Collective.ORGANISATION in clause.binds
        elif not (APPROVED in posts and APPROVED in clause.binds):
            assert binds(policy, clause, Standing(role), posts)


def _unbound(policy: Policy) -> Iterator[str]:
    """The roles that no clause of the policy binds, whatever their posts."""
    every = [post.key for post in policy.posts]
    for standing in Standing:
        held = [key for key in every if any(p.key == key and p.standing is standing for p in policy.posts)]
        if not any(binds(policy, clause, standing, held) for clause in policy.clauses):
            yield standing.value
    if not any(Collective.ORGANISATION in clause.binds for clause in policy.clauses):
        yield ORGANISATION


UNBOUND = [(policy.id, role) for policy in POLICIES.values() for role in _unbound(policy)]


def test_there_are_roles_that_a_policy_does_not_bind() -> None:
    assert {("cgt", "trustee"), ("fts", "contractor"), ("hsbbh", "public"), ("hwd", "apprentice")} <= set(
        UNBOUND
    )


@OFTEN
@given(settings_of(), st.sampled_from(UNBOUND))
def test_whom_no_clause_binds_is_never_in_breach(given_: tuple[str, Facts], unbound: tuple[str, str]) -> None:
    facts, (slug, role) = given_[1], unbound
    known = {key: value for key, value in facts.known.items() if key != "by.state"}
    found = judge(POLICIES[slug], Facts(facts.act, {**known, "by.role": role}, frozenset()))
    assert found.verdict is not Verdict.BREACH
    assert found.consequence is Consequence.NONE_STATED
    assert not CONDUCT & set(found.routes)


@OFTEN
@given(settings_of())
def test_who_has_left_is_never_in_breach(given_: tuple[str, Facts]) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    found = judge(policy, _with(facts, {"by.state": "left"}))
    assert found.verdict is not Verdict.BREACH
    assert found.consequence is Consequence.NONE_STATED


def _answers(policy: Policy, facts: Facts, ask: tuple[str, ...]) -> Iterator[Facts]:
    """The facts with every answer to what is asked: what was said of it before is given up."""
    asked = [key for key in ask if key in FACTS]
    kept = {key: value for key, value in facts.known.items() if key not in asked}
    for values in product(*(possible(key, {}) for key in asked)):
        known = {**kept, **dict(zip(asked, values, strict=True))}
        if any(contradictions(facts.act, known)):
            continue
        every = [*_posts(policy, known.get("by.role"))] if "by.posts" in ask else [facts.posts]
        yield from (Facts(facts.act, known, posts, facts.on) for posts in every)


@OFTEN
@given(settings_of())
def test_what_is_unclear_is_asked_and_the_answer_matters(given_: tuple[str, Facts]) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    found = judge(policy, facts)
    if found.verdict is not Verdict.UNCLEAR or found.against:
        return
    assert found.ask
    assert len(set(found.ask)) == len(found.ask)
    assert all(question(key) for key in found.ask)
    seen: set[Verdict] = set()
    for answered in _answers(policy, facts, found.ask):
        after = judge(policy, answered)
        seen.add(after.verdict)
        if after.opened or len(seen) > 1:
            return
    pytest.fail(f"whatever is answered to {found.ask}, it comes to {seen}")


@OFTEN
@given(settings_of(), st.data())
def test_what_is_settled_stays_so_whatever_else_is_learnt(
    given_: tuple[str, Facts], data: st.DataObject
) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    before = judge(policy, facts)
    if before.verdict is Verdict.UNCLEAR:
        return
    known = dict(facts.known)
    for key in FACTS:
        if key not in before.facts.known and (values := possible(key, {**before.facts.known, **known})):
            known[key] = data.draw(st.sampled_from(values))
    posts = facts.posts
    if posts is None:
        posts = data.draw(st.sampled_from(_posts(policy, known.get("by.role"))))
    after = judge(policy, Facts(facts.act, known, posts, facts.on))
    assume(not after.against)
    assert _weight(after.verdict) is _weight(before.verdict)
    if before.verdict is Verdict.PERMITTED:
        assert after.verdict is Verdict.PERMITTED
    strength = list(Consequence)
    assert strength.index(after.consequence) >= strength.index(before.consequence)


@OFTEN
@given(settings_of())
def test_what_a_finding_leads_to_exists_and_ladders_stand_only_where_something_is_stated(
    given_: tuple[str, Facts],
) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    found = find(policy, facts)
    assert set(found.routes) <= set(MACHINES)
    assert set(found.musts) <= {*MACHINES, "decision"}
    assert len(set(found.routes)) == len(found.routes)
    if CONDUCT & set(found.routes):
        assert found.consequence is not Consequence.NONE_STATED
        role = facts.known["by.role"]
        assert CONDUCT & set(found.routes) == {LADDERS[role]}
        assert role in FITS[LADDERS[role]]
    if found.consequence is not Consequence.NONE_STATED:
        assert found.verdict is Verdict.BREACH
    if found.verdict is not Verdict.UNCLEAR:
        assert found.ask == ()


@OFTEN
@given(settings_of())
@example(("fts", Facts(Category.BOUNDARY_SERVICE_USER, {"by.role": "organisation"})))
@example(("hsbbh", Facts(Category.BOUNDARY_SERVICE_USER, {"by.role": "family", "other.state": "resting"})))
def test_facts_that_can_be_are_tried_in_at_least_one_way(given_: tuple[str, Facts]) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    found = judge(policy, facts)
    if not found.against:
        assert any(worlds(policy, found.facts, found.candidates)), "nothing was tried, so nothing is known"


def _all_of(found: Judgement) -> tuple[object, ...]:
    return found.verdict, found.clauses, found.consequence, found.routes, found.musts, found.ask


@OFTEN
@given(settings_of(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_come_to_the_same(given_: tuple[str, Facts], random: Any) -> None:
    policy, facts = POLICIES[given_[0]], given_[1]
    keys = list(facts.known)
    random.shuffle(keys)
    shuffled = Facts(facts.act, {key: facts.known[key] for key in keys}, facts.posts, facts.on)
    assert _all_of(judge(policy, shuffled)) == _all_of(judge(policy, facts))
    assert find(policy, shuffled).printed == find(policy, facts).printed


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
# Objects that look like facts: right keys, with values that may be right.
VALUES = sorted({value for fact in FACTS.values() for value, _ in fact.values} | {"chair", "ceo", "guest"})
SIDE = st.dictionaries(
    st.sampled_from(["role", "state", "posts", "name"]), st.sampled_from(VALUES) | PLAIN, max_size=4
)
NEARLY = st.dictionaries(
    st.sampled_from(["act", "by", "other", "on", "posts", *FACTS]),
    st.sampled_from([*VALUES, *ACTS, "2026-02-30", "2026-11-21"]) | SIDE | PLAIN,
    max_size=8,
)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(sorted(POLICIES)), PLAIN | NEARLY)
@example("fts", {"act": "disrepute", "by": {"posts": [[]]}})
@example("fts", {"act": "disrepute", "by": {"role": []}})
@example("fts", {"act": "disrepute", "on": 20261121})
@example("fts", {"act": "disrepute", "by": {"posts": [None, {}, "chair"]}})
@example("fts", {"act": {}, "by": "staff", "other": None})
def test_whatever_is_handed_in_is_read_or_refused_with_reasons(slug: str, given_: object) -> None:
    try:
        facts = read_facts(POLICIES[slug], given_)
    except FactsFault as fault:
        reasons = str(fault)
    else:
        reasons = find(POLICIES[slug], facts).because
    assert reasons


def test_each_route_leads_somewhere() -> None:
    assert unmapped() == ()
    assert not set(MACHINES_OF) & CONDUCT_ROUTES
    assert {machine for row in MACHINES_OF.values() for machine in row} <= set(MACHINES)
    assert not CONDUCT & {machine for row in MACHINES_OF.values() for machine in row}


def test_the_ladders_are_those_that_fit_each_standing() -> None:
    ladders = {(machine, role) for machine, roles in FITS.items() for role in roles}
    assert ladders == {(machine, role) for role, machine in LADDERS.items() if machine in CONDUCT}
    assert {machine for machine in LADDERS.values() if machine not in CONDUCT} == {"external_report"}


# Clauses of these kinds are no rule for anybody: what they say is never broken, and allows nothing.
NEVER_BY_KIND = frozenset({Kind.SCOPE, Kind.PRINCIPLE, Kind.WARNING})

# Others that no row reaches, and why not.
NEVER_ALLEGED: dict[str, str] = {
    "FTS-TS-02": "a welcome for good news, about nothing that can be broken",
    "FTS-V-02": "a welcome for good news, about nothing that can be broken",
    "FTS-SO-01": "a review when there is cause, so no day that can be missed",
    "HSBBH-2.2": "a welcome for good news, about nothing that can be broken",
    "HSBBH-3.2": "a welcome for good news, about nothing that can be broken",
    "HWD-2.2": "a welcome for good news, about nothing that can be broken",
    "HWD-3.2": "a welcome for good news, about nothing that can be broken",
    "CGT-5.4f": "whom to ask first, about nothing that can be broken",
    "CGT-6.4": "where help may be found, about nothing that can be broken",
    "CGT-7l": "whom to ask first, about nothing that can be broken",
    "HSS-2.3c": "leave to post, where the act alleged is posting without leave",
    "HSS-2.3g": "leave to delete, where what is alleged is a duty left undone on the same pages",
    "HSS-C-01": "whom to ask first, about nothing that can be broken",
}


def test_every_clause_is_reached_by_a_row_or_said_to_be_out_of_reach() -> None:
    reached = {clause for _, row in ROWS for clause in row.clauses}
    never = {
        clause.id for policy in POLICIES.values() for clause in policy.clauses if clause.kind in NEVER_BY_KIND
    }
    every = {clause.id for policy in POLICIES.values() for clause in policy.clauses}
    assert sorted(every - reached - never - set(NEVER_ALLEGED)) == []


def test_what_is_said_to_be_out_of_reach_is_so() -> None:
    reached = {clause for _, row in ROWS for clause in row.clauses}
    every = {clause.id for policy in POLICIES.values() for clause in policy.clauses}
    assert set(NEVER_ALLEGED) <= every - reached
    assert all(NEVER_ALLEGED.values())
