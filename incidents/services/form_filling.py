"""Typing into a body's form what the case does not know, a few boxes at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from incidents.domain.fields import Field, Kind, Problem, Raw, parse
from incidents.domain.forms.form import Form, Row, said
from incidents.domain.words import Permission
from incidents.services import keeping
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import Invalid, NotFound, Stale
from incidents.services.forms import Book, form_of, groups, open_book, whole
from incidents.services.gather import Scene
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import FormAnswers
from incidents.store.queries import form_answers

_ABOUT = (
    "What the case knows already stands in the boxes; what you change here changes only this form. "
    "Come back when you know more."
)

_TOLD, _AS_TOLD = "stories", "What was reported to us, word for word"
_STORY = frozenset({"what_happened", "impact"})


def form(
    charity: Charity, actor: Member, reference: str, key: str, group: int, now: datetime
) -> keeping.Form:
    """The boxes of one page of a form, with what stands in them. Raises NotFound."""
    asked = form_of(charity, actor, key, Permission.DRAFT_REPORT)
    rows = _group(asked, group)
    with read() as session:
        here = whole(session, actor, reference, now)
        book = open_book(session, charity, here, asked, now)
    values = {box.part.field.name: box for row in book.rows for box in row.boxes}
    names = [part.field.name for row in rows for part in row.parts]
    return keeping.Form(
        tuple(_optional(field, asked) for field in _fields(rows)),
        filled={
            name: _shown(values[name].part.field, values[name].value)
            for name in names
            if values[name].value is not None
        },
        about=_ABOUT,
        version=book.version,
        quotes=_quotes(rows, book),
    )


def save(
    charity: Charity,
    actor: Member,
    place: tuple[str, str, int],
    version: int,
    once: str,
    raw: Raw,
    now: datetime,
    *,
    goes_on: bool = False,
) -> None:
    """Keep what was typed on one page (`place`: the case's reference, the form's key, the page's number).

    What is as the case knows it is not kept, so that it stays as the case knows it later. One entry names
    the boxes that changed; who only `goes_on` to the next page need not change any.

    Raises NotFound, Invalid, and Stale when someone was faster.
    """
    reference, key, group = place
    asked = form_of(charity, actor, key, Permission.DRAFT_REPORT)
    fields = _fields(_group(asked, group))
    with work() as session, session.no_autoflush:
        if earlier_answer(session, actor.account_id, once, {"reference": reference}, now) is not None:
            return
        here = whole(session, actor, reference, now, lock=True)
        data, problems = parse([replace(one, required=False, when=None) for one in fields], raw, now)
        if problems:
            raise Invalid(problems)
        book = open_book(session, charity, here, asked, now)
        if book.version != version:
            raise Stale(_differences(book, fields, data), book.version)
        typed = _typed(book, fields, data)
        changed = [one for one in fields if typed.get(one.name) != book.typed.get(one.name)]
        if not changed and goes_on:
            return
        if not changed:
            raise Invalid((Problem(fields[0].name, "Nothing was changed here yet"),))
        row = form_answers.of_case(session, here.case).get(key)
        if row is None:
            row = FormAnswers(
                organisation_id=actor.organisation_id,
                id=new_id(),
                case_id=here.case.id,
                form=key,
                version=0,
            )
            session.add(row)
        row.answers, row.version = typed, version + 1
        row.by_person_id, row.updated_at = actor.person_id, now
        told = {one.name: typed.get(one.name) for one in changed}
        trail.on_case(session, here.case, _entry(here, actor, row, now, _words(asked, changed, told)))
        here.case.updated_at = now


def _quotes(rows: tuple[Row, ...], book: Book) -> tuple[tuple[str, str], ...]:
    """The report's own words, beside the boxes that ask for the story and where they do not stand already."""
    told = {part.known for row in rows for part in row.parts}
    words = book.known.get(_TOLD)
    return ((_AS_TOLD, str(words)),) if words and told & _STORY and _TOLD not in told else ()


def _words(asked: Form, changed: list[Field], told: Mapping[str, object]) -> dict[str, object]:
    """What the entry says: the form and its boxes for people, the answers themselves beside them."""
    return {
        "data": {"what": asked.title, "boxes": [one.label for one in changed]},
        "answers": dict(told),
    }


def _entry(
    here: Scene, actor: Member, row: FormAnswers, now: datetime, words: Mapping[str, object]
) -> trail.Entry:
    return trail.Entry(
        organisation_id=here.case.organisation_id,
        action="form_filled",
        actor=actor.person_id,
        at=now,
        payload={"by": actor.name, **words, "form": row.form, "version": row.version},
        case_id=here.case.id,
    )


def _group(asked: Form, group: int) -> tuple[Row, ...]:
    pages = groups(asked)
    if not 1 <= group <= len(pages):
        raise NotFound
    return pages[group - 1]


def _fields(rows: tuple[Row, ...]) -> tuple[Field, ...]:
    return tuple(part.field for row in rows for part in row.parts)


def _optional(field: Field, asked: Form) -> Field:
    """The question as one that may wait; when it counts is still said, also of an answer on another page."""
    if field.when is None:
        return replace(field, required=False)
    other = next(one for one in asked.fields if one.name == field.when[0])
    meant = " or ".join(said(other, one) for one in field.when[1])
    hint = f"Only if “{other.label}” is answered “{meant}”. {field.hint}".strip()
    return replace(field, required=False, when=None, hint=hint)


def _typed(book: Book, fields: tuple[Field, ...], data: Mapping[str, object]) -> dict[str, object]:
    """All that stands for this form alone, after this page was sent."""
    sources = {part.field.name: part.known for part in book.form.parts}
    typed = {name: value for name, value in book.typed.items() if name not in {one.name for one in fields}}
    for field in fields:
        value = data.get(field.name)
        if value is not None and value != book.known.get(sources[field.name]):
            typed[field.name] = value
    return typed


def _differences(book: Book, fields: tuple[Field, ...], data: Mapping[str, object]) -> tuple[str, ...]:
    values = {box.part.field.name: box.value for row in book.rows for box in row.boxes}
    return tuple(
        f"{one.label}: it now says “{'' if values[one.name] is None else said(one, values[one.name])}”"
        for one in fields
        if values[one.name] != data.get(one.name)
    )


def _shown(field: Field, value: object) -> object:
    """A value as the box takes it."""
    if field.kind is Kind.DATE:
        return date.fromisoformat(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
