"""Taking a body's form as a file: to check it here, or to send it where the board has authorised that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.form_checks import without_names
from incidents.domain.forms.form import Form
from incidents.domain.redaction import minimises
from incidents.domain.words import Permission
from incidents.exports.form_paper import DRAFT, About, form_paper
from incidents.exports.paper import Paper
from incidents.services import exporting, keeping
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid
from incidents.services.form_facts_report import LAPSED, NO_AUTHORITY
from incidents.services.form_people import named
from incidents.services.forms import Book, form_of, open_book, whole
from incidents.store.db import read

_USE = Field(
    "use",
    "What is this copy for?",
    Kind.CHOICE,
    choices=(("check", "To check it here"), ("send", "To send it to them")),
    hint="A copy to check says on every page that it is a draft.",
)
_LESS = Field(
    "minimise",
    "Leave out names, telephone numbers and e-mail addresses?",
    Kind.YES_NO,
    hint="Where the form itself asks for a name it stays. What was left out is listed in the copy.",
)
# Where it is written down that the board agreed.
AUTHORISED, BY = "authority.given", "authority.by"
_NOT_YET = (
    "This body is told only with the board’s authority, and none is written down for this case yet. "
    "Ask the board, or take a copy to check"
)
_NO_MORE = (
    "The board has taken up again, or changed, the decision that this report rests on. Send the draft back "
    "and have it approved by what the board says now, or take a copy to check"
)


def form(charity: Charity, actor: Member, reference: str, key: str, now: datetime) -> keeping.Form:
    """What is asked of who takes the form as a file. Raises NotFound."""
    asked = form_of(charity, actor, key, Permission.EXPORT)
    with read() as session:
        whole(session, actor, reference, now)
    less = "yes" if minimises(asked.body) else "no"
    return keeping.Form(
        fields(asked),
        filled={"minimise": less},
        about="The form as it stands now. It says itself which answers are missing.",
    )


def copy(charity: Charity, actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> Copy:
    """The form as the file asked for, written down as one entry. Raises NotFound, and Invalid also where it
    is to be sent but nobody has written down the board's authority.
    """
    asked = form_of(charity, actor, key, Permission.EXPORT)
    sends = raw.get("use") == "send"

    def make(session: Session, recipient: str) -> Paper:
        here = whole(session, actor, reference, now)
        book = open_book(session, charity, here, asked, now)
        if asked.authority and sends and not authorised(book):
            said = _NO_MORE if book.known.get(BY) == LAPSED else _NOT_YET
            raise Invalid((Problem("use", said),))
        rows = book.rows
        left_out: tuple[str, ...] = ()
        if raw.get("minimise") == "yes":
            rows, left_out = without_names(rows, named(session, here, charity.policy))
        mark = _mark(book) if asked.authority and not sends else ""
        about = About(charity.name, here.case.reference, recipient, now, mark)
        return form_paper(asked, rows, about, left_out)

    return exporting.paper_copy(actor, make, raw, now, what=key, reference=reference, fields=fields(asked))


def fields(asked: Form) -> tuple[Field, ...]:
    """What is asked of who takes this form."""
    return (*((_USE,) if asked.authority else ()), *exporting.PAPER_ASKED, _LESS)


def _mark(book: Book) -> str:
    """What stands at the head of a copy to check: that it is a draft, or that nobody allowed it."""
    return NO_AUTHORITY if book.known.get(BY) == NO_AUTHORITY else DRAFT


def authorised(book: Book) -> bool:
    """Whether the case has it written down that the board agreed; what was typed here is no proof."""
    return book.known.get(AUTHORISED) is True
