"""The forms that change the clocks of a case, and why one cannot be changed like that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from incidents.domain.clock_kinds import RULES, Clock
from incidents.domain.clock_starts import BY_HAND
from incidents.domain.clock_words import day_in_words, moment_in_words, number_of
from incidents.domain.fields import Data, Field, Kind, Raw
from incidents.domain.moments import WHICH, twice
from incidents.services.faults import NotFound
from incidents.services.gather import Scene
from incidents.services.keeping import Form
from incidents.services.timeline import called
from incidents.store.models import ClockRow

WHOLE = "case"
_BECAUSE = Field("because", "Why")
_START = (
    Field(
        "kind",
        "What is to be done in time",
        Kind.CHOICE,
        choices=tuple((one.value, one.label) for one in BY_HAND),
    ),
    Field(
        "day",
        "The day it counts from",
        Kind.DATE,
        past=False,
        hint="The day something came or was decided; for a hearing that is put off, the day it was to be.",
    ),
    Field(
        "time",
        "The time of day",
        Kind.TIME,
        required=False,
        hint="Needed where hours count: for example 14:30 or 2:30pm.",
    ),
)
_REST = (Field("matter", "What it belongs to", Kind.CHOICE), _BECAUSE)
_ASKED: dict[str, tuple[Field, ...]] = {
    "pause": (Field("asked_on", "When we asked for what we need", Kind.DATE), _BECAUSE),
    "resume": (Field("answered_on", "When the answer came", Kind.DATE),),
    "extend": (
        Field("told_on", "When the person was told that it takes longer", Kind.DATE),
        Field("months", "How many months more", Kind.NUMBER),
        Field("because", "Why it takes longer"),
    ),
    "length": (Field("length", "How long it is", Kind.NUMBER), _BECAUSE),
    "end": (Field("because", "What was done, or why it no longer counts"),),
}


def to_start(here: Scene, sent: Raw, now: datetime) -> Form:
    """The form that starts a clock; it asks which of two times is meant where what was `sent` came twice.

    Raises NotFound for who may see nothing of the case that could have a clock.
    """
    matters = {
        one.track.id: called(one.track.machine, one.track.subject_label)
        for one in here.visible
        if not one.track.ended
    }
    choices = {WHOLE: "The case as a whole", **matters} if here.found.whole else matters
    if not choices:
        raise NotFound
    return Form(
        (*_START, *((WHICH,) if twice(sent, now) else ()), *_REST), {"matter": choices}, {"matter": WHOLE}
    )


def to_change(row: ClockRow, way: str) -> Form:
    """The form for one thing to be done with a clock. Raises NotFound where there is no such thing."""
    if way not in _ASKED:
        raise NotFound
    rule, kind = RULES[Clock(row.kind)], Clock(row.kind)
    filled: Mapping[str, object] = {"length": row.length or rule.length} if way == "length" else {}
    about = f"{kind.label}. {stands(row)}"
    if way == "length":
        about += f" It is counted in {rule.unit.label}s."
    return Form(_ASKED[way], filled=filled, about=about, version=row.version)


def stands(row: ClockRow) -> str:
    """How a clock stands, in a sentence."""
    if row.ended_at is not None:
        return f"It ended: {row.ended_because}"
    return f"It is due by {moment_in_words(row.due_at)}."


def refusal(row: ClockRow, way: str) -> str:
    """Why this cannot be done with this clock now."""
    if row.ended_at is not None:
        return "This clock has ended already"
    rule = RULES[Clock(row.kind)]
    match way:
        case "pause" if not rule.pauses:
            return "This clock cannot be stopped: it runs on whatever happens"
        case "pause":
            return "This clock stands still already"
        case "resume":
            return "This clock is not stopped"
        case "extend" if rule.more_months:
            return "This clock was given more time already"
        case "extend":
            return "This clock cannot be made longer"
        case _:
            return "The length of this clock is fixed by others and cannot be changed here"


def in_words(data: Data) -> dict[str, object]:
    """The answers as the trail tells them: days as people read them."""
    said = dict(data)
    for name in ("asked_on", "answered_on", "told_on"):
        if name in said:
            said[name] = day_in_words(date.fromisoformat(str(said[name])))
    if "months" in said:
        said["months"] = number_of(int(str(said["months"])), "month")
    return said
