"""Taking evidence: a file with what is known of it, or a newer version of one, which both stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import file_kinds
from incidents.domain.evidence import (
    CASE_LIMIT,
    FILE_LIMIT,
    NO_FILE,
    SEXUAL,
    Scan,
    capture_faults,
    capture_fields,
    clean_name,
    size_in_words,
)
from incidents.domain.fields import Data, Problem, Raw, parse
from incidents.domain.file_kinds import Found, NotTaken
from incidents.domain.words import Permission
from incidents.services.evidence_place import Place, enter, one_of, writing
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.store import files
from incidents.store.db import read
from incidents.store.files import Full, Key, Prints
from incidents.store.ids import new_id
from incidents.store.models import CaseKey, Evidence
from incidents.store.queries import evidence as queries
from incidents.store.spool import Spool

_NO_FILE_CHOSEN = "Choose a file"
_TOO_LARGE = f"This file is too large. At most {size_in_words(FILE_LIMIT)} can be sent at once"
_CASE_FULL = (
    f"With this file it would be more than {size_in_words(CASE_LIMIT)} here. Send a smaller one, or"
    " keep it in a safe place and write down where in a note"
)
_NOT_KEPT = (
    "The file could not be kept, and nothing was written down. Try again, or tell who looks after this system"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name it was sent under, and its bytes in a passing place."""

    name: str
    spool: Spool


class _Again(Exception):
    """Someone else gave the case its key meanwhile: the file must be sealed for that one."""


def passing_place() -> Spool:
    """Where a file waits while it comes in or goes out; on disk only in cipher."""
    return files.spool()


def received(name: str, stream: object) -> Upload | None:
    """A file as a form sent it; None where none was chosen, or it came by no passing place."""
    return Upload(name, stream) if name and isinstance(stream, Spool) else None


def add(place: Place, raw: Raw, upload: Upload | None) -> str:
    """Take a file as evidence; its id. The file is safe on disk before its row and its entry are written.

    Raises NotFound, and Invalid with what is wrong with an answer, or with the file (its field is "file").
    A crash leaves at most a file that no row names. Pressed twice, it is taken once.
    """
    room = _room(place)
    data, found, upload = _checked(raw, upload, place.now, room)
    try:
        return _sealed(place, data, found, upload)
    except _Again:
        return _sealed(place, data, found, upload)


def _room(place: Place) -> int:
    """How many bytes the case has left; asked before anything is read, so that nobody waits in vain."""
    with read() as session:
        here = _here(session, place)
        if place.replaces is not None:
            one_of(session, place, here, place.replaces)
        return CASE_LIMIT - queries.taken(session, here.case.organisation_id, here.case.id, place.track_id)


def _checked(raw: Raw, upload: Upload | None, now: datetime, room: int) -> tuple[Data, Found, Upload]:
    """The answers, and what the file is. Raises Invalid with everything that is wrong at once."""
    data, problems = parse((SEXUAL, *capture_fields(raw, now)), raw, now)
    faults = [*problems, *capture_faults(data)]
    if data.get("sexual") == "yes":
        raise Invalid((Problem("sexual", NO_FILE),))
    name = clean_name(upload.name) if upload else ""
    found = None
    if upload is None:
        faults.append(Problem("file", _NO_FILE_CHOSEN))
    elif upload.spool.size > FILE_LIMIT:
        faults.append(Problem("file", _TOO_LARGE))
    elif upload.spool.size > room:
        faults.append(Problem("file", _CASE_FULL))
    else:
        try:
            found = file_kinds.judge(name, upload.spool.size, upload.spool.at)
        except NotTaken as fault:
            faults.append(Problem("file", str(fault)))
    if faults or upload is None or found is None:
        raise Invalid(tuple(faults))
    return {key: value for key, value in data.items() if key != "sexual"}, found, Upload(name, upload.spool)


def _sealed(place: Place, data: Data, found: Found, upload: Upload) -> str:
    """Put the file away, then write its row and its entry in one transaction."""
    key, evidence_id = _key(place), new_id()
    upload.spool.seek(0)
    try:
        prints = files.put(evidence_id, key, upload.spool)
    except Full as fault:
        raise Invalid((Problem("file", _NOT_KEPT),)) from fault
    try:
        with writing(place, {"evidence": evidence_id}) as (session, here, earlier):
            if earlier is None:
                _settle_key(session, here, key, place.now)
                row = _row(place, here, data, found, upload.name, prints, evidence_id)
                _add_row(session, place, here, row, found)
    except (NotFound, Invalid, _Again):
        # Anything else may have come after the commit: the sweeper finds out whether a row names the file.
        files.discard(evidence_id)
        raise
    if earlier is not None:
        files.discard(evidence_id)
        return str(earlier.get("evidence", ""))
    return evidence_id


def _here(session: Session, place: Place) -> Scene:
    may, now = Permission.HANDLE, place.now
    return scene(session, place.actor, place.reference, place.track_id, now, may=may, whole=True)


def _key(place: Place) -> Key:
    with read() as session:
        here = _here(session, place)
        known = queries.key_of(session, here.case.organisation_id, here.case.id)
    return Key(known.recipient, known.wrapped) if known else files.new_key()


def _settle_key(session: Session, here: Scene, key: Key, now: datetime) -> None:
    """The case keeps the key that its first file was sealed for; who was slower seals again."""
    case = here.case
    known = queries.key_of(session, case.organisation_id, case.id)
    if known is None:
        session.add(
            CaseKey(
                organisation_id=case.organisation_id,
                case_id=case.id,
                recipient=key.recipient,
                wrapped=key.wrapped,
                made_at=now,
            )
        )
    elif known.recipient != key.recipient:
        raise _Again


def _row(
    place: Place, here: Scene, data: Data, found: Found, name: str, prints: Prints, evidence_id: str
) -> Evidence:
    return Evidence(
        organisation_id=here.case.organisation_id,
        id=evidence_id,
        case_id=here.case.id,
        track_id=place.track_id,
        replaces_id=place.replaces,
        name=name,
        kind=found.kind.key,
        opaque=found.opaque,
        size=prints.size,
        sha256=prints.sha256,
        sealed_sha256=prints.sealed_sha256,
        told=dict(data),
        scan=Scan.WAITING if place.scanner else Scan.NOT_SCANNED,
        scanned_at=None,
        added_by_person_id=place.actor.person_id,
        added_by_name=place.actor.name,
        added_at=place.now,
        taken_back_at=None,
        taken_back_by_person_id=None,
    )


def _add_row(session: Session, place: Place, here: Scene, row: Evidence, found: Found) -> None:
    if queries.taken(session, row.organisation_id, row.case_id, row.track_id) + row.size > CASE_LIMIT:
        raise Invalid((Problem("file", _CASE_FULL),))
    replaced = one_of(session, place, here, place.replaces).row if place.replaces else None
    if replaced is not None and replaced.track_id != place.track_id:
        raise NotFound
    session.add(row)
    said: dict[str, object] = {
        "evidence": row.id,
        "told": row.told,
        "size": row.size,
        "sealed_sha256": row.sealed_sha256.hex(),
        "data": {
            "what": f"{row.name} ({found.kind.label}, {size_in_words(row.size)})",
            "shows": row.told["shows"],
            "sha256": row.sha256.hex(),
            **({"instead_of": replaced.name} if replaced else {}),
        },
    }
    if replaced is not None:
        said["replaces"] = replaced.id
    enter(session, place, here, "evidence_added", said)
