"""The charity's own duties: when a page is to be looked over, by whom, and what consent a picture needs."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from incidents.domain.fields import LONDON
from incidents.domain.policy import Clause, Policy
from incidents.domain.policy_words import BREAKABLE_KINDS, Cadence, Category, Collective, Kind, Standing
from incidents.domain.words import Role, Word

# Besides the holders of the posts that the policy names.
CHECKING_ROLES: frozenset[str] = frozenset({Role.MANAGER, Role.CHAIR, Role.TRUSTEE})
# Where the policy leaves it open, the charity may settle an interval of its own.
LEFT_OPEN: frozenset[Cadence] = frozenset({Cadence.SET_BY_CHARITY, Cadence.NO_INTERVAL, Cadence.NOT_STATED})
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}
_SAYS = {
    Cadence.WEEKLY: "every week",
    Cadence.MONTHLY: "every month",
    Cadence.QUARTERLY: "every quarter",
    Cadence.YEARLY: "every year",
}
_OPEN_SAYS = {
    Cadence.SET_BY_CHARITY: "not settled yet: decide how often",
    Cadence.NO_INTERVAL: "your policy says regularly, without an interval",
    Cadence.NOT_STATED: "your policy does not ask for it, and states no interval",
}
# A standing in one of these states is one that has ended.
_GONE = frozenset({"left", "ended"})


class Found(Word):
    """What somebody found who looked over a page."""

    NOTHING = "nothing", "Nothing found"
    PUT_RIGHT = "put_right", "Something, and it is put right"
    CASE = "case", "Something that needs a case"


class Consent(Word):
    """How the people in a picture said yes, or why nobody asked them."""

    WRITTEN = "written", "Yes, in writing"
    VERBAL = "verbal", "Yes, spoken"
    MISSING_PERSON = "missing_person", "Not asked: a public appeal for a missing person"
    NOT_EXPECTED = "not_expected", "Not asked: nobody would reasonably expect it"


@dataclass(frozen=True, slots=True)
class Look:
    """When a page is to be looked over next. `due_on` is None where nobody stated or settled an interval.

    `says` tells when it was looked at last and how the day was worked out.
    """

    due_on: date | None
    late: bool
    says: str


@dataclass(frozen=True, slots=True)
class Held:
    """Something a person holds or held: a role, a post or a standing with its state."""

    kind: str
    state: str
    until: datetime | None


def next_look(cadence: Cadence, settled: int | None, added: date, last: date | None, today: date) -> Look:
    """When a page is due, from the London days it was `added` and `last` looked at (None: never yet).

    `settled` is the charity's own number of days; it counts only where the policy leaves the interval open.
    """
    seen = f"Last looked at on {_day(last)}" if last else "Nobody has looked yet"
    start = last or added
    if cadence not in LEFT_OPEN:
        due, how = _after(start, cadence), f"Your policy says {_SAYS[cadence]}"
    elif settled is not None:
        due, how = start + timedelta(days=settled), f"You settled on {_days(settled)}"
    else:
        return Look(None, late=False, says=f"{seen}; {_OPEN_SAYS[cadence]}")
    counted = "" if last else f", counted from the day it was added here, {_day(added)}"
    return Look(due, late=due < today, says=f"{seen}. {how}{counted}")


def london_day(at: datetime) -> date:
    """The London day of an aware instant."""
    return at.astimezone(LONDON).date()


def may_check(policy: Policy, roles: Collection[str], posts: Collection[str]) -> bool:
    """Whether who holds these looks over pages: one of the posts of the policy, or a role that always may."""
    return not CHECKING_ROLES.isdisjoint(roles) or not set(policy.content_check.by).isdisjoint(posts)


def needs_written(policy: Policy) -> bool:
    """Whether a clause on pictures is broken by consent that is only spoken, as its `when` says."""
    return any(
        "verbal" in getattr(clause, "when", {}).get("consent", ())
        for clause in policy.clauses
        if clause.category is Category.PHOTO_CONSENT
    )


def clauses_on(policy: Policy, *categories: Category) -> tuple[Clause, ...]:
    """What the policy asks of the charity and its board under these categories.

    Clauses on what people do with their own accounts are left out.
    """
    return tuple(
        clause for clause in policy.clauses if clause.category in categories and _of_charity(policy, clause)
    )


def picture_clauses(policy: Policy) -> tuple[Clause, ...]:
    """What the policy says of pictures of people, whoever it binds."""
    return tuple(clause for clause in policy.clauses if clause.category is Category.PHOTO_CONSENT)


def poster_clauses(policy: Policy) -> tuple[Clause, ...]:
    """What the policy says of who posts: the list to keep, and publishing with authority."""
    return tuple(
        clause
        for clause in policy.clauses
        if clause.kind is Kind.REGISTER or clause.category is Category.UNAUTHORISED_PUBLICATION
    )


def check_clauses(policy: Policy) -> tuple[Clause, ...]:
    """What the policy says of looking over the pages."""
    return tuple(
        clause
        for clause in policy.clauses
        if clause.kind is Kind.CADENCE and clause.category is Category.OFFICIAL_CONTENT
    )


def unlisted(policy: Policy) -> tuple[Clause, ...]:
    """What the policy asks of the charity itself and no list of ours shows the state of."""
    listed = {
        clause.id
        for clause in (
            *clauses_on(policy, Category.PRIVACY_SETTINGS, Category.ACCOUNT_SECURITY),
            *picture_clauses(policy),
            *poster_clauses(policy),
            *check_clauses(policy),
        )
    }
    return tuple(
        clause
        for clause in policy.clauses
        if Collective.ORGANISATION in clause.binds
        and clause.kind in BREAKABLE_KINDS
        and clause.id not in listed
    )


def has_left(held: Iterable[Held], since: datetime, now: datetime, *, shut: bool) -> bool:
    """Whether someone approved at `since` has left: their account is `shut`, or all of a kind ended.

    Who changes from one post to another stays; a standing in the state "left" has ended.
    """
    live: set[str] = set()
    ended: set[str] = set()
    for one in held:
        if one.until is not None and one.until <= since:
            continue  # over before they were approved: it says nothing of leaving
        over = one.state in _GONE or (one.until is not None and one.until <= now)
        (ended if over else live).add(one.kind)
    return shut or bool(ended - live)


def _of_charity(policy: Policy, clause: Clause) -> bool:
    """Whether it binds the charity itself, its board, or one of the posts it names."""
    own = {Collective.ORGANISATION, Standing.TRUSTEE, *(post.key for post in policy.posts)}
    return not own.isdisjoint(clause.binds)


def _after(start: date, cadence: Cadence) -> date:
    """One interval later: the same day of a later month, or the last that it has."""
    if cadence is Cadence.WEEKLY:
        return start + timedelta(days=7)
    years, month = divmod(start.month - 1 + _MONTHS[cadence], 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _days(number: int) -> str:
    return "every day" if number == 1 else f"every {number} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
