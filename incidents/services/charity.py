"""A charity with the policy it has in force: words, posts, receivers and clauses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from incidents.domain.policy import Policy
from incidents.domain.policy_reading import read as read_policy
from incidents.store.db import read
from incidents.store.models import Organisation
from incidents.store.queries import people, policies


@dataclass(frozen=True, slots=True)
class Charity:
    """One charity and one version of its policy, `number`."""

    id: str
    code: str
    name: str
    short_name: str
    nation: str
    number: int
    policy: Policy


def find(slug: str, day: date | None = None) -> Charity | None:
    """The charity with this short word in its addresses, or None; its policy is the one that holds on `day`.

    Without a `day` (a London date) it is the newest, though that may hold from a coming day only.
    """
    with read() as session:
        found = people.charity(session, slug, day)
        if found is None:
            return None
        row, number, sha256 = found
        return _charity(row, number, version(session, slug, number, sha256))


def everyone() -> tuple[Organisation, ...]:
    """Every charity of this installation, by name."""
    with read() as session:
        return people.charities(session)


def in_force(session: Session, organisation_id: str, day: date) -> tuple[int, Policy]:
    """The policy version that held on `day` (a London date): its number and what it says."""
    number, sha256 = policies.in_force(session, organisation_id, day)
    return number, version(session, organisation_id, number, sha256)


def version(session: Session, organisation_id: str, number: int, sha256: bytes) -> Policy:
    """One installed version; versions never change, so that reading one once is enough."""
    known = _CACHE.get(sha256)
    if known is None:
        known = _CACHE[sha256] = read_policy(json.loads(policies.document(session, organisation_id, number)))
    return known


_CACHE: dict[bytes, Policy] = {}


def _charity(row: Organisation, number: int, policy: Policy) -> Charity:
    return Charity(row.id, row.code, row.name, row.short_name, row.nation, number, policy)
