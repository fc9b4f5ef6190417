"""Who acts: a signed-in member of a charity; and what the query filter needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.words import Role
from incidents.store.queries.visible import Reader


@dataclass(frozen=True, slots=True)
class Member:
    """One person of one charity, as they are signed in now."""

    account_id: str
    person_id: str
    organisation_id: str
    name: str
    email: str
    roles: frozenset[Role]


def reader(actor: Member, now: datetime) -> Reader:
    """The eyes of `actor` at `now` (an aware instant): managers see cases that are not restricted."""
    return Reader(actor.organisation_id, actor.person_id, Role.MANAGER in actor.roles, now)
