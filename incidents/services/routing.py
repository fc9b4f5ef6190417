"""Who receives a report: the first on the charity's own list whom it does not concern; one, not all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from incidents.domain.permissions import GRANTS
from incidents.domain.policy import Policy, Receiver
from incidents.domain.words import Permission, Role
from incidents.store.queries.people import HeldBy

# "Bo" and "Al" are names too, but two letters stand in too many other words of a report.
_SHORTEST_PART = 3
# Known by their role where no post says it. Not "manager": a shop has one too, and reports speak of them.
_KNOWN_BY_ROLE = (Role.CHAIR, Role.SAFEGUARDING_LEAD)


@dataclass(frozen=True, slots=True)
class Routed:
    """Who gets it: a person of the charity, or an outside body when nobody inside is free.

    `past_staff`: the staff were passed over, so that managers do not see the case of themselves.
    """

    person: HeldBy | None
    receiver: Receiver
    past_staff: bool


def route(
    policy: Policy,
    people: Collection[HeldBy],
    excluded: Collection[str],
    *,
    past_staff: bool | None = None,
) -> Routed:
    """Walk the list of receivers; a report about the head of staff or the board skips the staff (design 6).

    In: `excluded` are the person ids it must be hidden from; whether that passes over the staff is worked
    out from all of them, unless the caller says. Who may not read cases is no receiver, whatever their post.
    """
    standing = {post.key: post.standing for post in policy.posts}
    if past_staff is None:
        past_staff = passes_staff(policy, (one for one in people if one.person_id in excluded))
    for receiver in policy.receivers:
        if receiver.post is None or (past_staff and standing.get(receiver.post) == "staff"):
            continue
        for one in people:
            if receiver.post in one.posts and one.person_id not in excluded and _reads(one):
                return Routed(one, receiver, past_staff)
    outside = next(receiver for receiver in policy.receivers if receiver.post is None)
    return Routed(None, outside, past_staff=True)


def passes_staff(policy: Policy, concerned: Iterable[HeldBy]) -> bool:
    """Whether a report that concerns these people must not stay with the staff."""
    return any(_leads(one, policy) for one in concerned)


def someone_sees(people: Iterable[HeldBy], excluded: Collection[str]) -> bool:
    """Whether a case that is not restricted has a manager whom it does not concern."""
    return any(Role.MANAGER in one.roles and one.person_id not in excluded for one in people)


def named_in(words: str, people: Iterable[HeldBy]) -> tuple[HeldBy, ...]:
    """The people whose whole name stands in what was typed (any case, accents and spaces alike)."""
    text = f" {_plain(words)} "
    return tuple(one for one in people if f" {_plain(one.name)} " in text)


def titled_in(words: str, people: Iterable[HeldBy], policy: Policy) -> tuple[HeldBy, ...]:
    """The people meant by what they are here: "our chair", "the safeguarding lead"."""
    text = f" {_plain(words)} "
    return tuple(one for one in people if any(f" {title} " in text for title in _titles(one, policy)))


def partly_named_in(words: str, people: Iterable[HeldBy]) -> tuple[HeldBy, ...]:
    """The people of whose name one part stands in what was typed: they may be meant.

    Enough to keep a report from someone, since "Maureen" may well be the manager; not enough to say that it
    is about them.
    """
    said = set(_plain(words).split())
    return tuple(one for one in people if said.intersection(_parts(one.name)))


def _leads(one: HeldBy, policy: Policy) -> bool:
    """Whether they are of the board, or hold a post that receives reports: then the staff are passed over."""
    receiving = {receiver.post for receiver in policy.receivers if receiver.post}
    of_board = {post.key for post in policy.posts if post.standing == "trustee"}
    return (
        any(key == "trustee" for key, _ in one.standings)
        or not one.roles.isdisjoint({Role.TRUSTEE, Role.CHAIR})
        or not one.posts.isdisjoint(receiving | of_board)
    )


def _reads(one: HeldBy) -> bool:
    return not one.roles.isdisjoint(GRANTS[Permission.READ_CASE])


def _titles(one: HeldBy, policy: Policy) -> set[str]:
    """What people call them: the post without what it is over ("Chair of trustees": chair), and roles."""
    labels = [re.split(r" (?:of|for) ", post.label)[0] for post in policy.posts if post.key in one.posts]
    return {
        _plain(label) for label in (*labels, *(role.label for role in _KNOWN_BY_ROLE if role in one.roles))
    }


def _parts(name: str) -> set[str]:
    return {part for part in _plain(name).split() if len(part) >= _SHORTEST_PART}


def _plain(words: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
    return " ".join(re.findall(r"\w+", bare.casefold()))
