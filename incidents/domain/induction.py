"""Who of a charity should have read its policy, and how each of them stands with the version in force.

No clause carries a key for "give this to newcomers", and it cannot be read off the others either: among the
duties a policy lays on running it (kind duty, category governance) are induction and training beside an
audit tool and a second form of the same information. So nothing is guessed from the wording. Whoever of the
charity's own people is bound by any clause should have read the policy, which is what each policy's own
induction clause comes to; and the duties of running it are shown beside the list, so that its reader sees
what the charity promised. A new charity's file needs nothing more than its clauses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from incidents.domain.policy import Clause, Policy, binds, post_of
from incidents.domain.policy_words import Category, Kind, Standing
from incidents.domain.words import Role, Word

# Some clauses speak of those whom the charity supports, but nobody hands them a policy for its people.
NOT_OURS: frozenset[Standing] = frozenset({Standing.FAMILY, Standing.PUBLIC})
# A standing in one of these states is one that has ended.
_GONE = frozenset({"left", "ended"})
_BOARD = frozenset({Role.TRUSTEE.value, Role.CHAIR.value})


class State(Word):
    """How somebody stands with the version in force."""

    NEVER = "never", "Not asked"
    ASKED = "asked", "Asked"
    NEW = "new", "Earlier version"
    READ = "read", "Read"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a policy: `since` is the day from which it holds (None: always)."""

    number: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """One person and one version: the London days on which they were asked, and said they had read it."""

    number: int
    asked_on: date | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is to the charity now: their standings among its own people, and keys of their posts."""

    standings: tuple[Standing, ...] = ()
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How somebody stands: `on` is the day they were asked or said so, `earlier` the last version before
    this one that they had read."""

    state: State
    version: Version
    on: date | None = None
    earlier: Said | None = None


def in_force(versions: Sequence[Version], day: date) -> Version:
    """The version that holds on `day`: the newest whose day has come, or else the first there is.

    `versions` has one at least. The first has been given out even where its day lies ahead.
    """
    begun = [one for one in versions if one.since is None or one.since <= day]
    if begun:
        return max(begun, key=lambda one: one.number)
    return min(versions, key=lambda one: one.number)


def place(
    policy: Policy, roles: Collection[str], posts: Collection[str], standings: Collection[tuple[str, str]]
) -> Place:
    """Where somebody stands who holds these now: roles, posts of the policy, and (standing, state) pairs.

    Without a standing of their own it is that of their post, or the board's for who decides as the board.
    A standing in the state "left" has ended, and no role brings it back.
    """
    held = tuple(post.key for post in policy.posts if post.key in posts)
    own = {Standing(key) for key, state in standings if state not in _GONE}
    known = own or {post_of(policy, key).standing for key in held}
    if not known and not standings and not _BOARD.isdisjoint(roles):
        known = {Standing.TRUSTEE}
    return Place(tuple(one for one in Standing if one in known - NOT_OURS), held)


def clauses_for(policy: Policy, where: Place) -> tuple[Clause, ...]:
    """The clauses that bind somebody who stands there, in the order of the policy."""
    return tuple(
        clause
        for clause in policy.clauses
        if any(binds(policy, clause, standing, where.posts) for standing in where.standings)
    )


def should_read(policy: Policy, where: Place) -> bool:
    """Whether somebody who stands there should have read the policy: some clause of it binds them."""
    return bool(clauses_for(policy, where))


def duties_of_running_it(policy: Policy) -> tuple[Clause, ...]:
    """What the policy asks of those who run it: handing it out and making it known is among these."""
    return tuple(
        clause
        for clause in policy.clauses
        if clause.kind is Kind.DUTY and Category.GOVERNANCE in (clause.category, *clause.also)
    )


def status(version: Version, said: Iterable[Said]) -> Status:
    """How somebody stands with the `version` in force who was asked, or said they had read, what `said` has.

    A new version begins a new round: what was said of those before it is history, and is named as such.
    """
    rows = list(said)
    now = next((one for one in rows if one.number == version.number), Said(version.number))
    before = [one for one in rows if one.number < version.number and one.read_on is not None]
    earlier = max(before, key=lambda one: one.number, default=None)
    if now.read_on is not None:
        return Status(State.READ, version, now.read_on, earlier)
    if now.asked_on is not None:
        return Status(State.ASKED, version, now.asked_on, earlier)
    return Status(State.NEW if earlier else State.NEVER, version, None, earlier)


def sentence(found: Status) -> str:
    """How somebody stands, as a line of a list: "Asked on 3 May 2026, not yet"."""
    before = f" version {found.earlier.number}" if found.earlier else ""
    match found:
        case Status(state=State.READ, on=date() as day):
            return f"Has read it on {_day(day)}"
        case Status(state=State.ASKED, on=date() as day):
            return f"Asked on {_day(day)}, not yet{'; has read' if before else ''}{before}"
        case Status(state=State.NEW, version=version):
            since = f" since {_day(version.since)}" if version.since else ""
            return f"Has read{before}; version {version.number} is new{since}"
        case _:
            return "Never asked"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
