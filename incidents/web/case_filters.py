"""What the list of cases can be narrowed to: boxes, links to share, and links that take a filter away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form
from wtforms import Field as Box

from incidents.domain.figures import read_period
from incidents.domain.policy_alleged import clauses_alleged
from incidents.domain.words import CaseKind, Severity, Stage, Word
from incidents.services.charity import Charity
from incidents.services.listing import NOBODY, Filters, Key
from incidents.web.fields import Line, Offering, Option, Pick

Sent = MultiDict[str, str]

_LONGEST = 200
_RULE = 56
_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
_ID = 32
_HEX = frozenset("0123456789abcdef")
_TICKED = "y"
_SWITCHES = frozenset({"overdue", "waiting", "mine"})


class Find(Form):
    """The boxes; the names are those in the address."""

    words = Line("Words", description="In the title, the reports or the reference")
    stage = Pick("Stage")
    kind = Pick("Kind")
    severity = Pick("How serious")
    platform = Pick("Where")
    lead = Pick("Person responsible")
    clause = Pick("Clause")
    reported = Line("Reported in", description="2026 for a year, 2026-11 for a month")
    overdue = BooleanField("Something is overdue")
    waiting = BooleanField("Waiting for first decisions, or on hold")
    mine = BooleanField("I lead it or have something to do in it")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One filter in use, and the address of the list without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was asked for: the boxes as they stand, the filters, and what could not be understood.

    `asked` are the names and values that make a link to the same list; `before` is where the page begins.
    """

    form: Find
    filters: Filters
    asked: Mapping[str, str]
    chosen: tuple[Chosen, ...]
    left_out: tuple[str, ...]
    before: Key | None

    @property
    def narrowed(self) -> bool:
        """Whether more than words was asked for."""
        return bool(self.asked.keys() - {"words"})


def read(charity: Charity, leads: Mapping[str, str], sent: Sent) -> Finding:
    """Read the filters in an address (or a form). What is not known is left out, and named, never an error.

    In: `leads` are person id and name of those who may lead a case.
    """
    form = Find(formdata=sent)
    offered = _options(charity, leads)
    asked: dict[str, str] = {}
    left_out: list[str] = []
    for box in form:
        if isinstance(box, Offering):
            box.options = offered[box.name]
        value = _TICKED if box.data is True else str(box.data or "").strip()
        if value and _known(box, value):
            asked[box.name] = value
        elif value:
            left_out.append(box.label.text)
            box.data = ""
    before = _key(sent.get("before", ""))
    if before is None and sent.get("before"):
        left_out.append("Where the page begins")
    return Finding(form, _filters(asked), asked, _chosen(charity, form, asked), tuple(left_out), before)


def older(key: Key) -> str:
    """Where the next page begins, as it stands in an address."""
    return f"{key[0].astimezone(UTC).strftime(_INSTANT)}~{key[1]}"


def _filters(asked: Mapping[str, str]) -> Filters:
    plain: dict[str, Any] = {name: name in _SWITCHES or value for name, value in asked.items()}
    return Filters(**plain)


def _options(charity: Charity, leads: Mapping[str, str]) -> dict[str, list[Option]]:
    policy = charity.policy
    return {
        "stage": _words(Stage),
        "kind": _words(CaseKind),
        "severity": [Option(one.value, one.label.partition(":")[0]) for one in Severity],
        "platform": [Option(name, name) for name in policy.platforms],
        "lead": [Option(NOBODY, "Nobody yet"), *(Option(key, name) for key, name in leads.items())],
        "clause": [Option(one.id, _short(f"{one.id}: {one.rule}")) for one in clauses_alleged(policy)],
    }


def _words(words: type[Word]) -> list[Option]:
    return [Option(one.value, one.label) for one in words]


def _short(text: str) -> str:
    return text if len(text) <= _RULE else text[:_RULE].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def _known(box: Box, value: str) -> bool:
    if isinstance(box, Offering):
        return any(option.value == value for option in box.options)
    if box.name == "reported":
        return read_period(value) is not None
    return len(value) <= _LONGEST and value.isprintable()


def _chosen(charity: Charity, form: Find, asked: Mapping[str, str]) -> tuple[Chosen, ...]:
    found = []
    for name, value in asked.items():
        box = form[name]
        options = box.options if isinstance(box, Offering) else ()
        shown = next((option.label for option in options if option.value == value), value)
        if name == "reported" and (period := read_period(value)) is not None:
            shown = period.label
        rest: dict[str, Any] = {other: kept for other, kept in asked.items() if other != name}
        href = url_for("cases.listing", slug=charity.id, **rest)
        label = box.label.text if box.data is True else f"{box.label.text}: {shown}"
        found.append(Chosen(label, href))
    return tuple(found)


def _key(text: str) -> Key | None:
    """The instant and id that `older` wrote; None for anything else."""
    instant, _, key = text.partition("~")
    if len(key) != _ID or not _HEX.issuperset(key):
        return None
    try:
        return datetime.strptime(instant, _INSTANT).replace(tzinfo=UTC), key
    except ValueError:
        return None
