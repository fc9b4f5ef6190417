"""Forms made from the domain's fields: the page asks what the table says, and the domain reads the answers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.machine import Refusal
from incidents.web.fields import AnyOf, Line, OneOf, Option, Pick, ThreeBoxDate, Words

LIFTING = "because-"
_MANY = 7
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_EMPTY: Mapping[str, Mapping[str, str]] = {}


class Asked(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form with a token that lets it act once, and the version of what it acts on."""

    key = HiddenField()
    version = HiddenField()


def ask(
    fields: Sequence[Field],
    choices: Mapping[str, Mapping[str, str]] = _EMPTY,
    *,
    version: int = 0,
    lifting: Iterable[Refusal] = (),
    typed: Any = None,
) -> Asked:
    """A form for `fields`, filled with what was sent (or with `typed`, kept from before a sign-in).

    `choices` gives keys and words of the fields that depend on the case; each refusal of a *should* guard in
    `lifting` gets a box for the reason that lifts it.
    """
    form_class = type("Form", (Asked,), {field.name: _box(field, choices.get(field.name, {})) for field in fields})
    for refusal in lifting:
        if refusal.guard:
            label = f"{refusal.message} If it must be so, say why"
            setattr(form_class, LIFTING + refusal.guard, Words(label, rows=2, limit=2000))
    form: Asked = form_class(formdata=typed) if typed is not None else form_class()
    form.key.data = form.key.data or secrets.token_urlsafe(16)
    form.version.data = form.version.data or str(version)
    return form


def raw(form: Asked) -> Raw:
    """What was sent, as the domain's parser takes it: texts, lists of texts, and days as ISO text."""
    return {
        name: data.isoformat() if isinstance(data, date) else data
        for name, data in ((box.name, box.data) for box in form)
        if name not in ("key", "version", "csrf_token")
    }


def faulty(form: Asked) -> bool:
    """Whether a box itself could not be read (a date that is none); its message stands beside it."""
    return not form.validate()


def show(form: Asked, problems: Iterable[Problem]) -> None:
    """Put each problem beside its box, where the error summary finds it."""
    for problem in problems:
        box = form._fields.get(problem.field)
        if box is None:
            form.form_errors.append(problem.message)
        elif problem.message not in box.errors:
            box.errors = (*box.errors, problem.message)


def version_of(form: Asked) -> int:
    """The version the form acts on; 0 when someone tampered with it, which is never current."""
    text = str(form.version.data or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def key_of(form: Asked) -> str:
    """The token that lets the form act once."""
    return str(form.key.data or "")[:64]


def _box(field: Field, words: Mapping[str, str]) -> Any:
    pairs = field.choices or tuple(words.items())
    options = tuple(Option(key, label) for key, label in pairs)
    label, hint = field.label, field.hint
    match field.kind:
        case Kind.LINE | Kind.NUMBER:
            return Line(label, description=hint)
        case Kind.TEXT:
            return Words(label, description=hint)
        case Kind.DATE:
            return ThreeBoxDate(label, description=hint)
        case Kind.YES_NO:
            return OneOf(label, description=hint, options=_YES_NO)
        case Kind.CHOICES:
            return AnyOf(label, description=hint, options=options)
        case Kind.CHOICE | Kind.PERSON:
            return (Pick if len(options) > _MANY else OneOf)(label, description=hint, options=options)
