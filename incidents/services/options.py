"""What may be chosen where the choice depends on the case: colleagues, clauses, matters to start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from textwrap import shorten

from sqlalchemy.orm import Session

from incidents.domain.board import OptionFault, options_of
from incidents.domain.case import Known
from incidents.domain.fields import LONDON, Field, Kind
from incidents.domain.lifecycle import FITS, MACHINES, OPEN_BEFORE_TRIAGE
from incidents.domain.lifecycle.external_guards import BOARD_DECISION, ON_AUTHORITY, board_decided
from incidents.domain.lifecycle.subjects import Candidate, split
from incidents.domain.lifecycle.subjects import starts as all_starts
from incidents.domain.machine import Transition
from incidents.domain.permissions import GRANTS, permits
from incidents.domain.policy import Policy
from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.serious_words import is_here
from incidents.domain.words import NEEDS_AUTHORITY, Permission
from incidents.services import charity as charities
from incidents.services import discreet, findings
from incidents.services.actors import Member
from incidents.services.gather import Scene
from incidents.store.models import CaseFile
from incidents.store.queries import parts, people

Labels = dict[str, str]

# Whoever is named here goes on with it, so they must be allowed to do what the step itself asks for.
_DECISION_LENGTH = 300
_GO_ON = frozenset({"lead", "colleague"})


def asked(here: Scene, transition: Transition) -> tuple[Field, ...]:
    """The questions of a step, without those that do not arise here: a body that needs no authority of the
    board is told without a word on it."""
    needless = here.track is not None and here.track.subject not in NEEDS_AUTHORITY
    of_authority = (
        ON_AUTHORITY if needless and transition.permission is Permission.DRAFT_REPORT else frozenset()
    )
    return tuple(field for field in transition.requires if field.name not in of_authority)


def allowed(
    session: Session, here: Scene, actor: Member, transition: Transition, now: datetime
) -> Mapping[str, Labels]:
    """For each field of a step whose choices depend on the case: its keys and what people read."""
    found: dict[str, Labels] = {}
    for field in transition.requires:
        if field.kind is Kind.PERSON:
            may = transition.permission if field.name in _GO_ON else Permission.READ_CASE
            away = _aside(here) if field.name != "kept_back" else frozenset()
            everyone = colleagues(session, here, now, may)
            found[field.name] = {key: name for key, name in everyone.items() if key not in away}
        elif field.name == "clauses":
            alleged = clauses_alleged(policy_then(session, here.case))
            found[field.name] = {clause.id: f"{clause.id}: {clause.rule}" for clause in alleged}
        elif field.name in ("track", "tracks"):
            found[field.name] = startable(session, here, actor)
        elif field.name in ("who", "other_person"):
            found[field.name] = discreet.names(parts.parts(session, here.case, ()).people)
        elif field.name == "posts":
            found[field.name] = {post.key: post.label for post in policy_then(session, here.case).posts}
        elif field.name == "option":
            found[field.name] = answers_of_the_pack(here)
        elif field.name == BOARD_DECISION:
            found[field.name] = _board_decisions(here)
        elif field.name == "what":
            due = {findings.NATIONAL_BODY: "Telling the national body"}
            found[field.name] = {**here.unmet, **(due if here.facts.national_body_due else {})}
    return found


def colleagues(
    session: Session, here: Scene, now: datetime, may: Permission = Permission.READ_CASE
) -> Labels:
    """Those of the charity whom this does not concern, who may read cases and have the permission `may`."""
    about = here.track_facts.person.person_id if here.track_facts and here.track_facts.person else None
    return {
        one.person_id: one.name
        for one in people.people(session, here.case.organisation_id, now)
        if one.roles & GRANTS[Permission.READ_CASE]
        and one.roles & GRANTS[may]
        and one.person_id not in here.found.excluded
        and one.person_id != about
    }


def _aside(here: Scene) -> frozenset[str]:
    """Who may know nothing of this matter: kept back to hear an appeal, or with an interest in it."""
    board = here.track_facts.board if here.track_facts else None
    return board.aside if board else frozenset()


def answers_of_the_pack(here: Scene) -> Labels:
    """The answers that the board was given to choose from."""
    return _answers_in(here.here.known)


def _answers_in(known: Known) -> Labels:
    try:
        return {one.key: one.label for one in options_of(str(known.get("options", "")))}
    except OptionFault:
        return {}


def _board_decisions(here: Scene) -> Labels:
    """What the board decided in this case, in its words, as far as the reader may know of it."""
    seen = {one.track.id for one in here.visible}
    return {
        one.id: _decision(one.known) for one in here.facts.tracks if one.id in seen and board_decided(one)
    }


def _decision(known: Known) -> str:
    """The question, the answer that was chosen (an independent body has none), and what was decided."""
    chosen = _answers_in(known).get(str(known.get("option")), "")
    parts = (known.get("question"), chosen, known.get("decision"))
    return shorten(" – ".join(str(one) for one in parts if one), _DECISION_LENGTH, placeholder=" …")


def policy_then(session: Session, case: CaseFile) -> Policy:
    """The policy that judges the act: the version in force on its day."""
    _, policy = charities.in_force(session, case.organisation_id, act_day(case))
    return policy


def act_day(case: CaseFile) -> date:
    """The London day whose policy judges the act: when it happened, or else when it reached us."""
    return case.occurred_from or case.aware_at.astimezone(LONDON).date()


def starts(session: Session, here: Scene) -> Labels:
    """Every matter that could be about something or someone of this case."""
    found = parts.parts(session, here.case, ()).people
    called = discreet.names(found)
    return all_starts(
        (Candidate(one.id, called[one.id], one.involvement, one.standing) for one in found), FITS
    )


def startable(session: Session, here: Scene, actor: Member) -> Labels:
    """The matters that this actor can start now, as people read them.

    From a new report only what cannot wait; so too for who does not make the first decisions.
    """
    nation = charities.version(session, here.case.organisation_id, *here.found.policy).nation
    running = {f"{one.track.machine}:{one.track.subject}" for one in here.visible if not one.track.ended}
    every = here.case.state != "reported" and permits(actor, Permission.TRIAGE)
    names = set(MACHINES) if every else OPEN_BEFORE_TRIAGE
    return {
        key: f"{MACHINES[split(key)[0]].label}: {label}"
        for key, label in starts(session, here).items()
        if key not in running and split(key)[0] in names and is_here(split(key)[1], nation)
    }
