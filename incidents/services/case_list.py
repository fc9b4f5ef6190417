"""The list of cases as a copy that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from incidents.domain.fields import LONDON, Raw
from incidents.domain.lifecycle import stage
from incidents.domain.words import CaseKind, Outcome, Permission, Severity
from incidents.exports import case_list
from incidents.services.actors import Member, reader
from incidents.services.charity import Charity
from incidents.services.exporting import ASKED, Copy, note_copy
from incidents.services.keeping import Form, may, parsed
from incidents.store.db import read, work
from incidents.store.queries import copies
from incidents.store.queries.cases import Filters


def case_list_copy(charity: Charity, actor: Member, filters: Filters, raw: Raw, now: datetime) -> Copy:
    """The cases the actor may see, as CSV that no spreadsheet executes. Raises NotFound and Invalid."""
    may(actor, Permission.EXPORT)
    asked = dict(parsed(Form(ASKED), raw, now))
    today = now.astimezone(LONDON).date()
    with read() as session:
        body = b"".join(case_list.as_csv(_rows(copies.rows(session, reader(actor, now), filters, today))))
    with work() as session:
        narrowed = {name: value for name, value in asdict(filters).items() if value}
        note_copy(session, actor, "case_list", asked, body, now, narrowed)
    return Copy(f"{charity.id}-cases-{today.isoformat()}.csv", "text/csv; charset=utf-8", body)


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
