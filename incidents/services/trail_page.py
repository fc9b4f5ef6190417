"""The trail of one case for those who may read trails: every entry, and whether the chain is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services import reads, verifying
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.gather import scene
from incidents.services.timeline import Told, timeline
from incidents.services.verifying import Verdict
from incidents.store.db import work

PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Fifty entries, newest first; `older` is where the next ones begin; `verdict` is about the whole chain."""

    reference: str
    entries: tuple[Told, ...]
    older: int | None
    verdict: Verdict


def trail_of(actor: Member, reference: str, now: datetime, before: int | None = None) -> TrailPage:
    """Read a case's trail; the reading is an entry too. Raises NotFound for what the actor may not learn of."""
    if not permits(actor, Permission.READ_TRAIL):
        raise NotFound
    with work() as session:
        here = scene(session, actor, reference, None, now)
        found = timeline(session, here, limit=PAGE + 1, before=before)
        verdict = verifying.verify(here.case.reference)
        reads.note(session, actor, "trail_viewed", now, case_id=here.case.id)
        older = found[PAGE - 1].seq if len(found) > PAGE else None
        return TrailPage(here.case.reference, found[:PAGE], older, verdict)
