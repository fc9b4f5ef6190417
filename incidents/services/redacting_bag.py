"""A copy with parts left out together with pictures: one file, with the list of hashes that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from incidents.domain.fields import LONDON, Raw
from incidents.domain.words import Permission
from incidents.exports import bagit
from incidents.exports import picture as pictures
from incidents.exports.bagit import Part
from incidents.exports.paper_files import FORMATS
from incidents.services import exporting
from incidents.services.actors import Member
from incidents.services.evidence_care import pieces
from incidents.services.evidence_out import Out, streamed
from incidents.services.evidence_page import Item
from incidents.services.exporting import Make
from incidents.services.gather import scene
from incidents.services.keeping import Form, parsed
from incidents.store import files
from incidents.store.db import read, work

KEY = "redacted_copy"
Sealed = tuple[str, files.Key, files.Prints]


def picture_name(number: int) -> str:
    """What a picture is called in the file; nothing of its own name, which may say who somebody is."""
    return f"picture-{number}.png"


def bag(
    actor: Member, make: Make, raw: Raw, now: datetime, reference: str, sealed: Sequence[tuple[Item, Sealed]]
) -> Out:
    """The paper that `make` makes and the pictures as a bag (RFC 8493), with its one entry.

    Pictures are made again from their pixels, so that nothing hidden goes with them; one that cannot be is
    left out. Raises NotFound, Invalid, and Damaged.
    """
    asked = parsed(Form(exporting.PAPER_ASKED), raw, now)
    with read() as session:
        here = scene(session, actor, reference, None, now, may=Permission.EXPORT, whole=True)
        tidy, paper = here.case.reference, make(session, str(asked["recipient"]))
    kind = str(asked["format"])
    info = {
        "Source-Organization": paper.charity,
        "External-Identifier": tidy,
        "Bagging-Date": now.astimezone(LONDON).date().isoformat(),
    }
    spool = files.spool()
    parts = (Part(f"copy.{kind}", [FORMATS[kind].make(paper)]), *_made(sealed))
    sha256 = bagit.write(spool, info, parts)
    told = {**asked, "left_out": list(paper.left_out)}
    with work() as session:
        here = scene(session, actor, reference, None, now, may=Permission.EXPORT, whole=True, lock=True)
        exporting.note_large(session, here, actor, KEY, told, sha256, now)
    spool.seek(0)
    return Out(f"{tidy}-redacted-copy.zip", spool.size, streamed(spool))


def _made(sealed: Sequence[tuple[Item, Sealed]]) -> Iterator[Part]:
    """One picture at a time is open."""
    for number, (_, how) in enumerate(sealed, 1):
        with files.take(*how) as spool:
            made = pictures.copy(pieces(spool), pictures.WHOLE)
        if made is not None:
            yield Part(f"pictures/{picture_name(number)}", [made])
