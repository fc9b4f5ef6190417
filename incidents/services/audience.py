"""Whom the policy in force is for: everyone whom it binds now, how each stands with it, and the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain import induction
from incidents.domain.fields import LONDON
from incidents.domain.induction import Said, State, Status, Version
from incidents.domain.permissions import GRANTS, permits
from incidents.domain.policy import Clause, Policy, standing_label
from incidents.domain.policy_words import Standing
from incidents.domain.words import Permission, Role
from incidents.services import charity as charities
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.store.db import read
from incidents.store.queries import acknowledgements, people, policies
from incidents.store.queries.acknowledgements import Row

_MAY_READ = GRANTS[Permission.READ_POLICY]
# Who comes from outside to help or to check need not be anything else to the charity.
_FROM_OUTSIDE = frozenset({Role.HELPER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Round:
    """The version in force with what it says; each new one begins a new round of reading."""

    version: Version
    policy: Policy
    sha256: str


@dataclass(frozen=True, slots=True)
class Reader:
    """One person who should read it. `reachable`: they sign in here, so that a notice can reach them."""

    person_id: str
    name: str
    standing: str
    status: Status
    says: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone whom the policy binds now, by standing and name; `unplaced` are names of people who hold
    something here while nobody wrote down what they are to the charity, so that nobody can tell."""

    readers: tuple[Reader, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one standing have read it, were asked, were not asked (an earlier version is not this)."""

    standing: str
    read: int
    asked: int
    never: int

    @property
    def everyone(self) -> int:
        """All of them together."""
        return self.read + self.asked + self.never


@dataclass(frozen=True, slots=True)
class Readers:
    """The page: the round, its day, the people to show, counts of all, who can still be asked, and what the
    policy asks of those who run it."""

    round: Round
    today: date
    shown: tuple[Reader, ...]
    counts: tuple[Count, ...]
    to_ask: int
    without_account: int
    unplaced: tuple[str, ...]
    duties: tuple[Clause, ...]


def readers(actor: Member, now: datetime, *, not_yet: bool = False) -> Readers:
    """Who has read the version in force and who has not; with `not_yet`, only those who have not are shown.

    Raises NotFound for who may not see it.
    """
    if not permits(actor, Permission.SEE_READERS):
        raise NotFound
    with read() as session:
        held = current(session, actor.organisation_id, now)
        found = audience(session, actor.organisation_id, held, now)
    shown = [one for one in found.readers if not (not_yet and one.status.state is State.READ)]
    fresh = [one for one in found.readers if one.status.state in (State.NEVER, State.NEW)]
    return Readers(
        round=held,
        today=london_day(now),
        shown=tuple(shown),
        counts=_counts(found.readers),
        to_ask=sum(1 for one in fresh if one.reachable),
        without_account=sum(1 for one in fresh if not one.reachable),
        unplaced=found.unplaced,
        duties=induction.duties_of_running_it(held.policy),
    )


def current(session: Session, organisation_id: str, now: datetime) -> Round:
    """The version that holds on the London day of `now`."""
    known = policies.versions(session, organisation_id)
    version = induction.in_force([Version(number, since) for number, since, _, _ in known], london_day(now))
    sha256 = next(sha256 for number, _, _, sha256 in known if number == version.number)
    return Round(version, charities.version(session, organisation_id, version.number, sha256), sha256.hex())


def audience(session: Session, organisation_id: str, held: Round, now: datetime) -> Audience:
    """Everyone whom the policy binds at `now`. Who left holds nothing any more, and is not among them."""
    accounts = acknowledgements.with_account(session, organisation_id, now)
    rows: dict[str, list[Row]] = {}
    for row in acknowledgements.of_charity(session, organisation_id):
        rows.setdefault(row.person_id, []).append(row)
    found: dict[Standing, list[Reader]] = {standing: [] for standing in Standing}
    unplaced: list[str] = []
    for one in people.people(session, organisation_id, now):
        where = induction.place(held.policy, one.roles, one.posts, one.standings)
        if induction.should_read(held.policy, where):
            reachable = one.person_id in accounts and not _MAY_READ.isdisjoint(one.roles)
            status = induction.status(held.version, said(rows.get(one.person_id, ())))
            says = induction.sentence(status)
            label = standing_label(held.policy, where.standings[0])
            reader = Reader(one.person_id, one.name, label, status, says, reachable)
            found[where.standings[0]].append(reader)
        elif one.roles - _FROM_OUTSIDE and not one.posts and not one.standings and not where.standings:
            unplaced.append(one.name)
    return Audience(tuple(reader for several in found.values() for reader in several), tuple(unplaced))


def said(rows: Iterable[Row]) -> tuple[Said, ...]:
    """What the table holds of one person, as the rules take it: London days."""
    return tuple(
        Said(
            row.number,
            london_day(row.invited_at) if row.invited_at else None,
            london_day(row.acknowledged_at) if row.acknowledged_at else None,
        )
        for row in rows
    )


def london_day(at: datetime) -> date:
    """The London day of an aware instant."""
    return at.astimezone(LONDON).date()


def _counts(everyone: Iterable[Reader]) -> tuple[Count, ...]:
    states: dict[str, list[State]] = {}
    for one in everyone:
        states.setdefault(one.standing, []).append(one.status.state)
    return tuple(
        Count(
            standing,
            read=found.count(State.READ),
            asked=found.count(State.ASKED),
            never=found.count(State.NEVER) + found.count(State.NEW),
        )
        for standing, found in states.items()
    )
