"""Writing something on a case beside its steps: where, by whom, once, and the one entry that it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from incidents.domain.fields import LONDON, Data, Field, Raw, parse
from incidents.domain.words import Permission
from incidents.services import beside
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.faults import Invalid
from incidents.services.gather import Scene, scene
from incidents.services.once import earlier_answer
from incidents.store import trail
from incidents.store.db import work


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it besides the entry: `outside` is the body to turn to when nobody inside is left; `gone`
    says that the case is hidden from the actor now."""

    outside: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: by whom, on which case and matter (None: the case), by which form."""

    actor: Member
    reference: str
    track_id: str | None
    key: str
    now: datetime


@contextmanager
def writing(
    place: Place, may: Permission = Permission.HANDLE, *, part: bool = False
) -> Iterator[Change | None]:
    """A change to a case, locked, for someone who may make it; None when this very form has acted before.

    With `part`, also someone let into one matter only may make it.
    """
    with work() as session:
        answer: dict[str, object] = {"reference": place.reference}
        if earlier_answer(session, place.actor.account_id, place.key, answer, place.now) is not None:
            yield None
            return
        yield Change(session, place.actor, _locked(session, place, may, part=part), place.now)


def _locked(session: Session, place: Place, may: Permission, *, part: bool) -> Scene:
    return scene(
        session,
        place.actor,
        place.reference,
        place.track_id,
        place.now,
        may=may,
        whole=not part,
        lock=True,
    )


def parsed(
    fields: Sequence[Field],
    raw: Raw,
    now: datetime,
    allowed: Mapping[str, Sequence[str] | Mapping[str, str]] | None = None,
) -> dict[str, object]:
    data, problems = parse(fields, raw, now, {name: list(keys) for name, keys in (allowed or {}).items()})
    if problems:
        raise Invalid(problems)
    return data


def asking(change: Change) -> beside.Asking:
    return beside.Asking(change.session, change.scene, change.actor, change.now)


def end_of(day: date) -> datetime:
    """The end of a London day."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def enter(
    change: Change,
    action: str,
    payload: Data,
    *,
    track_id: str | None = None,
    happened: str = "",
    quiet: bool = False,
) -> None:
    """The one entry of a change. `quiet`: the case does not count as changed, which every list shows."""
    case = change.scene.case
    if not quiet:
        change.touch(track_id)
    trail.on_case(
        change.session,
        case,
        trail.Entry(
            organisation_id=case.organisation_id,
            action=action,
            actor=change.actor.person_id,
            at=change.now,
            payload={"by": change.actor.name, **payload, **change.words},
            case_id=case.id,
            track_id=track_id,
            happened=happened,
            id=change.event_id,
        ),
    )
