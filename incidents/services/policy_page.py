"""The charity's policy as a page: clauses by section, whom each binds, what may follow, and the versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.policy import Clause, Policy, binds, bound_label, standing_label
from incidents.domain.policy_difference import difference
from incidents.domain.policy_review import Review, review_of
from incidents.domain.policy_words import Collective, Standing
from incidents.services import charity as charities
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.store.db import read
from incidents.store.policy_yaml import written
from incidents.store.queries import policies


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause as people read it."""

    clause: Clause
    binds: str


@dataclass(frozen=True, slots=True)
class Section:
    """The clauses of one section, in the order of the paper."""

    title: str
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """Whom the policy binds: a standing, a named post or the charity itself, and by how many clauses."""

    label: str
    post: bool
    clauses: int


@dataclass(frozen=True, slots=True)
class Version:
    """One installed version: from which day it holds (None: always) and when it was installed.

    `now`: it is the version in force. `coming`: it holds from a day that is still to come.
    """

    number: int
    in_force_from: date | None
    installed_at: datetime
    now: bool
    coming: bool


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """What the page shows of the version in force, `number`; the versions come newest first."""

    number: int
    policy: Policy
    sections: tuple[Section, ...]
    bound: tuple[Bound, ...]
    versions: tuple[Version, ...]
    review: Review


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version: what it says, why it was installed, and what differs from `before` (None: the first)."""

    version: Version
    policy: Policy
    sections: tuple[Section, ...]
    because: str
    before: int | None
    changes: tuple[str, ...]


def policy_page(charity: Charity, today: date) -> PolicyPage:
    """The policy in force on `today` (a London date), with its versions."""
    with read() as session:
        number, policy = charities.in_force(session, charity.id, today)
        versions = _versions(session, charity.id, today)
    return PolicyPage(number, policy, _sections(policy), bound_by(policy), versions, review_of(policy, today))


def version_page(charity: Charity, number: int, today: date) -> VersionPage:
    """One version of the charity's policy. Raises NotFound for a number that there is not."""
    with read() as session:
        known = {row[0]: row[3] for row in policies.versions(session, charity.id)}
        if number not in known:
            raise NotFound
        version = next(one for one in _versions(session, charity.id, today) if one.number == number)
        policy = charities.version(session, charity.id, number, known[number])
        before = max((one for one in known if one < number), default=None)
        changes: tuple[str, ...] = ()
        if before is not None:
            changes = changed(charities.version(session, charity.id, before, known[before]), policy)
        because = policies.reason(session, charity.id, number)
    return VersionPage(version, policy, _sections(policy), because, before, changes)


def file_of(charity: Charity, today: date) -> tuple[str, bytes]:
    """The policy in force as a YAML file: its name and its bytes."""
    with read() as session:
        number, policy = charities.in_force(session, charity.id, today)
    return f"{policy.id}-policy-{number}.yaml", written(policy)


def changed(old: Policy, new: Policy) -> tuple[str, ...]:
    """What `new` says that `old` did not, but for the day it holds from, which stands beside it."""
    document = replace(new.document, in_force_from=old.document.in_force_from)
    return difference(old, replace(new, document=document))


def bound_by(policy: Policy) -> tuple[Bound, ...]:
    """Every standing, named post and the charity itself, each with the number of clauses that bind it."""
    standings = [
        Bound(
            standing_label(policy, one), False, sum(binds(policy, clause, one) for clause in policy.clauses)
        )
        for one in Standing
    ]
    posts = [
        Bound(
            post.label,
            True,
            sum(binds(policy, clause, post.standing, (post.key,)) for clause in policy.clauses),
        )
        for post in policy.posts
    ]
    itself = sum(Collective.ORGANISATION in clause.binds for clause in policy.clauses)
    return (*standings, *posts, Bound(Collective.ORGANISATION.label, False, itself))


def _sections(policy: Policy) -> tuple[Section, ...]:
    sections: dict[str, list[ClauseLine]] = {}
    for clause in policy.clauses:
        bound = ", ".join(bound_label(policy, key) for key in clause.binds)
        sections.setdefault(clause.section, []).append(ClauseLine(clause, bound))
    return tuple(Section(title, tuple(lines)) for title, lines in sections.items())


def _versions(session: Session, organisation_id: str, today: date) -> tuple[Version, ...]:
    now, _ = policies.in_force(session, organisation_id, today)
    return tuple(
        Version(number, start, installed, number == now, start is not None and start > today)
        for number, start, installed, _ in policies.versions(session, organisation_id)
    )
