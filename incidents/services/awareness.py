"""Correcting when the charity knew of a case, and with it the deadlines that count from there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.clock_words import moment_in_words
from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.moments import WHICH, NoMoment, moment, twice
from incidents.domain.words import Permission
from incidents.services import clock_keeping
from incidents.services.actors import Member
from incidents.services.changing import Change
from incidents.services.clock_work import enter
from incidents.services.faults import Invalid
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work

_DAY = Field("day", "The day we knew", Kind.DATE)
_TIME = Field(
    "time", "The time of day", Kind.TIME, hint="As clocks in Britain showed it: for example 14:30 or 2:30pm."
)
_BECAUSE = Field("because", "Why this is right, and what was written before is not")


def form(actor: Member, reference: str, sent: Raw, now: datetime) -> Form:
    """The form that corrects it; it asks which of two times is meant where what was `sent` came twice.

    Raises NotFound for who may not correct it, or may not learn of the case.
    """
    with read() as session:
        return _form(_here(session, actor, reference, now, lock=False), sent, now)


def correct(actor: Member, reference: str, key: str, raw: Raw, now: datetime) -> None:
    """Put right when the charity knew, with the running deadlines that count from it.

    One entry has both times. Raises NotFound, and Invalid for a time to come, one that never was, or one
    that came twice.
    """
    with work() as session, session.no_autoflush:
        if earlier_answer(session, actor.account_id, key, {"reference": reference}, now) is not None:
            return
        here = _here(session, actor, reference, now, lock=True)
        data = parsed(_form(here, raw, now), raw, now)
        try:
            aware_at = moment(data, now)
        except NoMoment as fault:
            raise Invalid((fault.problem,)) from fault
        if aware_at == here.case.aware_at:
            raise Invalid((Problem("time", "This is what stands there already"),))
        change = Change(session, actor, here, now)
        before, here.case.aware_at = here.case.aware_at, aware_at
        clock_keeping.recount(change, here.case, [one.track for one in here.tracks])
        told = {
            "before": moment_in_words(before),
            "now": moment_in_words(aware_at),
            "because": data["because"],
        }
        enter(change, "aware_corrected", told)


def _here(session: Session, actor: Member, reference: str, now: datetime, *, lock: bool) -> Scene:
    return scene(session, actor, reference, None, now, may=Permission.TRIAGE, whole=True, lock=lock)


def _form(here: Scene, sent: Raw, now: datetime) -> Form:
    return Form(
        (_DAY, _TIME, *((WHICH,) if twice(sent, now) else ()), _BECAUSE),
        about=f"Now it says {moment_in_words(here.case.aware_at)}. Deadlines count from when we knew.",
    )
