"""Installing a charity and the versions of its policy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Problem
from incidents.domain.policy import Policy, canonical
from incidents.domain.policy_difference import difference
from incidents.services import charity as charities
from incidents.services.actors import Member
from incidents.services.faults import Invalid
from incidents.store import policy_files, trail
from incidents.store.db import read, work
from incidents.store.models import ClauseRow, Organisation, PolicyVersion
from incidents.store.queries import people, policies


@dataclass(frozen=True, slots=True)
class Installed:
    """Which version holds what was given: `new` when it was not there before.

    `changes` are the sentences of what differs from the version before; none for the first one.
    """

    number: int
    new: bool
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Who installs (None: the machine's operator), why, and from which London day it is to hold.

    Without a `day` it is the policy's own `in_force_from`, or else the day on which it is installed.
    """

    actor: Member | None = None
    because: str = ""
    day: date | None = None


BY_SYSTEM = Order()


def install_file(path: Path, now: datetime) -> Installed:
    """Install the policy in a YAML file. Raises PolicyFault (file, line, remedy), and nothing is changed."""
    return install(policy_files.load(path), now)


def check_file(path: Path) -> None:
    """Read the policy in a YAML file and install nothing. Raises PolicyFault with every fault."""
    policy_files.load(path)


def install_missing(folder: Path, now: datetime) -> int:
    """Install those policies of a folder whose charity is not there yet; how many. An installed one stays.

    Raises PolicyFault as `install_file` does, and before anything is installed.
    """
    with read() as session:
        known = {charity.id for charity in people.charities(session)}
    if len(known) >= sum(1 for _ in folder.glob("*.yaml")) > 0:
        return 0  # the usual start, which need not read them
    missing = [policy for policy in policy_files.load_folder(folder) if policy.id not in known]
    for policy in missing:
        install(policy, now)
    return len(missing)


def install(policy: Policy, now: datetime, order: Order = BY_SYSTEM) -> Installed:
    """Install a charity's policy as a new version (the same text twice is one), the charity with its first.

    A later version holds from the day that `order` says. Raises Invalid for a day before that of the newest
    version, and for a code that is not the charity's.
    """
    with work() as session:
        return install_in(session, policy, now, order)


def install_in(session: Session, policy: Policy, now: datetime, order: Order) -> Installed:
    """As `install`, within the transaction of a use case that does something else as well."""
    charity = session.get(Organisation, policy.id, with_for_update=True)
    before = next(iter(policies.versions(session, policy.id)), None)
    owner = session.scalar(select(Organisation.id).where(Organisation.code == policy.code))
    if charity is None and owner is not None:
        raise Invalid((Problem("code", f"The prefix {policy.code} is that of “{owner}”: give each its own"),))
    if before is None or charity is None:
        charity = Organisation(id=policy.id, code=policy.code)
        session.add(charity)
    if charity.code != policy.code:
        raise Invalid((Problem("code", f"The prefix of references stays {charity.code}: cases carry it"),))
    first = before is None
    if order.day is not None and not first:
        policy = replace(policy, document=replace(policy.document, in_force_from=order.day))
    document = canonical(policy)
    sha256 = hashlib.sha256(document).digest()
    if before is not None and before[3] == sha256:
        return Installed(before[0], new=False)
    row = PolicyVersion(
        organisation_id=policy.id,
        number=1 if before is None else before[0] + 1,
        # A first version has always held: an act of any day needs a policy that judges it.
        in_force_from=None if before is None else _start(policy, before[1], now),
        document=document.decode(),
        sha256=sha256,
        installed_at=now,
    )
    changes = () if before is None else _changes(session, policy, before[0], before[3])
    charity.name, charity.short_name, charity.nation = policy.name, policy.short_name, policy.nation
    _add(session, row, policy)
    _tell(session, row, order, first=first)
    return Installed(row.number, new=True, changes=changes)


def _start(policy: Policy, newest: date | None, now: datetime) -> date:
    """From which day a later version holds; a version can never begin before the one that it follows."""
    day = policy.document.in_force_from or now.astimezone(LONDON).date()
    if newest is not None and day < newest:
        said = f"The newest version holds from {newest.day} {newest:%B %Y}: choose that day or a later one"
        raise Invalid((Problem("day", said),))
    return day


def _changes(session: Session, policy: Policy, number: int, sha256: bytes) -> tuple[str, ...]:
    return difference(charities.version(session, policy.id, number, sha256), policy)


def _add(session: Session, row: PolicyVersion, policy: Policy) -> None:
    session.add(row)
    session.flush()
    session.add_all(
        ClauseRow(
            organisation_id=policy.id,
            policy_number=row.number,
            id=clause.id,
            position=position,
            kind=clause.kind,
            category=clause.category,
            rule=clause.rule,
        )
        for position, clause in enumerate(policy.clauses)
    )
    session.flush()


def _tell(session: Session, row: PolicyVersion, order: Order, *, first: bool) -> None:
    said: dict[str, object] = {"version": row.number, "sha256": row.sha256.hex()}
    if order.actor is not None:
        day = row.in_force_from.isoformat() if row.in_force_from else None
        said |= {"by": order.actor.name, "because": order.because, "holds_from": day}
    trail.on_organisation(
        session,
        trail.Entry(
            organisation_id=row.organisation_id,
            action="charity_installed" if first else "policy_installed",
            actor=order.actor.person_id if order.actor else "system",
            at=row.installed_at,
            payload=said,
        ),
    )
