"""Installing a charity and the versions of its policy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.domain.policy import Policy, canonical
from incidents.store import policy_files, trail
from incidents.store.db import read, work
from incidents.store.models import ClauseRow, Organisation, PolicyVersion
from incidents.store.queries import people


@dataclass(frozen=True, slots=True)
class Installed:
    """Which version holds what was given: `new` when it was not there before."""

    number: int
    new: bool


def install_file(path: Path, now: datetime) -> Installed:
    """Install the policy in a YAML file. Raises PolicyFault (file, line, remedy), and nothing is changed."""
    return install(policy_files.load(path), now)


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


def install(policy: Policy, now: datetime) -> Installed:
    """Install a charity's policy as a new version (the same text twice is one), the charity with its first.

    A later version holds from its `in_force_from`, or from the London day of `now` when it names none.
    """
    document = canonical(policy)
    sha256 = hashlib.sha256(document).digest()
    with work() as session:
        charity = session.get(Organisation, policy.id, with_for_update=True)
        last = session.scalar(
            select(func.max(PolicyVersion.number)).where(PolicyVersion.organisation_id == policy.id)
        )
        if last is not None and session.get_one(PolicyVersion, (policy.id, last)).sha256 == sha256:
            return Installed(last, new=False)
        if charity is None:
            charity = Organisation(id=policy.id, code=policy.code)
            session.add(charity)
        charity.name, charity.short_name, charity.nation = policy.name, policy.short_name, policy.nation
        number = (last or 0) + 1
        _add(session, policy, number, document.decode(), sha256, now)
        session.flush()
        trail.on_organisation(
            session,
            trail.Entry(
                organisation_id=policy.id,
                action="policy_installed" if last else "charity_installed",
                actor="system",
                at=now,
                payload={"version": number, "sha256": sha256.hex()},
            ),
        )
    return Installed(number, new=True)


def _add(session: Session, policy: Policy, number: int, document: str, sha256: bytes, now: datetime) -> None:
    today = now.astimezone(LONDON).date()
    session.add(
        PolicyVersion(
            organisation_id=policy.id,
            number=number,
            in_force_from=policy.document.in_force_from
            if number == 1
            else policy.document.in_force_from or today,
            document=document,
            sha256=sha256,
            installed_at=now,
        )
    )
    session.flush()
    session.add_all(
        ClauseRow(
            organisation_id=policy.id,
            policy_number=number,
            id=clause.id,
            position=position,
            kind=clause.kind,
            category=clause.category,
            rule=clause.rule,
        )
        for position, clause in enumerate(policy.clauses)
    )
