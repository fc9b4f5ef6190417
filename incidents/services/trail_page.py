"""The trail of one case and whether it is whole: in full for its readers, in outline for an auditor."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import reference as references
from incidents.domain.permissions import permits
from incidents.domain.words import Permission, Role
from incidents.services import discreet, reads, verifying
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.timeline import Told, tell, timeline
from incidents.store.db import read, work
from incidents.store.queries import trails

PAGE = 50
# Who wrote an entry where no person of the charity did.
_OTHERS = {"reporter": "Someone who did not sign in", "system": "The program itself"}


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Up to fifty entries, newest first; `older` is the entry after which the next ones begin.

    `sound` is about the whole chain, whatever part of it the reader sees. Only an auditor (`outline`: every
    entry, without its words) also gets the number of `entries` and the `fault`: to anyone else they could
    tell of a matter that they may not know of.
    """

    reference: str
    entries: tuple[Told, ...]
    older: str
    sound: bool
    outline: bool
    checked: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TrailList:
    """The cases whose trail the reader may open, by reference alone, and where the next older ones begin."""

    cases: tuple[trails.TrailName, ...]
    older: tuple[datetime, str] | None


def trail_of(actor: Member, reference: str, now: datetime, before: str = "") -> TrailPage:
    """Read a case's trail, from after the entry with the id `before` on; the reading is an entry too.

    Who is let into the case reads its trail in full. An auditor reads the trail of any case of the charity
    that is not hidden from them, in outline. Raises NotFound for what the actor may not learn of.
    """
    if not permits(actor, Permission.READ_TRAIL):
        raise NotFound
    audits = Role.AUDITOR in actor.roles
    with work() as session:
        here = _scene(session, actor, reference, now)
        outline = audits and (here is None or not here.found.whole)
        if here is None or outline:
            case_id, tidy = _audited(session, actor, reference, now)
            found = _outline(session, actor, case_id, _place(session, case_id, before))
        else:
            case_id, tidy = here.case.id, here.case.reference
            found = discreet.entries(
                timeline(session, here, limit=PAGE + 1, before=_place(session, case_id, before))
            )
        older = trails.entry_at(session, case_id, found[PAGE - 1].seq) if len(found) > PAGE else ""
        reads.note(session, actor, "trail_viewed", now, case_id=case_id)
    verdict = verifying.verify(tidy)
    return TrailPage(
        reference=tidy,
        entries=found[:PAGE],
        older=older,
        sound=verdict.sound,
        outline=outline,
        checked=verdict.entries if audits else 0,
        fault=verdict.fault if audits else "",
    )


def trails_page(actor: Member, now: datetime, before: tuple[datetime, str] | None = None) -> TrailList:
    """The cases whose trail the actor may open, fifty at a time, newest change first. Raises NotFound."""
    if not permits(actor, Permission.READ_TRAIL):
        raise NotFound
    with read() as session:
        found = trails.page(session, reader(actor, now), every=Role.AUDITOR in actor.roles, before=before)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return TrailList(found[:PAGE], (last.changed_at, last.id) if last else None)


def _scene(session: Session, actor: Member, reference: str, now: datetime) -> Scene | None:
    try:
        return scene(session, actor, reference, None, now)
    except NotFound:
        return None


def _audited(session: Session, actor: Member, reference: str, now: datetime) -> tuple[str, str]:
    """The id and reference of a case that an auditor may check. Raises NotFound, for anyone else too."""
    if Role.AUDITOR not in actor.roles:
        raise NotFound
    tidy = references.tidy(reference)
    case_id = trails.auditable(session, reader(actor, now), tidy) if tidy else None
    if case_id is None or tidy is None:
        raise NotFound
    return case_id, tidy


def _place(session: Session, case_id: str, before: str) -> int | None:
    if not before:
        return None
    place = trails.place_of(session, case_id, before) if before.isascii() and before.isalnum() else None
    if place is None:
        raise NotFound
    return place


def _outline(session: Session, actor: Member, case_id: str, before: int | None) -> tuple[Told, ...]:
    """Every entry by its sealed header: what was done, when and by whom, and none of the words."""
    rows = trails.headers(session, case_id, limit=PAGE + 1, before=before)
    sealed = [json.loads(row.header) for row in rows]
    matters = {move["id"] for header in sealed for move in header["moves"]}
    names = trails.names(session, actor.organisation_id, frozenset(header["actor"] for header in sealed))
    return tuple(
        replace(tell(row, matters), by=names.get(header["actor"]) or _OTHERS.get(header["actor"], ""))
        for row, header in zip(rows, sealed, strict=True)
    )
