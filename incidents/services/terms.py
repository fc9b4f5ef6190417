"""What somebody from outside is let in for, and their promise, once, before they read the first word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.permissions import only_helps
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.on_case import enter
from incidents.services.once import earlier_answer
from incidents.services.timeline import called
from incidents.store.db import read, work
from incidents.store.queries import access


@dataclass(frozen=True, slots=True)
class LetInFor:
    """One thing that they are let in for ("" is the case itself), why, and until when (aware UTC)."""

    what: str
    because: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The page of the promise."""

    reference: str
    let_in_for: tuple[LetInFor, ...]


def asked(actor: Member, reference: str, now: datetime) -> Terms:
    """What a helper promises for. Raises NotFound, also for who has promised or need not."""
    with read() as session:
        here = _owing(session, actor, reference, now)
        rows = access.history(session, here.case, here.seen)
        return Terms(
            here.case.reference,
            tuple(
                LetInFor(called(track.machine, track.subject_label) if track else "", row.because, row.until)
                for row, _, track in rows
                if row.person_id == actor.person_id and (row.until is None or row.until > now)
            ),
        )


def agree(actor: Member, reference: str, key: str, now: datetime) -> None:
    """Promise to keep it to oneself, for all one is let into here. One entry. Raises NotFound."""
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None:
            return
        here = _owing(session, actor, reference, now, lock=True)
        access.agree(session, here.case, actor.person_id, now)
        matters = [one.track.id for one in here.visible]
        # Who is let into one matter says it there: the case as a whole is not theirs to write in.
        track_id = None if here.found.whole else matters[0]
        enter(Change(session, actor, here, now), "terms_agreed", {}, track_id=track_id)


def _owing(session: Session, actor: Member, reference: str, now: datetime, *, lock: bool = False) -> Scene:
    may = Permission.READ_CASE
    here = scene(session, actor, reference, None, now, may=may, lock=lock, promised=False)
    owes = access.owes_terms(session, here.case, actor.person_id, now)
    if not (only_helps(actor.roles) and owes):
        raise NotFound
    return here
