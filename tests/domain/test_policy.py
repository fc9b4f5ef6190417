"""What one can ask of a policy: who is bound, what can be broken, what things are called, its bytes."""

from __future__ import annotations

import json

import pytest
import rfc8785

from incidents.domain.policy import (
    Policy,
    binds,
    bound_label,
    canonical,
    clause_of,
    post_of,
    receiver_label,
    standing_label,
)
from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.policy_reading import read
from incidents.domain.policy_words import CONDUCT_ROUTES, Category, Collective, Standing
from incidents.domain.words import Word
from tests.domain.sixth_charity import changed, document


def _with_clause(**facts: object) -> Policy:
    """The invented policy with other facts in its third clause."""
    clauses = document()["clauses"]
    assert isinstance(clauses, list)
    return read(changed(("clauses", 2), {**clauses[2], **facts}))


# (what it is, kind, force, category, route, can a case allege it?)
ALLEGED: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("a prohibition", "prohibition", "must", "disrepute", "none_stated", True),
    ("a prohibition worded as an expectation", "prohibition", "should", "disrepute", "none_stated", True),
    ("a duty", "duty", "must", "governance", "governance_action", True),
    ("a list that is asked for", "register", "must", "governance", "governance_action", True),
    ("a regular check", "cadence", "must", "official_content", "governance_action", True),
    ("a review when it seems right", "cadence", "may", "governance", "governance_action", False),
    (
        "how a complaint is answered",
        "route",
        "must",
        "complaint_on_channel",
        "complaint_private_channel",
        True,
    ),
    ("how abuse is reported", "route", "must", "third_party_abuse", "report_line_manager", True),
    ("what a person may do about abuse", "route", "may", "third_party_abuse", "platform_report", False),
    ("what a breach may lead to", "route", "may", "confidentiality_dignity", "disciplinary_may", False),
    ("what a breach will lead to", "route", "must", "confidentiality_dignity", "disciplinary_will", False),
    ("whom to ask", "route", "should", "none", "report_line_manager", False),
    ("what is allowed", "permission", "may", "none", "not_a_breach", False),
    ("an aim", "principle", "must", "safeguarding", "none_stated", False),
    ("who is covered", "scope", "must", "unauthorised_publication", "none_stated", False),
    ("good to know", "warning", "should", "boundary_service_user", "none_stated", False),
)


@pytest.mark.parametrize(
    ("what", "kind", "force", "category", "route", "can"), ALLEGED, ids=[row[0] for row in ALLEGED]
)
def test_a_case_can_allege_what_can_be_broken_and_nothing_else(
    what: str, kind: str, force: str, category: str, route: str, can: bool
) -> None:
    consequence = "something follows" if route in CONDUCT_ROUTES else None
    policy = _with_clause(
        kind=kind, force=force, category=category, route=route, consequence=consequence, binds=["staff"]
    )
    assert ("BWT-3" in [clause.id for clause in clauses_alleged(policy)]) is can


# (who, bound by the rule, standing, posts held, bound?)
BOUND: tuple[tuple[str, list[str], Standing, tuple[str, ...], bool], ...] = (
    ("a volunteer, by a rule for volunteers", ["volunteer"], Standing.VOLUNTEER, (), True),
    ("a volunteer, not by a rule for staff", ["staff"], Standing.VOLUNTEER, (), False),
    ("a trustee, not by a rule for the charity itself", ["organisation"], Standing.TRUSTEE, (), False),
    ("a contractor, by a rule for staff, since a clause says so", ["staff"], Standing.CONTRACTOR, (), True),
    ("a contractor, by a rule for contractors", ["contractor"], Standing.CONTRACTOR, (), True),
    ("a contractor, not by a rule for volunteers", ["volunteer"], Standing.CONTRACTOR, (), False),
    ("staff, not by a rule for contractors", ["contractor"], Standing.STAFF, (), False),
    ("an agency worker, not by a rule for staff", ["staff"], Standing.AGENCY_WORKER, (), False),
    ("who holds the post that is named", ["coordinator"], Standing.STAFF, ("coordinator",), True),
    ("staff without the post that is named", ["coordinator"], Standing.STAFF, (), False),
    ("who holds another post", ["coordinator"], Standing.STAFF, ("chair",), False),
    ("a holder of an approved post", ["approved_poster"], Standing.STAFF, ("coordinator",), True),
    ("a holder of a post that is not approved", ["approved_poster"], Standing.TRUSTEE, ("chair",), False),
    ("the public, by nothing of the kind", ["staff", "trustee", "volunteer"], Standing.PUBLIC, (), False),
)


@pytest.mark.parametrize(("who", "named", "standing", "posts", "bound"), BOUND, ids=[row[0] for row in BOUND])
def test_a_clause_binds_whom_it_names_by_standing_or_by_post(
    who: str, named: list[str], standing: Standing, posts: tuple[str, ...], bound: bool
) -> None:
    policy = _with_clause(binds=named)
    assert binds(policy, clause_of(policy, "BWT-3"), standing, posts) is bound


def test_people_are_called_what_this_charity_calls_them() -> None:
    policy = read(document())
    called = {standing: standing_label(policy, standing) for standing in Standing}
    assert called[Standing.TRUSTEE] == "Committee member"
    assert called[Standing.FAMILY] == "Guest"
    assert called[Standing.VOLUNTEER] == "Helper"
    assert called[Standing.AGENCY_WORKER] == "Agency worker"


def test_every_key_a_clause_can_bind_has_words() -> None:
    policy = read(document())
    assert bound_label(policy, "family") == "Guest"
    assert bound_label(policy, "organisation") == Collective.ORGANISATION.label
    assert bound_label(policy, "chair") == "Chair"


@pytest.mark.parametrize("ask", [bound_label, post_of, clause_of])
def test_a_key_that_the_policy_lacks_is_a_key_error(ask: object) -> None:
    with pytest.raises(KeyError, match="nobody"):
        ask(read(document()), "nobody")  # type: ignore[operator]


def test_a_receiver_is_called_by_its_post_or_by_its_own_name() -> None:
    policy = read(document())
    assert [receiver_label(policy, one) for one in policy.receivers] == [
        "Coordinator",
        "Chair",
        "A sister charity",
    ]


def test_the_canonical_bytes_are_those_of_rfc_8785_and_give_the_same_policy_back() -> None:
    policy = read(changed(("name",), "Tŷ Gwyn “Brightwater” \\ 水"))
    stored = canonical(policy)
    assert rfc8785.dumps(json.loads(stored)) == stored
    assert read(json.loads(stored)) == policy


def test_the_canonical_bytes_do_not_depend_on_the_order_of_keys() -> None:
    turned = dict(reversed(list(document().items())))
    assert canonical(read(turned)) == canonical(read(document()))


def test_the_canonical_bytes_depend_on_every_word() -> None:
    assert canonical(read(changed(("clauses", 3, "rule"), "Pages may be followed."))) != canonical(
        read(document())
    )


def test_the_words_that_have_labels_are_told_apart_by_them() -> None:
    words: tuple[type[Word], ...] = (Standing, Category)
    for kind in words:
        labels = [word.label for word in kind]
        assert len(set(labels)) == len(labels)
