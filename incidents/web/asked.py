"""Forms made from the domain's fields: the page asks what the table says, the domain reads the answers."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.form import BaseForm
from wtforms.validators import Optional

from incidents.domain.fields import Field, Kind, Problem
from incidents.domain.machine import Guard
from incidents.services.progress import LIFTING
from incidents.web.fields import AnyOf, Line, OneOf, Option, Pick, ThreeBoxDate, Words

_MANY = 7
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_VERSION = re.compile(r"[0-9]{1,9}")
_UNREADABLE = "\0"
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_YES_NO_WORDS = {option.value: option.label for option in _YES_NO}

Choices = Mapping[str, Mapping[str, str]]
Sent = MultiDict[str, str]


class Asked(BaseForm):
    """A form with a token that lets it act once (`key`) and the version of what it acts on.

    Cross-site requests are refused at the gate, before any form is read.
    """

    def __init__(self, boxes: Mapping[str, Any]) -> None:
        super().__init__({**boxes, "key": HiddenField(), "version": HiddenField()})

    def box(self, name: str) -> Any:
        """One field of the form, or None."""
        return self._fields.get(name)


def ask(
    fields: Sequence[Field],
    choices: Choices | None = None,
    *,
    sent: Sent | None = None,
    version: int = 0,
    lifting: Iterable[Guard] = (),
    filled: Mapping[str, object] | None = None,
    hints: Choices | None = None,
) -> Asked:
    """A form for `fields`, with what was `sent` (or kept from before a sign-in), or `filled` beforehand.

    In: `choices` has keys and words of the fields that depend on the case, `hints` a few words more for some
    of those keys; each *should* guard in `lifting` gets a box for the reason that lifts it; `version` is that
    of the machine as the page shows it, and gives way to the version in `sent`.
    """
    words, more = choices or {}, hints or {}
    boxes = {
        field.name: _box(field, words.get(field.name, {}), more.get(field.name, {}), _only_if(field, fields))
        for field in fields
    }
    for guard in lifting:
        boxes[LIFTING + guard.key] = Words(
            "If it must be so, say why", description=guard.sentence, rows=2, validators=[Optional()]
        )
    form = Asked(boxes)
    for name in boxes:
        if name.startswith(LIFTING):  # it is there because the step waits for it
            form.box(name).flags.optional = False
    _mark_the_fewer([box for box in form if box.name in boxes])
    form.process(formdata=sent, data=dict(filled or {}))
    key, shown = form["key"], form["version"]
    key.data = key.data if _KEY.fullmatch(str(key.data or "")) else secrets.token_urlsafe(16)
    shown.data = (
        shown.data if _VERSION.fullmatch(str(shown.data or "")) else str(version if sent is None else 0)
    )
    return form


def _mark_the_fewer(boxes: Sequence[Any]) -> None:
    """Where most boxes may stay empty, those that may not are marked, and no others: nobody reads marks on
    nearly every box. `mostly` on a box says so to templates/parts/form.html."""
    optional = [box for box in boxes if box.flags.optional]
    if len(optional) <= len(boxes) - len(optional):
        return
    for box in boxes:
        box.flags.mostly = True
        box.flags.needed = not box.flags.optional


def raw(form: Asked) -> dict[str, object]:
    """What was sent, as the domain's parser takes it: texts, lists of texts, and days as ISO text.

    A box that could not be read comes as something the domain cannot read either, so that it asks again.
    """
    return {box.name: _value(box) for box in form if box.name not in ("key", "version")}


def show(form: Asked, problems: Iterable[Problem]) -> None:
    """Put each problem beside its box, where the summary finds it; a box's own message is more exact."""
    form.validate()
    for problem in problems:
        box = form.box(problem.field)
        if box is None:
            form.form_errors = [*form.form_errors, problem.message]
        elif not box.errors:
            box.errors = [problem.message]


def renew(form: Asked, version: int) -> None:
    """After someone else was faster: keep all that was typed; the next press knows of `version`."""
    form["version"].data = str(version)


def version_of(form: Asked) -> int:
    """The version the form acts on; 0 when someone tampered with it, which is never current."""
    return int(form["version"].data)


def key_of(form: Asked) -> str:
    """The token that lets the form act once."""
    return str(form["key"].data)


def lifted(guards: Iterable[Guard], sent: Mapping[str, object], unmet: Iterable[str]) -> tuple[Guard, ...]:
    """The *should* guards that need a box: those unmet now, and those whose reason was sent."""
    names = set(unmet)
    return tuple(
        guard for guard in guards if guard.liftable and (guard.key in names or LIFTING + guard.key in sent)
    )


def _value(box: Any) -> object:
    if box.process_errors:
        return _UNREADABLE
    if isinstance(box, ThreeBoxDate):
        return box.data.isoformat() if box.data else ""
    return box.data


def _only_if(field: Field, fields: Sequence[Field]) -> str:
    """When a question counts, in words; without JavaScript every question is shown."""
    names = [one.name for one in fields]
    if field.when is None or field.when[0] not in names:
        return field.hint
    other, values = fields[names.index(field.when[0])], field.when[1]
    known = _YES_NO_WORDS if other.kind is Kind.YES_NO else dict(other.choices)
    answers = " or ".join(f"“{known.get(value, value)}”" for value in values)
    just_before = names.index(field.name) == names.index(other.name) + 1
    where = "above" if just_before else f"to “{other.label}”"
    return f"Only if you answered {answers} {where}. {field.hint}".strip()


def _box(field: Field, words: Mapping[str, str], hints: Mapping[str, str], hint: str) -> Any:
    pairs = field.choices or tuple(words.items())
    options = tuple(Option(key, label, hints.get(key, "")) for key, label in pairs)
    told: dict[str, Any] = {"label": field.label, "description": hint}
    if not field.required and field.when is None:
        told["validators"] = [Optional()]
    match field.kind:
        case Kind.LINE | Kind.NUMBER | Kind.TIME:
            return Line(**told)
        case Kind.TEXT:
            return Words(**told)
        case Kind.DATE:
            # "Today" and "Yesterday" help only where the day has come.
            return ThreeBoxDate(**told, render_kw={"near": field.past})
        case Kind.YES_NO:
            return OneOf(**told, options=_YES_NO)
        case Kind.CHOICES:
            return AnyOf(**told, options=options)
        case Kind.CHOICE | Kind.PERSON:
            # A drop-down list can be emptied again; cards cannot.
            few = len(options) <= _MANY and field.required
            return (OneOf if few else Pick)(**told, options=options)
