"""What the policy says about the people of a case: what may follow, what will, and what is not started."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from incidents.domain.details import called
from incidents.domain.lifecycle import CONDUCT, MACHINES, listing
from incidents.domain.policy import Policy
from incidents.domain.policy_verdict import Consequence, Verdict
from incidents.domain.policy_words import Category, Force, Route
from incidents.domain.words import Body, Role
from incidents.store.models import CaseFile, FindingRow, Involvement, Track
from incidents.store.queries import findings, people
from incidents.store.queries.one_case import Found
from incidents.store.queries.visible import Reader

# Set on the case by the step that looks something up: only then is there anything to read here.
LOOKED_UP = "looked_up"
NATIONAL_BODY = f"external_report:{Body.NATIONAL_BODY.value}"
DECISION = "decision"
# Set when a clause is cited that says what will follow: somebody must look up for whom.
WILL_CITED = "will_cited"
CITED = f"{DECISION}:cited"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one case. `unmet` and `offered` as in CaseFacts, each with what people read.

    `rows` are the findings that count, with the person each is about; `aside` what was decided against.
    """

    rows: tuple[tuple[FindingRow, Involvement], ...] = ()
    offered: frozenset[str] = frozenset()
    unmet: dict[str, str] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()


def standing(session: Session, case: CaseFile, tracks: Iterable[Track]) -> Standing:
    """What was looked up for `case`, against all its `tracks`, seen or not. No query before anything was."""
    if case.known.get(LOOKED_UP) is not True:
        return Standing()
    every = findings.standing(session, case)
    rows = tuple({(row.involvement_id, row.act): (row, about) for row, about in every}.values())
    aside = findings.set_aside(session, case)
    begun = {f"{one.machine}:{one.subject}" for one in tracks if one.state != "not_needed"}
    # Looking it up again does not undo what the policy says will follow: only the chair decides against it.
    musts = dict.fromkeys(str(key) for row, _ in every for key in row.musts)
    if case.known.get(WILL_CITED) is True and not musts:
        musts[CITED] = None
    return Standing(
        rows=rows,
        offered=frozenset(
            f"{machine}:{row.involvement_id}"
            for row, _ in rows
            for machine in map(str, row.routes)
            if machine in CONDUCT
        ),
        unmet={key: _label(key, every) for key in musts if key not in begun | aside},
        aside=aside,
    )


def national_body_due(policy: Policy, tracks: Iterable[Track], aside: Collection[str]) -> bool:
    """Whether the policy sends serious incidents to the national body flatly, and nothing was sent yet."""
    flat = any(
        clause.route is Route.NATIONAL_BODY and clause.force is Force.MUST for clause in policy.clauses
    )
    begun = {f"{one.machine}:{one.subject}" for one in tracks if one.state != "not_needed"}
    return flat and NATIONAL_BODY not in begun | set(aside)


def last_receiver(session: Session, found: Found, eyes: Reader, policy: Policy) -> bool:
    """Whether no chair is free and the reader is the last free receiver inside the charity (its list)."""
    if found.posts.isdisjoint(receiver.post or "" for receiver in policy.receivers):
        return False
    everyone = people.people(session, found.case.organisation_id, eyes.now)
    free = [one for one in everyone if one.person_id not in found.excluded]
    if any(Role.CHAIR in one.roles for one in free):
        return False
    for receiver in reversed(policy.receivers):
        holders = {one.person_id for one in free if receiver.post in one.posts}
        if holders:
            return eyes.person_id in holders
    return False


def _label(key: str, rows: Iterable[tuple[FindingRow, Involvement]]) -> str:
    """What people read for something that will follow: what, and whom it is about."""
    if key == CITED:
        return "Looking up what the policy says: a clause that was cited says what will follow"
    machine, _, subject = key.partition(":")
    named = next((about.label for row, about in rows if about.id == subject), "")
    said = MACHINES[machine].label if machine in MACHINES else "A decision, written down"
    return f"{said}: {named}" if named else said


def _tables() -> str:
    told = json.dumps(listing.as_data(MACHINES), sort_keys=True).encode()
    return hashlib.sha256(told).hexdigest()[:16]


# The version of the machines' tables that a finding was made under, stored with it.
TABLES = _tables()


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as people read it; `agreed` False comes with the reason in `otherwise`."""

    involvement_id: str
    person: str
    act: str
    verdict: Verdict
    consequence: Consequence
    clauses: tuple[str, ...]
    agreed: bool
    otherwise: str


def told(rows: Iterable[tuple[FindingRow, Involvement]]) -> tuple[Said, ...]:
    """The findings that count, in words."""
    return tuple(
        Said(
            involvement_id=row.involvement_id,
            person=called(about.label, about.involvement, under_18=about.under_18),
            act=Category(row.act).label,
            verdict=Verdict(row.verdict),
            consequence=Consequence(row.consequence),
            clauses=tuple(str(key) for key in row.clauses),
            agreed=row.agreed,
            otherwise=row.otherwise,
        )
        for row, about in rows
    )
