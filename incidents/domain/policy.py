"""What a charity's policy says: its words, posts, receivers and clauses, and questions one can ask of them.

A `Policy` is made by `policy_reading.read` only, so whoever holds one holds a valid one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from incidents.domain.policy_words import (
    Cadence,
    Category,
    Collective,
    Force,
    Kind,
    Nation,
    ReplySpeed,
    Route,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Document:
    """The paper the clauses come from. `dated` is "YYYY-MM" or "YYYY-MM-DD"; None: the paper does not say.

    `in_force_from` is None for a first version: it has always been in force.
    """

    title: str
    version: str | None
    dated: str | None
    in_force_from: date | None


@dataclass(frozen=True, slots=True)
class Words:
    """The charity's own words, as they stand inside a sentence ("the trustees", "a family")."""

    board: str
    board_member: str
    beneficiary: str
    beneficiaries: str
    volunteer: str
    manager: str


@dataclass(frozen=True, slots=True)
class Post:
    """A named job, never a person. Who holds it is staff or whatever `standing` says."""

    key: str
    label: str
    standing: Standing
    approved_poster: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """One rung of the list of who gets a report: a post of the charity, or a body outside it."""

    post: str | None = None
    outside: str | None = None
    telephone: str | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Speed:
    """How soon, and whether in private, and the charity's promise to who reports (a sentence of its own)."""

    complaint: ReplySpeed
    acknowledgement_promise: str
    private_channel: bool


@dataclass(frozen=True, slots=True)
class ContentCheck:
    """How often the charity's pages are looked over, and by which posts (any one of them)."""

    every: Cadence
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """When the policy itself is looked at again. `next_review` is "YYYY-MM" or "YYYY-MM-DD"."""

    months: int | None
    next_review: str | None
    note: str


@dataclass(frozen=True, slots=True)
class AlsoBound:
    """A standing that the policy puts under the rules of another, and the clause that does so."""

    standing: Standing
    like: Standing
    clause: str


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that the wording of a clause leaves open: while these conditions hold, nobody can say."""

    when: Mapping[str, tuple[str, ...]]
    question: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule in our own words. `consequence` is None where the clause states none.

    `stated_in` is the id of the general clause that states the consequence instead, for the categories in
    `stated_for` (empty: for all). `binds` holds keys of standings, of posts of the same policy, and of
    `Collective`. The clause applies while every fact of `when` has one of its values and no block of
    `unless` holds: what such a block excepts is expressly allowed. `see` are clauses to read with it.
    """

    id: str
    section: str
    kind: Kind
    force: Force
    binds: tuple[str, ...]
    rule: str
    category: Category
    route: Route
    also: tuple[Category, ...] = ()
    consequence: str | None = None
    stated_in: str | None = None
    stated_for: tuple[Category, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    open: tuple[OpenCase, ...] = ()
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of one charity's policy. Field names are the keys of the file (docs/policies.md)."""

    id: str
    code: str
    name: str
    short_name: str
    nation: Nation
    document: Document
    words: Words
    posts: tuple[Post, ...]
    platforms: tuple[str, ...]
    receivers: tuple[Receiver, ...]
    speed: Speed
    content_check: ContentCheck
    review: Review
    registers: tuple[str, ...]
    linked_policies: tuple[str, ...]
    open_points: tuple[str, ...]
    clauses: tuple[Clause, ...]
    also_bound: tuple[AlsoBound, ...] = ()


def binds(policy: Policy, clause: Clause, standing: Standing, posts: Collection[str] = ()) -> bool:
    """Whether `clause` binds a person of that standing who holds these posts (keys of the policy's posts).

    An approved poster is who holds a post marked so. `also_bound` adds standings to the rules of another.
    """
    standings = {standing, *(more.like for more in policy.also_bound if more.standing is standing)}
    held = [post for post in policy.posts if post.key in posts]
    keys = {*standings, *(post.key for post in held)}
    if any(post.approved_poster for post in held):
        keys.add(Collective.APPROVED_POSTER)
    return not keys.isdisjoint(clause.binds)


def standing_label(policy: Policy, standing: Standing) -> str:
    """What this charity calls somebody of that standing, to begin a line with: "Director", "Guest"."""
    own = {
        Standing.TRUSTEE: policy.words.board_member,
        Standing.FAMILY: policy.words.beneficiary,
        Standing.VOLUNTEER: policy.words.volunteer,
    }.get(standing, standing.label)
    return own[:1].upper() + own[1:]


def bound_label(policy: Policy, key: str) -> str:
    """The words for one entry of a clause's `binds`, or for a post. `KeyError` where there is no such key."""
    if key in set(Standing):
        return standing_label(policy, Standing(key))
    if key in set(Collective):
        return Collective(key).label
    return post_of(policy, key).label


def post_of(policy: Policy, key: str) -> Post:
    """The post with that key. `KeyError` if the policy has none."""
    for post in policy.posts:
        if post.key == key:
            return post
    raise KeyError(key)


def clause_of(policy: Policy, clause_id: str) -> Clause:
    """The clause with that id. `KeyError` if the policy has none."""
    for clause in policy.clauses:
        if clause.id == clause_id:
            return clause
    raise KeyError(clause_id)


def receiver_label(policy: Policy, receiver: Receiver) -> str:
    """The post's label, or the name of the outside body."""
    return receiver.outside or post_of(policy, receiver.post or "").label


def canonical(policy: Policy) -> bytes:
    """The policy as JSON in UTF-8, the same bytes for the same policy, for storing and hashing.

    Keys are sorted, with no white space; since a policy holds only text, whole numbers, yes and no, these are
    also the bytes of RFC 8785. `policy_reading.read(json.loads(...))` gives the same policy back.
    """
    plain = json.dumps(
        asdict(policy),
        default=date.isoformat,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return plain.encode()
