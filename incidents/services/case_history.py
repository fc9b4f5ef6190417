"""The whole history of one case, with that of every case that was joined to it, as one reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON
from incidents.exports.chronology import Exemption, Happening
from incidents.services.actors import Member
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, scene
from incidents.services.timeline import Told, timeline
from incidents.store.queries import one_case


@dataclass(frozen=True, slots=True)
class History:
    """The case itself first, then those joined to it that the reader is let into; every entry of each."""

    scenes: tuple[Scene, ...]
    entries: tuple[tuple[Scene, Told], ...]

    @property
    def here(self) -> Scene:
        """The case that the others were joined to."""
        return self.scenes[0]

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """Every entry as papers tell it; of a joined case, with its reference."""
        return tuple(
            _happening(told, "" if of is self.here else of.case.reference) for of, told in self.entries
        )


def history(session: Session, actor: Member, here: Scene, now: datetime) -> History:
    """Everything about a case that its reader may see, each stream from its beginning.

    Papers are made of it, and go to others: nobody's private note is in it, its reader's own neither.
    """
    scenes = (here, *_joined(session, actor, here, now))
    entries = [
        (one, told)
        for one in scenes
        for told in reversed(timeline(session, one.for_others, limit=one.case.head_seq + 1))
    ]
    return History(scenes, tuple(entries))


def _joined(session: Session, actor: Member, here: Scene, now: datetime) -> tuple[Scene, ...]:
    """The cases joined to this one, and those joined to them; one that is hidden is as if it were not."""
    found: list[Scene] = []
    for reference in one_case.joined_to(session, here.case):
        try:
            other = scene(session, actor, reference, None, now, whole=True)
        except NotFound:
            continue
        found += (other, *_joined(session, actor, other, now))
    return tuple(found)


def _happening(told: Told, reference: str) -> Happening:
    of = (("Case joined to this one", reference),) if reference else ()
    return Happening(
        happened=told.happened or told.at.astimezone(LONDON).date(),
        written=told.at,
        by=told.by,
        what=told.what,
        matter=told.machine,
        details=(*of, *(("Began", label) for label in told.began), *told.details),
        exceptions=tuple(
            Exemption(against, because) for against, because in zip(told.against, told.lifted, strict=True)
        ),
        erased=told.erased,
        legal=told.legal,
    )
