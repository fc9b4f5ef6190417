"""Who does what here: who receives reports, decides and hears an appeal, and what nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.policy import receiver_label
from incidents.domain.words import Role
from incidents.services.charity import Charity
from incidents.services.membership import everyone


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing someone must do here; nobody when `who` is empty."""

    what: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the list of receivers: a post with who holds it, or an outside body.

    `reach` is its telephone number; `check` says what to make sure of first.
    """

    name: str
    who: tuple[str, ...]
    outside: bool
    reach: str
    check: str


@dataclass(frozen=True, slots=True)
class WhoDoesWhat:
    """The page: receivers in their order, the duties, and the posts that the policy names."""

    receivers: tuple[Rung, ...]
    duties: tuple[Duty, ...]
    posts: tuple[Duty, ...]


_DUTIES = (
    ("Makes the first decisions and leads cases", Role.MANAGER),
    ("Runs staff procedures", Role.HR),
    ("Safeguarding lead", Role.SAFEGUARDING_LEAD),
    ("Chairs the board", Role.CHAIR),
    ("Decides as the board, or hears an appeal", Role.TRUSTEE),
    ("Checks the trail", Role.AUDITOR),
    ("Looks after people and roles", Role.ADMIN),
)


def who_does_what(charity: Charity, now: datetime) -> WhoDoesWhat:
    """Who holds each post and role at `now`."""
    people = everyone(charity.id, now)

    def holders(post: str | None) -> tuple[str, ...]:
        return tuple(person.name for person in people if post in person.posts)

    receivers = tuple(
        Rung(
            name=receiver_label(charity.policy, one),
            who=holders(one.post),
            outside=one.post is None,
            reach=one.telephone or "",
            check=one.check or "",
        )
        for one in charity.policy.receivers
    )
    duties = tuple(
        Duty(what, tuple(one.name for one in people if role in one.roles)) for what, role in _DUTIES
    )
    posts = tuple(Duty(post.label, holders(post.key)) for post in charity.policy.posts)
    return WhoDoesWhat(receivers, duties, posts)
