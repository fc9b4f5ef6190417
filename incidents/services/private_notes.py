"""Notes for their writer alone: marking one, and sharing it later with all who may see where it stands."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.models import PrivateNote

_ID = re.compile(r"[0-9a-f]{32}")
_ABOUT = (
    "All who may see the case, or the matter that it is about, can read it then, on every page and paper."
)


def keep(change: Change, track_id: str | None) -> None:
    """Mark the entry that this change is about to write as its writer's own."""
    case = change.scene.case
    change.session.add(
        PrivateNote(
            organisation_id=case.organisation_id,
            event_id=change.event_id,
            case_id=case.id,
            track_id=track_id,
            person_id=change.actor.person_id,
            shared_at=None,
        )
    )


def form(actor: Member, reference: str, note_id: str, now: datetime) -> tuple[Form, str]:
    """What the page that shares a note needs, and the case's reference. Raises NotFound."""
    with read() as session:
        here, _ = _own(session, actor, reference, note_id, now)
        return Form((), about=_ABOUT), here.case.reference


def share(actor: Member, reference: str, note_id: str, key: str, now: datetime) -> None:
    """Let all who may see the place of an own private note read it, for good. Raises NotFound."""
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        here, note = _own(session, actor, reference, note_id, now, lock=True)
        note.shared_at = now
        change = Change(session, actor, here, now)
        change.touch(note.track_id)
        entry = trail.Entry(
            organisation_id=here.case.organisation_id,
            action="note_shared",
            actor=actor.person_id,
            at=now,
            payload={"by": actor.name, "note": note_id},
            case_id=here.case.id,
            track_id=note.track_id,
        )
        trail.on_case(session, here.case, entry)


def _own(
    session: Session, actor: Member, reference: str, note_id: str, now: datetime, *, lock: bool = False
) -> tuple[Scene, PrivateNote]:
    """A note of the actor's own that is not shared yet, where they may still see its place."""
    here = scene(session, actor, reference, None, now, may=Permission.HANDLE, lock=lock)
    note = session.get(PrivateNote, (actor.organisation_id, note_id)) if _ID.fullmatch(note_id) else None
    if note is None or note.case_id != here.case.id or note.person_id != actor.person_id:
        raise NotFound
    seen = here.found.whole if note.track_id is None else note.track_id in here.seen
    if note.shared_at is not None or not seen:
        raise NotFound
    return here, note
