"""What people of a charity can hold: roles in this program, posts of its policy, and what they are to it."""

from __future__ import annotations

from incidents.domain.policy_words import Standing
from incidents.domain.words import Role
from incidents.services import charity as charities
from incidents.services.faults import NotFound

# Everything but running the machine itself, which no charity decides.
ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.OPERATOR)
_BEGINS = {Standing.VOLUNTEER: "active", Standing.FAMILY: "supported"}


def can_be_held(organisation_id: str) -> frozenset[tuple[str, str]]:
    """Every (kind, key) that someone of this charity can hold. Raises NotFound when there is no such one."""
    charity = charities.find(organisation_id)
    if charity is None:
        raise NotFound
    roles = {("role", role.value) for role in ROLES}
    posts = {("post", post.key) for post in charity.policy.posts}
    return frozenset(roles | posts | {("standing", standing.value) for standing in Standing})


def begins(kind: str, key: str, state: str) -> str:
    """The state that goes with something held: the one given, or that in which a standing begins."""
    if kind != "standing":
        return ""
    return state or _BEGINS.get(Standing(key), "current")
