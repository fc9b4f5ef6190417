"""The year's return: listing the years, reading one, and the board's signatures under it."""

from __future__ import annotations

from datetime import datetime

from incidents.domain import annual_return
from incidents.domain.annual_return import STATEMENT
from incidents.domain.fields import Field, Kind, Problem, Raw
from incidents.domain.permissions import permits
from incidents.domain.words import Permission
from incidents.services.actors import Member, reader
from incidents.services.annual_shown import (
    Decision,
    Return,
    YearLine,
    decisions,
    names,
    of_year,
    on_day,
)
from incidents.services.faults import Invalid, Stale
from incidents.services.keeping import Form, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.ids import new_id
from incidents.store.models import AnnualSignOff
from incidents.store.queries import telling

YEARS = 6
_SIGNING = (
    Field("agrees", "Do you say so?", Kind.YES_NO),
    Field("words", "Anything you want to add", required=False, hint="No names: it stands on the page"),
)

_SIGNED = "You have signed this already, and no decision was added since. Once is enough"


def years(actor: Member, now: datetime) -> tuple[YearLine, ...]:
    """The last years, the newest first. Raises NotFound."""
    may(actor, Permission.SEE_OVERVIEW)
    with read() as session:
        ends = telling.year_end(session, actor.organisation_id)
        decided = telling.decisions(session, reader(actor, now))
        signed = telling.signatures(session, actor.organisation_id)
    newest = annual_return.year_on(on_day(now), ends).number
    several = (annual_return.year_of(newest - back, ends) for back in range(YEARS))
    return tuple(
        YearLine(
            year,
            sum(year.holds(one.row.decided_on) for one in decided),
            names((row, name) for row, name in signed if row.year == year.number),
        )
        for year in several
    )


def year(actor: Member, number: int, now: datetime) -> Return:
    """One year. Raises NotFound, also for a year that is far from ours."""
    may(actor, Permission.SEE_OVERVIEW)
    with read() as session:
        return of_year(session, actor, number, now)


def signing(actor: Member, number: int, now: datetime) -> Form:
    """The form that signs a year. Raises NotFound."""
    may(actor, Permission.SIGN_OFF_YEAR)
    with read() as session:
        return _signing(of_year(session, actor, number, now))


def sign(actor: Member, number: int, version: int, key: str, raw: Raw, now: datetime) -> None:
    """Sign a year: the decisions the actor had before them are covered. Raises NotFound, Stale, and Invalid
    with every reason why it cannot be signed."""
    may(actor, Permission.SIGN_OFF_YEAR)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {}, now) is not None:
            return
        page = of_year(session, actor, number, now)
        form = _signing(page)
        data = parsed(form, raw, now)
        if data["agrees"] is not True:
            said = "Then do not sign. Say to the chair what should have been reported"
            raise Invalid((Problem("agrees", said),))
        if page.covered:
            raise Invalid((Problem("agrees", _SIGNED),))
        if page.against:
            raise Invalid((Problem("agrees", " ".join(page.against)),))
        if version != form.version:
            raise Stale(("Another decision was written down",), form.version)
        row = AnnualSignOff(
            organisation_id=actor.organisation_id,
            id=new_id(),
            year=number,
            decisions=[one.row.id for one in page.decisions],
            words=str(data.get("words", "")),
            by_person_id=actor.person_id,
            at=now,
        )
        session.add(row)
        told = {"data": {"year": number, **data}, "statement": STATEMENT, "decisions": row.decisions}
        note(session, actor, "year_signed", now, told)


def due_again(actor: Member, now: datetime) -> tuple[Decision, ...]:
    """The decisions not to tell that wait to be looked at again; none for who may not write a report."""
    if not permits(actor, Permission.DRAFT_REPORT):
        return ()
    with read() as session:
        found = telling.decisions(session, reader(actor, now))
    return tuple(one for one in decisions(found, on_day(now)) if one.due or one.open_again)


def _signing(page: Return) -> Form:
    return Form(_SIGNING, about=STATEMENT, version=len(page.decisions))
