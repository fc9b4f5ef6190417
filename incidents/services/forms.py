"""The forms of other bodies for one case: which there are, what they say so far, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain import forms as tables
from incidents.domain.form_checks import Flags, flags
from incidents.domain.forms.form import Answers, Filled, FilledRow, Form, Row, fill
from incidents.domain.permissions import permits
from incidents.domain.policy_words import Nation
from incidents.domain.words import Permission
from incidents.services import form_facts, reads
from incidents.services.actors import Member
from incidents.services.brand import brand_of
from incidents.services.charity import Charity
from incidents.services.faults import NotFound
from incidents.services.form_people import named
from incidents.services.gather import Scene, scene
from incidents.store.db import read, work
from incidents.store.queries import form_answers

# So many boxes are typed on one page.
_A_PAGE = 8
_A_LINE = 60
_OPENS = (Permission.DRAFT_REPORT, Permission.EXPORT)


@dataclass(frozen=True, slots=True)
class Listed:
    """One form in the list: how many of its questions have all their answers."""

    form: Form
    answered: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.answered == len(self.form.rows)


@dataclass(frozen=True, slots=True)
class FormList:
    """The forms of a case, for who may prepare or take them; nobody else learns what they say."""

    reference: str
    forms: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form as the page shows it."""

    filled: Filled
    flags: Flags
    limit: int | None

    @property
    def length(self) -> int:
        """How many characters the answer has."""
        return len(self.filled.words or "")

    @property
    def on_one_line(self) -> bool:
        """Whether the answer fits on one line of a page."""
        return self.length <= _A_LINE and "\n" not in (self.filled.words or "")


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One question of the form; `group` is the page on which it is filled in."""

    filled: FilledRow
    boxes: tuple[Box, ...]
    group: int

    @property
    def flagged(self) -> bool:
        """Whether a box of it should be looked at."""
        return any(box.flags.any for box in self.boxes)


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form of one case with all that is known."""

    reference: str
    form: Form
    rows: tuple[SeenRow, ...]
    may_fill: bool
    may_take: bool

    @property
    def missing(self) -> tuple[SeenRow, ...]:
        """The rows that still need an answer."""
        return tuple(row for row in self.rows if row.filled.missing)

    @property
    def flagged(self) -> tuple[SeenRow, ...]:
        """The rows with something to look at."""
        return tuple(row for row in self.rows if row.flagged)


@dataclass(frozen=True, slots=True)
class Book:
    """One form with what the case knows (`known`) and what was typed into it, at a version."""

    form: Form
    known: Answers
    typed: Answers
    version: int

    @property
    def rows(self) -> tuple[FilledRow, ...]:
        """The form filled in."""
        return fill(self.form, self.known, self.typed)


def listing(charity: Charity, actor: Member, reference: str, now: datetime) -> FormList:
    """The forms that this charity may need, with how complete each is for the case. Raises NotFound.

    Who may only write letters finds none of them.
    """
    if not any(permits(actor, one) for one in (*_OPENS, Permission.WRITE_LETTER)):
        raise NotFound
    with read() as session:
        here = whole(session, actor, reference, now)
        if not any(permits(actor, one) for one in _OPENS):
            return FormList(here.case.reference, ())
        typed = form_answers.of_case(session, here.case)
        found = []
        for form in forms_of(charity):
            row = typed.get(form.key)
            known = form_facts.known(session, charity, here, now, form.body)
            filled = fill(form, known, row.answers if row else {})
            found.append(Listed(form, sum(not one.missing for one in filled)))
        return FormList(here.case.reference, tuple(found))


def page(
    charity: Charity, actor: Member, reference: str, key: str, now: datetime, limit: int | None = None
) -> FormPage:
    """One form, each box with its flags; `limit` stands in for the length of boxes. Looking is an entry.

    Raises NotFound.
    """
    form = form_of(charity, actor, key)
    with work() as session:
        here = whole(session, actor, reference, now)
        names = [one.label for one in named(session, here, charity.policy)]
        book = open_book(session, charity, here, form, now)
        pages = {row.key: number for number, rows in enumerate(groups(form), start=1) for row in rows}
        rows = tuple(
            SeenRow(row, tuple(_box(box, names, limit) for box in row.boxes), pages[row.row.key])
            for row in book.rows
        )
        reads.note(session, actor, "viewed", now, case_id=here.case.id)
        return FormPage(
            here.case.reference,
            form,
            rows,
            permits(actor, Permission.DRAFT_REPORT),
            permits(actor, Permission.EXPORT),
        )


def forms_of(charity: Charity) -> tuple[Form, ...]:
    """The forms for a charity of its nation and shared name."""
    return tables.for_charity(Nation(charity.nation), brand_of(charity.policy))


def form_of(charity: Charity, actor: Member, key: str, *permissions: Permission) -> Form:
    """The form of that key, for who holds one of `permissions` (or may prepare or take it), else NotFound."""
    if not any(permits(actor, one) for one in permissions or _OPENS):
        raise NotFound
    found = next((form for form in forms_of(charity) if form.key == key), None)
    if found is None:
        raise NotFound
    return found


def whole(session: Session, actor: Member, reference: str, now: datetime, *, lock: bool = False) -> Scene:
    """The case, for who is let into the whole of it. Raises NotFound."""
    return scene(session, actor, reference, None, now, whole=True, lock=lock)


def open_book(session: Session, charity: Charity, here: Scene, form: Form, now: datetime) -> Book:
    """The form with what the case knows, as the reader of `here` may see it, and what was typed."""
    row = form_answers.of_case(session, here.case).get(form.key)
    known = form_facts.known(session, charity, here, now, form.body)
    return Book(form, known, row.answers if row else {}, row.version if row else 0)


def groups(form: Form) -> tuple[tuple[Row, ...], ...]:
    """The rows of a form as pages to type: few enough boxes each, no row on two pages."""
    made: list[list[Row]] = []
    for row in form.rows:
        boxes = sum(len(one.parts) for one in made[-1]) if made else 0
        if not made or boxes + len(row.parts) > _A_PAGE:
            made.append([])
        made[-1].append(row)
    return tuple(map(tuple, made))


def _box(box: Filled, names: list[str], limit: int | None) -> Box:
    return Box(box, flags(box, names, limit), box.part.limit if limit is None else limit)
