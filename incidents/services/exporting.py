"""Taking a copy out: a serious incident report, or the list of cases; each an entry naming recipient, purpose and hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
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

ASKED = (
    Field("recipient", "Who is this copy for?", Kind.LINE, hint="For example: Charity Commission, or our chair"),
    Field("purpose", "What do they need it for?", hint="One sentence. It is kept with the copy's fingerprint."),
)
FORMATS = {"pdf": ("application/pdf", serious_incident.as_pdf), "json": ("application/json", serious_incident.as_json)}


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that may leave: its name (made here, never from what was typed), its type and its bytes."""

    name: str
    mimetype: str
    body: bytes


def preview(charity: Charity, actor: Member, reference: str, now: datetime) -> tuple[Row, ...]:
    """The report's rows, with what is missing and who could answer it. Raises NotFound."""
    with read() as session:
        here = _exportable(session, actor, reference, now)
        return rows(report_of(session, charity, here, now))


def serious_incident_copy(
    charity: Charity, actor: Member, reference: str, form: str, raw: Raw, now: datetime
) -> Copy:
    """The serious incident report as `form` (pdf or json). Raises NotFound and Invalid."""
    if form not in FORMATS:
        raise NotFound
    mimetype, make = FORMATS[form]
    with work() as session:
        here = _exportable(session, actor, reference, now, lock=True)
        asked = _asked(raw, now)
        body = make(report_of(session, charity, here, now))
        _record(session, here, actor, "serious_incident", asked, body, now)
    return Copy(f"{here.case.reference}-serious-incident.{form}", mimetype, body)


def case_list_copy(charity: Charity, actor: Member, filters: Filters, raw: Raw, now: datetime) -> Copy:
    """The cases the actor may see, as CSV that no spreadsheet executes. Raises Invalid."""
    if not permits(actor, Permission.EXPORT):
        raise NotFound
    asked = _asked(raw, now)
    today = now.astimezone(LONDON).date()
    with work() as session:
        body = b"".join(case_list.as_csv(_rows(copies.rows(session, reader(actor, now), filters, today))))
        _record(session, None, actor, "case_list", asked, body, now)
    return Copy(f"{charity.id}-cases-{today.isoformat()}.csv", "text/csv; charset=utf-8", body)


def _exportable(session: Session, actor: Member, reference: str, now: datetime, *, lock: bool = False) -> Scene:
    if not permits(actor, Permission.EXPORT):
        raise NotFound
    here = scene(session, actor, reference, None, now, lock=lock)
    if not here.found.whole:
        raise NotFound
    return here


def _asked(raw: Raw, now: datetime) -> dict[str, object]:
    data, problems = parse(ASKED, raw, now)
    if problems:
        raise Invalid(problems)
    return data


def _record(
    session: Session, here: Scene | None, actor: Member, what: str, asked: dict[str, object], body: bytes, now: datetime
) -> None:
    sha256 = hashlib.sha256(body).digest()
    case_id = here.case.id if here else None
    session.add(
        ExportRecord(
            organisation_id=actor.organisation_id,
            id=new_id(),
            case_id=case_id,
            what=what,
            recipient=str(asked["recipient"]),
            purpose=str(asked["purpose"]),
            sha256=sha256,
            at=now,
            by_person_id=actor.person_id,
        )
    )
    data = {"what": what.replace("_", " "), **asked, "sha256": sha256.hex()}
    if here is None:
        reads.note(session, actor, "exported", now, payload={"data": data})
        return
    entry = trail.Entry(
        organisation_id=actor.organisation_id,
        action="exported",
        actor=actor.person_id,
        at=now,
        payload={"by": actor.name, "data": data},
        case_id=case_id,
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
