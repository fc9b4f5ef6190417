"""The evidence of a case: the list, one file with what happened to it, and what to know before taking one."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.events import sentence
from incidents.domain.evidence import CASE_LIMIT, Scan, background_checks, size_in_words
from incidents.domain.file_kinds import KINDS, FileKind
from incidents.domain.permissions import permits
from incidents.domain.policy import Clause
from incidents.domain.words import Permission, Role
from incidents.services import reads
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.services.gather import Scene, look, scene
from incidents.services.timeline import called
from incidents.store.db import read, work
from incidents.store.instant import from_text
from incidents.store.models import Evidence
from incidents.store.queries import evidence as queries
from incidents.store.queries import people
from incidents.store.queries.evidence import FoundEvidence, Handled

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Item:
    """One file as people read of it. `matter` is the matter it belongs to ("": the case itself)."""

    row: Evidence
    kind: FileKind
    matter: str
    newer_id: str | None

    @property
    def scan(self) -> Scan:
        """Whether it was scanned for viruses."""
        return Scan(self.row.scan)

    @property
    def size(self) -> str:
        """Its size in words."""
        return size_in_words(self.row.size)

    @property
    def shown(self) -> bool:
        """Whether a small copy of it may be shown on the page."""
        return self.kind.picture and not self.row.opaque and self.scan.may_leave

    @property
    def counts(self) -> bool:
        """Whether it was neither taken back nor replaced by a newer version."""
        return self.row.taken_back_at is None and self.newer_id is None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a file's custody log: when, by whom, what was done."""

    at: datetime
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The evidence of a case that one reader may know of."""

    reference: str
    title: str
    items: tuple[Item, ...]
    may_add: bool
    may_take_all: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One file, and who did what with it; `log` is empty for someone who may not read trails."""

    reference: str
    title: str
    item: Item
    log: tuple[Step, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What must be known before anything is taken.

    `leads` are the safeguarding leads by name, but none from whom it is hidden; `clauses` forbid looking
    into people's background; `left` is how much the case, or the matter, may still hold; `about` the file to
    be replaced.
    """

    reference: str
    title: str
    matter: str
    leads: tuple[str, ...]
    clauses: tuple[Clause, ...]
    left: str
    about: Item | None


def listing(actor: Member, reference: str, now: datetime, track_id: str | None = None) -> Listing:
    """The evidence of a case, or of one matter, newest first. The reading is an entry. Raises NotFound."""
    with work() as session:
        here = look(session, actor, reference, now)
        if track_id is not None and track_id not in {one.track.id for one in here.visible}:
            raise NotFound
        found = queries.of_case(session, reader(actor, now), here.case.id)
        items = tuple(item_of(one) for one in found if track_id in (None, one.row.track_id))
        reads.note(session, actor, "viewed", now, case_id=here.case.id, payload={"files": len(items)})
        may_add = permits(actor, Permission.HANDLE) and (track_id is not None or here.found.whole)
        may_take_all = permits(actor, Permission.EXPORT) and here.found.whole
        return Listing(here.case.reference, here.case.title, items, may_add, may_take_all)


def item_page(actor: Member, reference: str, evidence_id: str, now: datetime) -> ItemPage:
    """One file and its custody log. The reading is an entry. Raises NotFound."""
    with work() as session:
        here, found = one(session, actor, reference, evidence_id, now)
        reads.note(session, actor, "viewed", now, case_id=here.case.id, payload={"file": evidence_id})
        log: tuple[Step, ...] = ()
        if permits(actor, Permission.READ_TRAIL):
            cases = {here.case.id, found.row.case_id}
            log = log_of(session, found.row, cases)
        may_change = permits(actor, Permission.HANDLE) and (
            found.row.track_id is not None or here.found.whole
        )
        return ItemPage(here.case.reference, here.case.title, item_of(found), log, may_change)


def changing(actor: Member, reference: str, evidence_id: str, now: datetime) -> Item:
    """A file that someone is about to take back. Raises NotFound."""
    with read() as session:
        here, found = one(session, actor, reference, evidence_id, now, may=Permission.HANDLE)
        item = item_of(found)
        if not item.counts or (item.row.track_id is None and not here.found.whole):
            raise NotFound
        return item


def before(
    charity: Charity,
    actor: Member,
    reference: str,
    track_id: str | None,
    now: datetime,
    replaces: str | None = None,
) -> Before:
    """What the pages before a file is taken say. Raises NotFound."""
    with read() as session:
        here = scene(session, actor, reference, track_id, now, may=Permission.HANDLE, whole=True)
        about = None
        if replaces is not None:
            about = item_of(one(session, actor, reference, replaces, now)[1])
            if not about.counts or about.row.track_id != track_id:
                raise NotFound
        leads = tuple(
            one.name
            for one in people.people(session, actor.organisation_id, now)
            if Role.SAFEGUARDING_LEAD in one.roles and one.person_id not in here.found.excluded
        )
        left = CASE_LIMIT - queries.taken(session, actor.organisation_id, here.case.id, track_id)
        track = here.track
        return Before(
            reference=here.case.reference,
            title=here.case.title,
            matter=called(track.machine, track.subject_label) if track else "",
            leads=leads,
            clauses=background_checks(charity.policy),
            left=size_in_words(max(0, left)),
            about=about,
        )


def one(
    session: Session,
    actor: Member,
    reference: str,
    evidence_id: str,
    now: datetime,
    *,
    may: Permission = Permission.READ_CASE,
) -> tuple[Scene, FoundEvidence]:
    """One file and its case, as this reader may see them. Raises NotFound."""
    here = look(session, actor, reference, now, may=may)
    known = _ID.fullmatch(evidence_id)
    found = queries.one(session, reader(actor, now), here.case.id, evidence_id) if known else None
    if found is None:
        raise NotFound
    return here, found


def item_of(found: FoundEvidence) -> Item:
    """A file as people read of it."""
    matter = called(found.track.machine, found.track.subject_label) if found.track else ""
    return Item(found.row, KINDS[found.row.kind], matter, found.newer_id)


def log_of(session: Session, row: Evidence, case_ids: Collection[str]) -> tuple[Step, ...]:
    """Who did what with a file, oldest first."""
    return tuple(_step(one) for one in queries.entries_about(session, row, case_ids))


def _step(entry: Handled) -> Step:
    header, payload = entry.header, entry.payload
    words = payload.get("data", {})
    more = words.get("because") or words.get("how") or ""
    what = sentence(str(header["action"]))
    return Step(from_text(str(header["at"])), str(payload.get("by", "")), f"{what}: {more}" if more else what)
