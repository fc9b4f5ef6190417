"""From an administrator's copy to a version of the policy: from which day, why, and what it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Field, Kind, Problem, parse
from incidents.domain.policy import Policy, canonical
from incidents.services import charity as charities
from incidents.services import policy_editing as editing
from incidents.services.actors import Member
from incidents.services.faults import Invalid, Stale
from incidents.services.installing import Installed, Order, install_in
from incidents.services.policy_editing_faults import look
from incidents.services.policy_page import changed
from incidents.store.db import read
from incidents.store.models import Organisation
from incidents.store.queries import policies

FIELDS = (
    Field("day", "From which day does it hold?", Kind.DATE, hint="Today, or a day to come.", past=False),
    Field("because", "Why is the policy changed?", hint="Everyone who reads this version reads it."),
)
_MEANWHILE = "Your copy, or the policy itself, was changed since you looked at it"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is about to be installed, to be looked at once more.

    `changes` are against `number`, the version that holds now. `seal` stands for all of it: what is installed
    is what was looked at.
    """

    day: date
    because: str
    number: int
    new: int
    changes: tuple[str, ...]
    seal: str


def plan(actor: Member, raw: Mapping[str, object], now: datetime) -> Plan:
    """What installing the actor's copy would do. Raises NotFound, NoCopy and Invalid."""
    editing.has_copy(actor, now)
    with read() as session:
        return _planned(session, actor, raw, now)[0]


def install_copy(
    actor: Member, key: str, seal: str, raw: Mapping[str, object], now: datetime
) -> Installed | None:
    """Install the actor's copy as the next version; None when this very form has acted before.

    Raises NotFound, NoCopy, Invalid, and Stale when it is not what was looked at any more.
    """
    with editing.changing(actor, key, now) as session:
        if session is None:
            return None
        # Locked first, so that nobody else installs between the look and the deed.
        session.get_one(Organisation, actor.organisation_id, with_for_update=True)
        planned, policy = _planned(session, actor, raw, now, lock=True)
        if planned.seal != seal:
            raise Stale((_MEANWHILE,), 0)
        done = install_in(session, policy, now, Order(actor, planned.because, planned.day))
        editing.forget(session, actor)
        return done


def _planned(
    session: Session, actor: Member, raw: Mapping[str, object], now: datetime, *, lock: bool = False
) -> tuple[Plan, Policy]:
    copy = editing.find(session, actor, now, lock=lock)
    if copy is None:
        raise editing.NoCopy
    policy = look(copy.document).policy
    if policy is None:
        raise Invalid((Problem("copy", "Something in the copy has to be put right before it is installed"),))
    today = now.astimezone(LONDON).date()
    versions = policies.versions(session, actor.organisation_id)
    newest = charities.version(session, actor.organisation_id, versions[0][0], versions[0][3])
    data, problems = parse(FIELDS, raw, now)
    day = date.fromisoformat(str(data["day"])) if "day" in data else None
    if day is not None:
        problems = (*_day_problems(day, today, versions[0][1]), *problems)
    if not changed(newest, policy):
        problems = (Problem("copy", "Nothing differs from the newest version: there is nothing to install"),)
    if (policy.id, policy.code) != (newest.id, newest.code):
        problems = (Problem("copy", "The name in links and the prefix of references never change"),)
    if problems or day is None:
        raise Invalid(problems)
    number, old = charities.in_force(session, actor.organisation_id, today)
    new = replace(policy, document=replace(policy.document, in_force_from=day))
    seal = hashlib.sha256(canonical(new) + str(versions[0][0]).encode()).hexdigest()
    changes = changed(old, policy)
    return Plan(day, str(data["because"]), number, versions[0][0] + 1, changes, seal), policy


def _day_problems(day: date, today: date, newest: date | None) -> tuple[Problem, ...]:
    if day < today:
        return (Problem("day", "Choose today or a day to come: what was done before keeps its version"),)
    if newest is not None and day < newest:
        said = f"The newest version holds from {newest.day} {newest:%B %Y}: choose that day or a later one"
        return (Problem("day", said),)
    return ()
