"""Whom a report concerns, read from what was ticked and typed: they must not learn that it exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidents.domain.policy import Policy
from incidents.services.routing import named_in, partly_named_in, passes_staff, titled_in
from incidents.services.told import Told
from incidents.store.queries.people import HeldBy


@dataclass(frozen=True, slots=True)
class Concerned:
    """`about` goes into the case by name; `hidden` (person id to the reason) never learns of it.

    `past_staff`: it concerns someone who leads here, so it does not stay with the staff.
    """

    about: tuple[HeldBy, ...]
    hidden: Mapping[str, str]
    past_staff: bool


def concerned(told: Told, everyone: Sequence[HeldBy], policy: Policy, by: str | None) -> Concerned:
    """Read who is meant. `by` is the person who reports, if we know them: naming oneself hides nothing.

    A whole name or a ticked post says that it is about someone. What they are here ("the chair") and a part
    of a name ("Maureen") keep the report from them all the same: a needless exclusion costs a detour, a
    missed one gives a report to the very person it is about.
    """
    others = [one for one in everyone if one.person_id != by]
    about = _ticked_or(named_in(told.about, others), told.about_posts, everyone)
    kept_out = _ticked_or(named_in(told.keep_out, others), told.keep_out_posts, everyone)
    sure = {
        "kept_out": (*kept_out, *titled_in(told.keep_out, others, policy)),
        "about": (*about, *titled_in(told.about, others, policy)),
    }
    perhaps = {
        "kept_out": partly_named_in(told.keep_out, others),
        "about": partly_named_in(told.about, others),
    }
    return Concerned(
        about=about,
        hidden=_reasons(perhaps) | _reasons(sure),
        past_staff=passes_staff(policy, (one for found in sure.values() for one in found)),
    )


def _ticked_or(
    named: Sequence[HeldBy], posts: Sequence[str], everyone: Sequence[HeldBy]
) -> tuple[HeldBy, ...]:
    return tuple(one for one in everyone if one in named or not one.posts.isdisjoint(posts))


def _reasons(found: Mapping[str, Sequence[HeldBy]]) -> dict[str, str]:
    return {one.person_id: why for why, people in found.items() for one in people}
