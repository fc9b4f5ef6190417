"""Who receives a report: the first on the charity's own list whom it does not concern; one person, not all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from incidents.domain.policy import Policy, Receiver
from incidents.store.queries.people import HeldBy

@dataclass(frozen=True, slots=True)
class Routed:
    """Who gets it: a person of the charity, or an outside body when nobody inside is free.

    `past_staff`: the staff were passed over, so that managers do not see the case of themselves.
    """

    person: HeldBy | None
    receiver: Receiver
    past_staff: bool


def route(policy: Policy, people: Collection[HeldBy], excluded: Collection[str]) -> Routed:
    """Walk the list of receivers; a report about the head of staff or the board skips the staff (design 6)."""
    standing = {post.key: post.standing for post in policy.posts}
    past_staff = passes_staff(policy, (one for one in people if one.person_id in excluded))
    for receiver in policy.receivers:
        if receiver.post is None or (past_staff and standing.get(receiver.post) == "staff"):
            continue
        for one in people:
            if receiver.post in one.posts and one.person_id not in excluded:
                return Routed(one, receiver, past_staff)
    outside = next(receiver for receiver in policy.receivers if receiver.post is None)
    return Routed(None, outside, past_staff=True)


def passes_staff(policy: Policy, concerned: Iterable[HeldBy]) -> bool:
    """Whether a report that concerns these people must not stay with the staff."""
    return any(_leads(one, policy) for one in concerned)


def _leads(one: HeldBy, policy: Policy) -> bool:
    """Whether they are of the board, or hold a post that receives reports: then the staff are passed over."""
    receiving = {receiver.post for receiver in policy.receivers if receiver.post}
    return any(key == "trustee" for key, _ in one.standings) or bool(one.posts & receiving)


def named_in(words: str, people: Iterable[HeldBy]) -> tuple[HeldBy, ...]:
    """The people of the charity whose whole name stands in what was typed (any case, accents and spaces alike)."""
    text = f" {_plain(words)} "
    return tuple(one for one in people if f" {_plain(one.name)} " in text)


def _plain(words: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
    return " ".join(re.findall(r"\w+", bare.casefold()))
