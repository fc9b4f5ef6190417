"""Beside taking a file: writing down an address that must not be copied, and taking a file back."""

from __future__ import annotations

from dataclasses import replace

from incidents.domain.evidence import NOT_TAKEN, TAKE_BACK, place_fault
from incidents.domain.fields import Problem, Raw, parse
from incidents.services.evidence_place import Place, enter, one_of, writing
from incidents.services.faults import Invalid


def note_address(place: Place, raw: Raw) -> None:
    """Write down where something is that must not be copied. Raises NotFound and Invalid."""
    with writing(place, {}) as (session, here, earlier):
        if earlier is not None:
            return
        data, problems = parse(NOT_TAKEN, raw, place.now)
        if "address" in data and (fault := place_fault(str(data["address"]))):
            problems = (*problems, Problem("address", fault))
        if problems:
            raise Invalid(problems)
        enter(session, place, here, "evidence_not_taken", {"data": data})


def take_back(place: Place, evidence_id: str, raw: Raw) -> None:
    """Say why a file no longer counts; it stays, with all its history. Raises NotFound and Invalid."""
    with writing(place, {}) as (session, here, earlier):
        if earlier is not None:
            return
        one = one_of(session, place, here, evidence_id)
        data, problems = parse(TAKE_BACK, raw, place.now)
        if problems:
            raise Invalid(problems)
        row = one.row
        row.taken_back_at, row.taken_back_by_person_id = place.now, place.actor.person_id
        row.taken_back_because = str(data["because"])
        said: dict[str, object] = {"evidence": row.id, "data": {"what": row.name, **data}}
        enter(session, replace(place, track_id=row.track_id), here, "evidence_taken_back", said)
