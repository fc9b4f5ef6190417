"""Everything that a case holds as one file: the evidence, what is known of each, the trail and the bundle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Raw
from incidents.domain.words import Permission
from incidents.exports import bagit
from incidents.exports.bagit import Part
from incidents.exports.chronology import Of
from incidents.exports.paper_files import FORMATS
from incidents.services import exporting
from incidents.services.actors import Member, reader
from incidents.services.case_history import History, history
from incidents.services.charity import Charity
from incidents.services.evidence_care import pieces
from incidents.services.evidence_out import Out, opened, streamed
from incidents.services.evidence_page import Item, Step, item_of, log_of
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form, parsed
from incidents.services.papers import PAPERS
from incidents.store import files
from incidents.store.db import read, work
from incidents.store.queries import evidence as queries

_ABOUT = (
    "One file with the evidence as it was sent, what is known of each, the trail, the bundle as a PDF, and a"
    " list of fingerprints. What waits for the virus scanner, or has a virus in it, is named and left out."
)


def form(actor: Member, reference: str, now: datetime) -> tuple[Form, str]:
    """What the page that gives it out needs, and the case's reference. Raises NotFound."""
    with read() as session:
        return Form(exporting.ASKED, about=_ABOUT), _whole(session, actor, reference, now).case.reference


def bag(charity: Charity, actor: Member, reference: str, raw: Raw, now: datetime) -> Out:
    """The bag as a zip file, with its one entry. Raises NotFound, Invalid, and Damaged, which names the file.

    It is made before the case is locked, in a passing place; whether the actor may still see the case is
    asked again then.
    """
    asked = parsed(Form(exporting.ASKED), raw, now)
    with read() as session:
        here = _whole(session, actor, reference, now)
        whole = history(session, actor, here, now)
        found = queries.of_case(session, reader(actor, now), here.case.id)
        cases = {one.case.id for one in whole.scenes} | {one.row.case_id for one in found}
        items = [(item_of(one), log_of(session, one.row, cases)) for one in found]
        of = Of(charity.name, here.case.reference, here.case.title, str(asked["recipient"]), now)
        bundle = FORMATS["pdf"].make(PAPERS["bundle"].make(session, whole, of))
        sealed = [(item, opened(session, item)) for item, _ in items if item.scan.may_leave]
    parts = [
        Part("bundle.pdf", [bundle]),
        Part("trail.json", [_json([_told(whole, number) for number in range(len(whole.entries))])]),
        Part("evidence.json", [_json([_known(item, log) for item, log in items])]),
    ]
    info = {
        "Source-Organization": charity.name,
        "External-Identifier": here.case.reference,
        "Bagging-Date": now.astimezone(LONDON).date().isoformat(),
    }
    spool = files.spool()
    sha256 = bagit.write(spool, info, (*parts, *(Part(_path(item), _read(*how)) for item, how in sealed)))
    with work() as session:
        here = _whole(session, actor, reference, now, lock=True)
        exporting.note_large(session, here, actor, "evidence_bag", asked, sha256, now)
    spool.seek(0)
    return Out(f"{here.case.reference}-evidence.zip", spool.size, streamed(spool))


def _whole(session: Session, actor: Member, reference: str, now: datetime, *, lock: bool = False) -> Scene:
    return scene(session, actor, reference, None, now, may=Permission.EXPORT, whole=True, lock=lock)


def _read(file_id: str, key: files.Key, prints: files.Prints) -> Iterator[bytes]:
    """One file at a time is open."""
    with files.take(file_id, key, prints) as spool:
        yield from pieces(spool)


def _path(item: Item) -> str:
    """Where a file stands in the bag: a name of ours, never the one it was sent under."""
    return f"evidence/{item.row.id}.{item.kind.endings[0]}"


def _told(whole: History, number: int) -> dict[str, object]:
    here, told = whole.entries[number]
    return {
        "case": here.case.reference,
        "number": told.seq,
        "at": told.at.isoformat(),
        "happened": told.happened.isoformat() if told.happened else None,
        "by": told.by,
        "what": told.what,
        "matter": told.machine,
        "details": [{"about": label, "words": words} for label, words in told.details],
        "erased": told.erased,
    }


def _known(item: Item, log: tuple[Step, ...]) -> dict[str, object]:
    row = item.row
    return {
        "id": row.id,
        "file": f"data/{_path(item)}" if item.scan.may_leave else None,
        "name": row.name,
        "kind": item.kind.label,
        "size": row.size,
        "sha256": row.sha256.hex(),
        "matter": item.matter,
        "told": row.told,
        "added_at": row.added_at.isoformat(),
        "added_by": row.added_by_name,
        "virus_scan": item.scan.label,
        "name_and_content_agree": not row.opaque,
        "newer_version": item.newer_id,
        "taken_back_because": row.taken_back_because or None,
        "log": [{"at": step.at.isoformat(), "by": step.by, "what": step.what} for step in log],
    }


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
