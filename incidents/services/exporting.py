"""Taking a copy out, of a report or the list of cases: each an entry with recipient, purpose and hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Field, Kind, Raw, parse
from incidents.domain.lifecycle import stage
from incidents.domain.permissions import permits
from incidents.domain.words import CaseKind, Outcome, Permission, Severity
from incidents.exports import case_list, serious_incident
from incidents.exports.serious_incident_rows import Row, rows
from incidents.services import reads
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.services.serious_report import report_of
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import ExportRecord
from incidents.store.queries import copies
from incidents.store.queries.cases import Filters

_FORMATS = {
    "pdf": ("application/pdf", serious_incident.as_pdf),
    "json": ("application/json", serious_incident.as_json),
}
_CALLED = {
    "serious_incident": "Serious incident report",
    "case_list": "List of cases",
    "year_report": "Year-end report",
}
ASKED = (
    Field(
        "recipient", "Who is this copy for?", Kind.LINE, hint="For example: Charity Commission, or our chair"
    ),
    Field(
        "purpose", "What do they need it for?", hint="One sentence. It is kept with the copy’s fingerprint."
    ),
)
REPORT_ASKED = (
    *ASKED,
    Field(
        "format",
        "What kind of file?",
        Kind.CHOICE,
        choices=(("pdf", "PDF, for people to read"), ("json", "JSON, for another computer program")),
    ),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that may leave: its name (made here, never from what was typed), its type and its bytes."""

    name: str
    mimetype: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """What a serious incident report of a case would say: the form's rows, answered or missing."""

    reference: str
    rows: tuple[Row, ...]

    @property
    def missing(self) -> tuple[Row, ...]:
        """The rows that still need an answer."""
        return tuple(row for row in self.rows if row.missing)

    @property
    def naming(self) -> tuple[Row, ...]:
        """The rows that seem to name someone without need."""
        return tuple(row for row in self.rows if row.may_name)


def preview(charity: Charity, actor: Member, reference: str, now: datetime) -> Preview:
    """The report's rows, with what is missing and who could answer it; looking is an entry too.

    Raises NotFound.
    """
    with work() as session:
        here = _exportable(session, actor, reference, now)
        found = rows(report_of(session, charity, here, now))
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
        return Preview(here.case.reference, found)


def may_copy_list(actor: Member) -> None:
    """Raises NotFound for someone who may not take a copy of the list."""
    if not permits(actor, Permission.EXPORT):
        raise NotFound


def serious_incident_copy(charity: Charity, actor: Member, reference: str, raw: Raw, now: datetime) -> Copy:
    """The serious incident report of a case, as the file asked for. Raises NotFound and Invalid.

    Each file that leaves is one entry, a second press of the button included. The typesetter works before the
    case is locked, so that nobody waits for it; whether the actor may still see the case is asked again then.
    """
    with read() as session:
        here = _exportable(session, actor, reference, now)
        asked = _asked(REPORT_ASKED, raw, now)
        report = report_of(session, charity, here, now)
    kind = str(asked["format"])
    mimetype, make = _FORMATS[kind]
    body = make(report)
    with work() as session:
        here = _exportable(session, actor, reference, now, lock=True)
        _record(session, here, actor, "serious_incident", asked, body, now)
    return Copy(f"{here.case.reference}-serious-incident.{kind}", mimetype, body)


def case_list_copy(charity: Charity, actor: Member, filters: Filters, raw: Raw, now: datetime) -> Copy:
    """The cases the actor may see, as CSV that no spreadsheet executes. Raises NotFound and Invalid."""
    may_copy_list(actor)
    asked = _asked(ASKED, raw, now)
    today = now.astimezone(LONDON).date()
    with read() as session:
        body = b"".join(case_list.as_csv(_rows(copies.rows(session, reader(actor, now), filters, today))))
    with work() as session:
        _record(session, None, actor, "case_list", asked, body, now, filters)
    return Copy(f"{charity.id}-cases-{today.isoformat()}.csv", "text/csv; charset=utf-8", body)


def note_copy(
    session: Session, actor: Member, what: str, asked: dict[str, object], body: bytes, now: datetime
) -> None:
    """Write down a copy that is of no one case: a row of the register, an entry in the taker's stream."""
    _record(session, None, actor, what, asked, body, now)


def _exportable(
    session: Session, actor: Member, reference: str, now: datetime, *, lock: bool = False
) -> Scene:
    if not permits(actor, Permission.EXPORT):
        raise NotFound
    here = scene(session, actor, reference, None, now, lock=lock)
    if not here.found.whole:
        raise NotFound
    return here


def _asked(fields: tuple[Field, ...], raw: Raw, now: datetime) -> dict[str, object]:
    data, problems = parse(fields, raw, now)
    if problems:
        raise Invalid(problems)
    return data


def _record(
    session: Session,
    here: Scene | None,
    actor: Member,
    what: str,
    asked: dict[str, object],
    body: bytes,
    now: datetime,
    filters: Filters | None = None,
) -> None:
    """A row in the register and one entry: in the case's trail, or for a list in the actor's own stream."""
    sha256 = hashlib.sha256(body).digest()
    row = ExportRecord(
        organisation_id=actor.organisation_id,
        id=new_id(),
        case_id=here.case.id if here else None,
        what=what,
        recipient=str(asked["recipient"]),
        purpose=str(asked["purpose"]),
        sha256=sha256,
        at=now,
        by_person_id=actor.person_id,
    )
    session.add(row)
    said: dict[str, object] = {
        "export": row.id,
        "data": {"what": _CALLED[what], **asked, "sha256": sha256.hex()},
    }
    if filters is not None:
        said["filters"] = {name: value for name, value in asdict(filters).items() if value}
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
    )
    trail.on_case(session, here.case, entry)


def _rows(found: Iterable[copies.CopyRow]) -> Iterable[case_list.CaseRow]:
    for row in found:
        yield case_list.CaseRow(
            reference=row.reference,
            title=row.title,
            stage=stage.of(row.state, row.rank).label,
            kind=CaseKind(row.kind).label if row.kind else "",
            severity=Severity(row.severity).label if row.severity else "",
            platform=row.platform,
            responsible=row.lead_name,
            clauses=tuple(sorted(row.clauses.split(","))) if row.clauses else (),
            happened_on=row.occurred_from,
            reported=row.reported_at,
            next_due=row.due_on,
            open_tasks=row.open_tasks,
            outcome=Outcome(row.outcome).label if row.outcome else "",
            closed=row.closed_at,
            keep_until=row.keep_until,
        )
