"""Evidence on its way out: the file as it was sent, a picture without hidden details, a small copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.exports import picture as pictures
from incidents.services import reads
from incidents.services.actors import Member
from incidents.services.evidence_care import pieces
from incidents.services.evidence_page import Item, item_of, one
from incidents.services.faults import NotFound
from incidents.services.gather import Scene
from incidents.store import files
from incidents.store.db import work
from incidents.store.files import Damaged, Key, Prints
from incidents.store.models import Evidence
from incidents.store.queries import evidence as queries
from incidents.store.spool import Spool

__all__ = ["Damaged"]


@dataclass(frozen=True, slots=True)
class Out:
    """A file that may leave: the name it goes under (made here), and its checked bytes."""

    name: str
    size: int
    body: Iterator[bytes]


def take_out(actor: Member, reference: str, evidence_id: str, now: datetime) -> Out:
    """The file as it was sent; the entry is written, and every byte checked, before the first one leaves.

    Raises NotFound, also while the file may not leave, and Damaged.
    """
    item, spool = _opened(actor, reference, evidence_id, now, "evidence_taken_out")
    name = f"evidence-{evidence_id[:8]}.{item.kind.endings[0]}"
    return Out(name, spool.size, streamed(spool))


def shared_copy(actor: Member, reference: str, evidence_id: str, now: datetime) -> bytes | None:
    """A picture as PNG without what stands hidden in it (places, devices); None where none can be made."""
    item, spool = _opened(actor, reference, evidence_id, now, "evidence_taken_out")
    return _copied(item, spool, pictures.WHOLE)


def preview(actor: Member, reference: str, evidence_id: str, now: datetime) -> bytes | None:
    """A small PNG of a picture, the only form in which evidence is shown; None where none can be made."""
    item, spool = _opened(actor, reference, evidence_id, now, "evidence_seen")
    return _copied(item, spool, pictures.PREVIEW)


def _opened(
    actor: Member, reference: str, evidence_id: str, now: datetime, action: str
) -> tuple[Item, Spool]:
    with work() as session:
        here, found = one(session, actor, reference, evidence_id, now)
        item = item_of(found)
        if not item.scan.may_leave:
            raise NotFound
        how = opened(session, item)
        _note(session, actor, action, here, found.row, now)
    return item, files.take(*how)


def opened(session: Session, item: Item) -> tuple[str, Key, Prints]:
    """What it takes to read a file. Raises Damaged where its case has no key any more."""
    row = item.row
    sealed = queries.key_of(session, row.organisation_id, row.case_id)
    if sealed is None:
        raise Damaged(f"evidence file {row.id} has no key")
    return row.id, Key(sealed.recipient, sealed.wrapped), Prints(row.size, row.sha256, row.sealed_sha256)


def _copied(item: Item, spool: Spool, longest: int) -> bytes | None:
    with closing(spool):
        return pictures.copy(pieces(spool), longest) if item.shown else None


def streamed(spool: Spool) -> Iterator[bytes]:
    """Its bytes piece by piece; it is let go of at the end."""
    with closing(spool):
        yield from pieces(spool)


def _note(session: Session, actor: Member, action: str, here: Scene, row: Evidence, now: datetime) -> None:
    said = {"evidence": row.id, "data": {"what": row.name}}
    reads.note(session, actor, action, now, case_id=here.case.id, payload=said)
