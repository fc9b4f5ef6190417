"""What every change to a case's evidence has in common: where it is made, the lock, and its one entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.words import Permission
from incidents.services.actors import Member, reader
from incidents.services.changing import Change
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import work
from incidents.store.queries import evidence as queries
from incidents.store.queries.evidence import FoundEvidence


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence goes: by whom, to which case and matter (None: the case), by which form, when.

    `replaces` is the file that the new one is a newer version of. `scanner`: one is set up.
    """

    actor: Member
    reference: str
    track_id: str | None
    key: str
    now: datetime
    replaces: str | None = None
    scanner: bool = False


def one_of(session: Session, place: Place, here: Scene, evidence_id: str) -> FoundEvidence:
    """A file that still counts. Raises NotFound, also for one that was taken back or has a newer version."""
    one = queries.one(session, reader(place.actor, place.now), here.case.id, evidence_id)
    if one is None or one.row.taken_back_at is not None or one.newer_id is not None:
        raise NotFound
    return one


@contextmanager
def writing(
    place: Place, answer: dict[str, object]
) -> Iterator[tuple[Session, Scene, dict[str, object] | None]]:
    """A change to a case, locked, for someone who may make it; with the answer given to this form before."""
    with work() as session:
        earlier = earlier_answer(session, place.actor.account_id, place.key, answer, place.now)
        here = scene(
            session,
            place.actor,
            place.reference,
            place.track_id,
            place.now,
            may=Permission.HANDLE,
            lock=True,
        )
        yield session, here, earlier


def enter(session: Session, place: Place, here: Scene, action: str, said: dict[str, object]) -> None:
    if place.track_id is None and not here.found.whole:
        raise NotFound
    change = Change(session, place.actor, here, place.now)
    change.touch(place.track_id)
    trail.on_case(
        session,
        here.case,
        trail.Entry(
            organisation_id=here.case.organisation_id,
            action=action,
            actor=place.actor.person_id,
            at=place.now,
            payload={"by": place.actor.name, **said},
            case_id=here.case.id,
            track_id=place.track_id,
        ),
    )
