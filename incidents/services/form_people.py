"""Whose names a form of a case is looked through for, and what stands in for each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.policy import Policy
from incidents.domain.policy_words import Standing
from incidents.domain.redaction import Named, called, handles
from incidents.domain.words import Involvement
from incidents.services.gather import Scene, known_parts
from incidents.store.queries import parts, people

OUR_OWN = "one of our people"


def named(session: Session, here: Scene, policy: Policy, *, everyone: bool = False) -> tuple[Named, ...]:
    """The people of the case, who reported it and who deals with it; as the reader of `here` knows them.

    `everyone`: those too whom the reader does not know of, whose names must not leave with what others wrote.
    Never to be shown.
    """
    if everyone:
        every = [one.track.id for one in here.tracks]
        small = parts.parts(session, here.case, every, whole=True, with_reports=True)
    else:
        small = known_parts(session, here, with_reports=True)
    told = [
        (_standing(one.standing, policy), Involvement(one.involvement), one.under_18) for one in small.people
    ]
    found = [
        Named(one.label, words, handles(one.handles))
        for one, words in zip(small.people, called(told), strict=True)
    ]
    others = dict.fromkeys(sorted({r.reporter_name for r in small.reports}), "the person who reported it")
    others[here.case.lead_name] = "the person who deals with it"
    known = {one.label for one in found} | {""}
    return (*found, *(Named(name, words) for name, words in others.items() if name not in known))


def with_our_own(session: Session, here: Scene, policy: Policy, now: datetime) -> tuple[Named, ...]:
    """As `named`, and whoever else the charity knows by name: who decided may stand in what was written."""
    found = named(session, here, policy)
    known = {one.label for one in found}
    ours = people.people(session, here.case.organisation_id, now)
    return (*found, *(Named(one.name, OUR_OWN) for one in ours if one.name not in known))


def _standing(key: str, policy: Policy) -> str:
    own = {
        Standing.TRUSTEE: policy.words.board_member,
        Standing.STAFF: "member of staff",
        Standing.VOLUNTEER: policy.words.volunteer,
        Standing.FAMILY: policy.words.beneficiary,
        Standing.PLACEMENT: "person on a placement",
        Standing.OTHER_REPRESENTATIVE: "person who speaks for us",
    }
    if not key:
        return ""
    standing = Standing(key)
    return own.get(standing, standing.label.lower())
