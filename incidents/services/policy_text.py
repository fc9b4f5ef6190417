"""A version of a charity's policy as text to read in a terminal: whom it binds, and clause by clause."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from incidents.domain.policy import Clause, Policy, bound_label
from incidents.domain.policy_review import in_words, review_of
from incidents.services import charity as charities
from incidents.services.faults import NotFound
from incidents.services.policy_page import VersionPage, bound_by, version_page

_WIDTH = 100


def lines(charity_id: str, number: int | None, today: date) -> tuple[str, ...]:
    """The version with that number, or the one that holds on `today` (a London date).

    Raises NotFound for a charity or a version that there is not.
    """
    charity = charities.find(charity_id, today)
    if charity is None:
        raise NotFound
    page = version_page(charity, charity.number if number is None else number, today)
    return tuple(_said(page, today))


def _said(page: VersionPage, today: date) -> Iterator[str]:
    policy = page.policy
    yield f"{policy.name}: {policy.document.title}"
    yield f"Version {page.version.number}, {_holds(page)}"
    if policy.document.dated:
        yield f"The paper is dated {in_words(policy.document.dated)}."
    yield review_of(policy, today).said
    yield ""
    yield "Who it binds"
    for bound in bound_by(policy):
        clauses = "1 clause" if bound.clauses == 1 else f"{bound.clauses} clauses"
        yield f"  {bound.label}{' (post)' if bound.post else ''}: {clauses}"
    for section in page.sections:
        yield ""
        yield section.title
        for line in section.clauses:
            yield from _clause(policy, line.clause)


def _holds(page: VersionPage) -> str:
    start = page.version.in_force_from
    since = f"from {start.day} {start:%B %Y}" if start else "from the beginning"
    if page.version.now:
        return f"in force {since}"
    return f"coming, {since}" if page.version.coming else f"in force before, {since}"


def _clause(policy: Policy, clause: Clause) -> Iterator[str]:
    yield from textwrap.wrap(
        f"{clause.id}  {clause.rule}", _WIDTH, initial_indent="  ", subsequent_indent="    "
    )
    yield f"    {clause.kind.label}. For: {', '.join(bound_label(policy, key) for key in clause.binds)}."
    follows = clause.route.label
    if clause.consequence:
        follows += f". It says: {clause.consequence}"
    if clause.stated_in:
        follows += f". Stated in {clause.stated_in}"
    yield from textwrap.wrap(
        f"What follows: {follows}.", _WIDTH, initial_indent="    ", subsequent_indent="    "
    )
