"""A case of invented people, taken through the one door until its report to the Commission is drafted."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from incidents.domain.words import Role
from incidents.services.actors import Member
from incidents.store import db
from incidents.store.models import CaseFile, Track
from tests import databases
from tests.cast import join, report, step

STORY = {
    "what_happened": "A volunteer posted a photograph.",
    "impact": "A family is upset.",
    "steps_taken": "It was taken down.",
    "prevention": "A second person looks first.",
    "policies_followed": "no",
    "policies_words": "Nobody had asked for consent.",
}
OPENED = {"title": "=Photograph of a family", "kind": "content", "severity": "serious"}


@dataclass
class Drafted:
    """The case by its reference, the manager who leads it, and its matters by kind."""

    manager: Member
    reference: str
    tracks: dict[str, str] = field(default_factory=dict)


def drafted(slug: str = "fts", clauses: tuple[str, ...] = ("FTS-P-03",), **told: object) -> Drafted:
    """The case, with what the reporter told; the manager has the first post of the charity's list."""
    if (slug, clauses, told) == ("fts", ("FTS-P-03",), {}):
        return databases.built(_usual)
    return _drafted(slug, clauses, **told)


def _usual() -> Drafted:
    return _drafted("fts", ("FTS-P-03",))


def _drafted(slug: str, clauses: tuple[str, ...], **told: object) -> Drafted:
    manager = join(slug, "Maureen Tuffnell", [Role.MANAGER], ["business_manager"])
    reference = report(slug, **told)
    first = {
        "danger": "no",
        "still_up": "no",
        "personal_data": "yes",
        "lead": manager.person_id,
        "can_wait": "no",
    }
    step(manager, reference, "look", first, version=1)
    tracks = ["external_report:charity_commission", "external_report:police", "containment:own_page"]
    opened = {**OPENED, "clauses": list(clauses), "no_clause_because": "" if clauses else "None speaks of it"}
    step(manager, reference, "open", {**opened, "tracks": tracks}, version=2)
    made = Drafted(manager, reference, tracks_of(reference))
    told_police = {"told_by": "The manager", "sent_on": "2026-11-20", "how": "telephone", "said": "All of it"}
    told_police |= {"reference": "CR/1", "contact": "101"}
    act(made, "external_report:police", "tell", told_police)
    draft = {
        "must_tell_because": "Harm to a family",
        "trustees_aware": "yes",
        "found_out_how": "A parent rang.",
    }
    act(made, "external_report:charity_commission", "draft", {**draft, **STORY})
    return made


def act(made: Drafted, track: str, action: str, raw: dict[str, object], version: int = 1) -> None:
    """One step of one matter, by the manager."""
    step(made.manager, made.reference, action, raw, version=version, track=made.tracks[track])


def tracks_of(reference: str) -> dict[str, str]:
    """The ids of a case's matters, by "machine:subject"."""
    query = sa.select(Track.machine, Track.subject, Track.id).join(CaseFile, CaseFile.id == Track.case_id)
    with db.read() as session:
        found = session.execute(query.where(CaseFile.reference == reference))
        return {f"{machine}:{subject}": key for machine, subject, key in found}
