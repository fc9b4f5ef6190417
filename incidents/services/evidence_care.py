"""Looking after the evidence files: scanning those that wait, hashing all again, finding what has no pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.domain.evidence import Scan
from incidents.post import clamd
from incidents.post.clamd import Outcome
from incidents.services.evidence_alarm import raise_alarm
from incidents.store import files, trail
from incidents.store.db import read, work
from incidents.store.files import Damaged, Key, Prints
from incidents.store.models import CaseKey, Evidence
from incidents.store.queries import evidence as queries
from incidents.store.spool import Spool

_SYSTEM = "system"
_BY = "The program itself"
# A file that is on its way in has no row yet.
_ON_ITS_WAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Checked:
    """What hashing everything again came to: how many files, and a sentence for each that is not sound."""

    files: int
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Ids of rows without their file, and of files, older than a day, that no row names."""

    rows: tuple[str, ...]
    files: tuple[str, ...]


def scan_waiting(address: str, now: datetime) -> tuple[tuple[str, Scan], ...]:
    """Have every waiting file scanned; what became of each. One that nobody answered for goes on waiting."""
    with read() as session:
        ids = [(row.organisation_id, row.id) for row in queries.waiting(session)]
    return tuple((evidence_id, scan(charity, evidence_id, address, now)) for charity, evidence_id in ids)


def scan(organisation_id: str, evidence_id: str, address: str, now: datetime) -> Scan:
    """Have one waiting file scanned by clamd at `address`; its state afterwards. One entry in its case.

    A file that cannot be read, or that the scanner would not look into, is never called clean.
    """
    with read() as session:
        row = session.get_one(Evidence, (organisation_id, evidence_id))
        sealed = queries.key_of(session, organisation_id, row.case_id)
    if row.scan != Scan.WAITING:
        return Scan(row.scan)
    answer = _asked(row, sealed, address)
    return Scan.WAITING if answer is None else _settled(row, answer, now)


def scan_again(address: str, now: datetime) -> tuple[tuple[str, Scan], ...]:
    """Have every file that was looked at, or never was, scanned with the signatures of today.

    Out: the ids of those that are not what they were, and what they are. Each is an entry of its case, the
    whole one entry of its charity. Where nobody answers all stays as it is; meanwhile nothing is held back.
    """
    with read() as session:
        every = [pair for pair in queries.everything(session) if pair[0].scan != Scan.WAITING]
    changed: list[tuple[str, Scan]] = []
    asked, others = Counter[str](), Counter[str]()
    for row, sealed in every:
        answer = _asked(row, sealed, address)
        if answer is None:
            continue
        asked[row.organisation_id] += 1
        if answer.outcome != row.scan:
            changed.append((row.id, _settled(row, answer, now)))
            others[row.organisation_id] += 1
    for charity, number in sorted(asked.items()):
        said = {"by": _BY, "files": number, "changed": others[charity]}
        with work() as session:
            trail.on_organisation(session, trail.Entry(charity, "evidence_scanned_again", _SYSTEM, now, said))
    return tuple(changed)


def _asked(row: Evidence, sealed: CaseKey | None, address: str) -> clamd.Answer | None:
    """What the scanner says of a file; None where nobody answered."""
    try:
        with _taken(row, sealed) as spool:
            answer = clamd.scan(address, pieces(spool))
    except Damaged as fault:
        answer = clamd.Answer(Outcome.UNSCANNABLE, str(fault))
    return None if answer.outcome is Outcome.AWAY else answer


def _settled(known: Evidence, answer: clamd.Answer, now: datetime) -> Scan:
    """Write down what the scanner said, unless someone else was faster; the file's state afterwards."""
    found, organisation_id, evidence_id = Scan(answer.outcome), known.organisation_id, known.id
    with work() as session:
        case = queries.case_of(session, known, lock=True)
        row = session.get_one(Evidence, (organisation_id, evidence_id))
        if row.scan != known.scan:
            return Scan(row.scan)
        row.scan, row.scan_words, row.scanned_at = found, answer.words[:400], now
        said = {"what": row.name, "how": ": ".join(filter(None, (found.label, answer.words)))}
        entry = trail.Entry(
            organisation_id=organisation_id,
            action="evidence_scanned",
            actor=_SYSTEM,
            at=now,
            payload={"by": _BY, "evidence": evidence_id, "data": said},
            case_id=case.id,
            track_id=row.track_id,
        )
        trail.on_case(session, case, entry)
    return found


def rehash(now: datetime) -> Checked:
    """Read and hash every evidence file again, against its row and against the trail.

    One flipped bit is named, with the file's id, and gives its case something to do. One entry for each
    charity, in its own stream.
    """
    with read() as session:
        every = queries.everything(session)
        told = {row.id: _told(queries.entries_about(session, row, (row.case_id,))) for row, _ in every}
    broken: dict[str, list[str]] = defaultdict(list)
    for row, sealed in every:
        if fault := _fault(row, sealed, told[row.id]):
            broken[row.organisation_id].append(fault)
            raise_alarm(row.organisation_id, row.id, now)
    for charity in sorted({row.organisation_id for row, _ in every}):
        number = sum(row.organisation_id == charity for row, _ in every)
        entry = trail.Entry(
            organisation_id=charity,
            action="evidence_checked",
            actor=_SYSTEM,
            at=now,
            payload={"by": _BY, "files": number, "broken": broken[charity]},
        )
        with work() as session:
            trail.on_organisation(session, entry)
    return Checked(len(every), tuple(fault for one in sorted(broken) for fault in broken[one]))


def unpaired(now: datetime) -> Unpaired:
    """Rows whose file is not there, and files that no row names."""
    with read() as session:
        rows = {row.id for row, _ in queries.everything(session)}
    stored = {one.id: one for one in files.stored()}
    old = (now - _ON_ITS_WAY).timestamp()
    left = sorted(one.id for one in stored.values() if one.id not in rows and one.since < old)
    return Unpaired(tuple(sorted(rows - stored.keys())), tuple(left))


def sweep(now: datetime) -> tuple[str, ...]:
    """Throw away the files that no row names: what a crash left of an upload. Their ids."""
    left = unpaired(now).files
    for file_id in left:
        files.discard(file_id)
        files.discard_passing(file_id)
    return left


def pieces(spool: Spool) -> Iterator[bytes]:
    """A file from its place on, piece by piece."""
    while piece := spool.read(files.PIECE):
        yield piece


def _taken(row: Evidence, sealed: CaseKey | None) -> Spool:
    if sealed is None:
        raise Damaged(f"evidence file {row.id} has no key")
    prints = Prints(row.size, row.sha256, row.sealed_sha256)
    return files.take(row.id, Key(sealed.recipient, sealed.wrapped), prints)


def _told(entries: tuple[queries.Handled, ...]) -> tuple[str, str]:
    """The two hashes as the trail has them."""
    for entry in entries:
        if entry.header["action"] == "evidence_added":
            return entry.payload["data"]["sha256"], entry.payload["sealed_sha256"]
    return "", ""


def _fault(row: Evidence, sealed: CaseKey | None, told: tuple[str, str]) -> str:
    if told != (row.sha256.hex(), row.sealed_sha256.hex()):
        return f"evidence file {row.id}: its row does not say what the trail says"
    try:
        _taken(row, sealed).close()
    except Damaged as fault:
        return str(fault)
    return ""
