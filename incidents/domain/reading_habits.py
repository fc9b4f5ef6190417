"""Reading that is worth a question: very many cases at once, the small hours, and many refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.domain.fields import LONDON

MANY_CASES = 15
WITHIN = timedelta(hours=1)
SMALL_HOURS = range(5)  # midnight to five, in London
REFUSALS = 8


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a case (its id), or with none one attempt that was refused; `at` is an aware instant."""

    person_id: str
    case_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Oddity:
    """What somebody did that is worth asking them about, in a sentence that names no case."""

    person_id: str
    said: str


def oddities(looks: Iterable[Look]) -> tuple[Oddity, ...]:
    """What stands out in the reading of one or two days, by person. None of it is a breach by itself."""
    by_person: dict[str, list[Look]] = {}
    for look in looks:
        by_person.setdefault(look.person_id, []).append(look)
    found = []
    for person_id in sorted(by_person):
        theirs = sorted(by_person[person_id], key=lambda look: look.at)
        opened = [look for look in theirs if look.case_id is not None]
        most = max((_cases_from(opened, place) for place in range(len(opened))), default=0)
        if most >= MANY_CASES:
            found.append(Oddity(person_id, f"opened {most} cases within an hour"))
        if late := len({look.case_id for look in opened if look.at.astimezone(LONDON).hour in SMALL_HOURS}):
            cases = "a case" if late == 1 else f"{late} cases"
            found.append(Oddity(person_id, f"opened {cases} between midnight and five"))
        if (refused := sum(look.case_id is None for look in theirs)) >= REFUSALS:
            found.append(Oddity(person_id, f"asked {refused} times for what is not theirs to see"))
    return tuple(found)


def _cases_from(opened: list[Look], place: int) -> int:
    begun = opened[place].at
    return len({look.case_id for look in opened[place:] if look.at - begun <= WITHIN})
