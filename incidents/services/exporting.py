"""Taking a copy out: each is one entry with its recipient, its purpose and the hash of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Raw, parse
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.exports.paper import Paper
from incidents.exports.paper_files import FORMATS
from incidents.services import reads
from incidents.services.actors import Member
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import ExportRecord

_CALLED = {
    "case_list": "List of cases",
    "year_report": "Year-end report",
    "evidence_bag": "Evidence with its history",
    "redacted_copy": "Copy of a case, with parts left out",
    "breach_register": "Register of personal data breaches",
}
ASKED = (
    Field(
        "recipient", "Who is this copy for?", Kind.LINE, hint="For example: Charity Commission, or our chair"
    ),
    Field(
        "purpose", "What do they need it for?", hint="One sentence. It is kept with the copy’s fingerprint."
    ),
)
PAPER_ASKED = (
    *ASKED,
    Field(
        "format",
        "What kind of file?",
        Kind.CHOICE,
        choices=tuple((key, one.label) for key, one in FORMATS.items()),
    ),
)
# Makes a paper of what the database holds, for the recipient that was named.
Make = Callable[[Session, str], Paper]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that may leave: its name (made here, never from what was typed), its type and its bytes."""

    name: str
    mimetype: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What left: its key and what people call it, what was answered about it, its bytes, what narrowed it."""

    what: str
    called: str
    asked: Mapping[str, object]
    body: bytes
    filters: Mapping[str, object] | None = None


def paper_copy(
    actor: Member,
    make: Make,
    raw: Raw,
    now: datetime,
    *,
    what: str,
    reference: str | None,
    track_id: str | None = None,
    permission: Permission = Permission.EXPORT,
    fields: tuple[Field, ...] = PAPER_ASKED,
) -> Copy:
    """A paper as the file that was asked for (`fields` in `raw`), written down as one entry.

    It is of the case with this reference, which the actor must be let into as a whole; with a `track_id` of
    that one matter, which is enough then; without either, of the whole charity. `what` is its key, in the
    register and in the file's name. Raises NotFound, Invalid, and what `make` raises: that may refuse.

    The typesetter works before the case is locked, so that nobody waits for it; whether the actor may still
    see the case is asked again then.
    """

    def scene_of(session: Session, *, lock: bool) -> Scene | None:
        if reference is not None:
            return scene(session, actor, reference, track_id, now, may=permission, whole=True, lock=lock)
        if not permits(actor, permission):
            raise NotFound
        return None

    with read() as session:
        scene_of(session, lock=False)
        asked = _asked(fields, raw, now)
        paper = make(session, str(asked["recipient"]))
    kind = str(asked["format"])
    body = FORMATS[kind].make(paper)
    said = {**asked, **({"left_out": list(paper.left_out)} if paper.left_out else {})}
    with work() as session:
        here = scene_of(session, lock=True)
        _record(session, here, actor, Taken(what, paper.title, said, body), now)
    of = here.case.reference if here else actor.organisation_id
    return Copy(f"{of}-{what.replace('_', '-')}.{kind}", FORMATS[kind].mimetype, body)


def note_copy(
    session: Session,
    actor: Member,
    what: str,
    asked: Mapping[str, object],
    body: bytes,
    now: datetime,
    filters: Mapping[str, object] | None = None,
) -> None:
    """Write down a copy that is of no one case: a row of the register, an entry in the taker's stream."""
    _record(session, None, actor, Taken(what, _CALLED[what], asked, body, filters), now)


def _asked(fields: tuple[Field, ...], raw: Raw, now: datetime) -> dict[str, object]:
    data, problems = parse(fields, raw, now)
    if problems:
        raise Invalid(problems)
    return data


def note_large(
    session: Session,
    here: Scene,
    actor: Member,
    what: str,
    asked: Mapping[str, object],
    sha256: bytes,
    now: datetime,
) -> None:
    """Write down a copy of a case (locked) that is too large to be held; whoever made it has its hash."""
    _record(session, here, actor, Taken(what, _CALLED[what], asked, b""), now, sha256)


def _record(
    session: Session,
    here: Scene | None,
    actor: Member,
    taken: Taken,
    now: datetime,
    sha256: bytes | None = None,
) -> None:
    """A row in the register and one entry: in the case's trail, or for a list in the actor's own stream."""
    sha256 = sha256 or hashlib.sha256(taken.body).digest()
    row = ExportRecord(
        organisation_id=actor.organisation_id,
        id=new_id(),
        case_id=here.case.id if here else None,
        what=taken.what,
        recipient=str(taken.asked["recipient"]),
        purpose=str(taken.asked["purpose"]),
        sha256=sha256,
        at=now,
        by_person_id=actor.person_id,
    )
    session.add(row)
    data = {"what": taken.called, **taken.asked, "sha256": sha256.hex()}
    said: dict[str, object] = {"export": row.id, "data": data}
    if taken.filters is not None:
        said["filters"] = dict(taken.filters)
    if here is None:
        reads.note(session, actor, "exported", now, payload=said)
        return
    entry = trail.Entry(
        organisation_id=actor.organisation_id,
        action="exported",
        actor=actor.person_id,
        at=now,
        payload={"by": actor.name, **said},
        case_id=here.case.id,
        track_id=here.track.id if here.track else None,
    )
    trail.on_case(session, here.case, entry)
