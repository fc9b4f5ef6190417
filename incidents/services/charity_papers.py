"""The papers of the whole charity: the register of data breaches, and the report to the board."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Raw
from incidents.domain.lifecycle.questions import day
from incidents.domain.words import Permission
from incidents.exports import board_report as board_paper
from incidents.exports import breaches as breach_paper
from incidents.exports.paper import Paper
from incidents.services import board_report, breaches, exporting, reads
from incidents.services.actors import Member
from incidents.services.breaches import Register
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.keeping import Form, may, parsed
from incidents.store.db import read, work

_XLSX = "xlsx"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = next(field for field in exporting.PAPER_ASKED if field.name == "format")
REGISTER_ASKED: tuple[Field, ...] = (
    *exporting.ASKED,
    Field(
        _FORMATS.name,
        _FORMATS.label,
        Kind.CHOICE,
        choices=(*_FORMATS.choices, (_XLSX, "A workbook (XLSX), to sort and filter")),
    ),
)
REPORT_ASKED: tuple[Field, ...] = (
    day("since", "Since which day", "As a rule the day of the last meeting"),
    *exporting.PAPER_ASKED,
)


def register(charity: Charity, actor: Member, now: datetime) -> Register:
    """Every breach of personal data that the actor may see; looking is an entry too. Raises NotFound."""
    may(actor, Permission.EXPORT)
    with work() as session:
        reads.note(session, actor, "breaches_viewed", now)
        return breaches.register(session, charity, actor, now)


def register_copy(charity: Charity, actor: Member, raw: Raw, now: datetime) -> Copy:
    """The register as the file asked for: each is one entry. Raises NotFound and Invalid."""
    may(actor, Permission.EXPORT)
    asked = dict(parsed(Form(REGISTER_ASKED), raw, now))
    if asked["format"] == _XLSX:
        with read() as session:
            found = breaches.register(session, charity, actor, now)
        body = breach_paper.as_xlsx(charity.name, now, found.breaches, found.left_out)
        with work() as session:
            exporting.note_copy(session, actor, "breach_register", asked, body, now)
        return Copy(f"{charity.id}-breach-register.{_XLSX}", _XLSX_TYPE, body)

    def make(session: Session, recipient: str) -> Paper:
        found = breaches.register(session, charity, actor, now)
        return breach_paper.register(charity.name, recipient, now, found.breaches, found.left_out)

    return exporting.paper_copy(actor, make, raw, now, what="breach_register", reference=None)


def report_form(actor: Member) -> Form:
    """What is asked of who takes the report to the board. Raises NotFound."""
    may(actor, Permission.EXPORT)
    return Form(
        REPORT_ASKED,
        about="What happened since a day: cases, decisions, who was told, what is late and what we learnt. "
        "It has no names, and nothing that is hidden from someone on the board.",
    )


def report_copy(charity: Charity, actor: Member, raw: Raw, now: datetime) -> Copy:
    """The report to the board as the file asked for: one entry. Raises NotFound and Invalid."""
    may(actor, Permission.EXPORT)
    asked = parsed(Form(REPORT_ASKED), raw, now)
    since = date.fromisoformat(str(asked["since"]))

    def make(session: Session, recipient: str) -> Paper:
        found = board_report.happened(session, charity, actor, since, now)
        return board_paper.board_report(charity.name, recipient, now, found)

    return exporting.paper_copy(
        actor, make, raw, now, what="board_report", reference=None, fields=REPORT_ASKED
    )
