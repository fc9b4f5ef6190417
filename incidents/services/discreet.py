"""A case without the details that are shown on request alone: who reported it, children, third parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from incidents.domain.details import STANDS_IN, Detail, stand_ins
from incidents.services.timeline import Told
from incidents.store.queries.parts import PersonRow, ReportRow

_GAVE_NO_NAME = "Someone who did not give a name"


def names(people: Iterable[PersonRow]) -> dict[str, str]:
    """What each person of a case is called on its pages, by the id of their involvement."""
    every = sorted(people, key=lambda one: (one.added_at, one.id))
    hidden = stand_ins((one.id, one.involvement, one.under_18) for one in every)
    return {one.id: hidden.get(one.id, one.label) for one in every}


def people(rows: tuple[PersonRow, ...]) -> tuple[PersonRow, ...]:
    """The people of a case, the hidden ones without name and account names."""
    called = names(rows)
    return tuple(
        replace(one, label=called[one.id], handles="") if called[one.id] != one.label else one for one in rows
    )


def reports(rows: tuple[ReportRow, ...]) -> tuple[ReportRow, ...]:
    """What was reported, without who reported it and without the names of others."""
    return tuple(
        replace(
            one,
            reporter_name=STANDS_IN[Detail.REPORTER] if one.reporter_name else "",
            reporter_contact="",
            on_behalf_of="",
            affected="",
            keep_out="",
        )
        for one in rows
    )


def entries(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The timeline without them: who reported it, and whom somebody added to the case."""
    return tuple(_entry(one) for one in told)


def _entry(told: Told) -> Told:
    if told.action == "reported" and told.by != _GAVE_NO_NAME:
        return replace(told, by=STANDS_IN[Detail.REPORTER])
    if told.hides is None:
        return told
    details = tuple((label, words) for label, words in told.details if label != "Who")
    return replace(told, details=(("Who", STANDS_IN[told.hides]), *details))
