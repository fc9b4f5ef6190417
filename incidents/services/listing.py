"""Lists of cases, each as this reader may see it: a page of all of them, and what needs someone today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incidents.domain.fields import LONDON
from incidents.domain.permissions import GRANTS, permits
from incidents.domain.words import Permission
from incidents.services import reads
from incidents.services.actors import Member, reader
from incidents.services.faults import NotFound
from incidents.store.db import read, work
from incidents.store.queries import cases, people
from incidents.store.queries.cases import Filters, ListRow, Page
from incidents.store.queries.narrowing import NOBODY

__all__ = ["NOBODY", "Filters", "Key", "Page", "Today", "page_of_cases", "today", "who_may_lead"]

SHORT = 8
# Where a page goes on: when its last case changed (aware UTC), and that case's id.
Key = tuple[datetime, str]

# The parts of today, and the filter that shows all of each.
PARTS = (
    ("new", Filters(stage="reported")),
    ("overdue", Filters(overdue=True)),
    ("waiting", Filters(waiting=True)),
    ("mine", Filters(mine=True)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A short list, newest change first; `more` when it is not all."""

    rows: tuple[ListRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What needs someone on a London day."""

    day: date
    new: Part
    overdue: Part
    waiting: Part
    mine: Part


def page_of_cases(actor: Member, filters: Filters, now: datetime, before: Key | None = None) -> Page:
    """One page of the cases the actor may see, 25 at most, newest change first; a search is written down.

    Raises NotFound for someone who reads no cases.
    """
    _reads_cases(actor)
    eyes, day = reader(actor, now), now.astimezone(LONDON).date()
    if not filters.words:
        with read() as session:
            return cases.list_page(session, eyes, filters, day, before)
    with work() as session:
        reads.note(session, actor, "searched", now, payload={"words": filters.words})
        return cases.list_page(session, eyes, filters, day, before)


def today(actor: Member, now: datetime) -> Today:
    """New reports; what is late; what waits for first decisions or is on hold; what is the actor's own.

    Raises NotFound for someone who reads no cases.
    """
    _reads_cases(actor)
    day = now.astimezone(LONDON).date()
    with read() as session:
        found = cases.list_parts(session, reader(actor, now), PARTS, day, SHORT + 1)
    short = {name: Part(rows[:SHORT], len(rows) > SHORT) for name, rows in found.items()}
    return Today(day, **short)


def who_may_lead(organisation_id: str, now: datetime) -> dict[str, str]:
    """Person id and name of everyone who may lead a case of this charity, by name."""
    with read() as session:
        return {
            one.person_id: one.name
            for one in people.people(session, organisation_id, now)
            if one.roles & GRANTS[Permission.TRIAGE]
        }


def _reads_cases(actor: Member) -> None:
    if not permits(actor, Permission.READ_CASE):
        raise NotFound
