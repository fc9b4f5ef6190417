"""The charity's policy as a page: clauses by section, whom each binds, what may follow, and the versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.policy import Clause, bound_label
from incidents.services.charity import Charity
from incidents.store.db import read
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
class Version:
    """One installed version: from which day it holds (None: always) and when it was installed."""

    number: int
    in_force_from: date | None
    installed_at: datetime


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """What the page shows. `overdue`: the day set for the next review has passed."""

    sections: tuple[Section, ...]
    versions: tuple[Version, ...]
    overdue: bool


def policy_page(charity: Charity, today: date) -> PolicyPage:
    """The policy in force, with its versions; `today` is the London date."""
    with read() as session:
        versions = tuple(
            Version(number, start, installed)
            for number, start, installed, _ in policies.versions(session, charity.id)
        )
    sections: dict[str, list[ClauseLine]] = {}
    for clause in charity.policy.clauses:
        binds = ", ".join(bound_label(charity.policy, key) for key in clause.binds)
        sections.setdefault(clause.section, []).append(ClauseLine(clause, binds))
    return PolicyPage(
        tuple(Section(title, tuple(lines)) for title, lines in sections.items()),
        versions,
        _overdue(charity.policy.review.next_review, today),
    )


def _overdue(next_review: str | None, today: date) -> bool:
    """Whether a review set for a month ("2023-08") or a day lies behind: a month counts until its end."""
    return next_review is not None and next_review < today.isoformat()[: len(next_review)]
