"""A day and a time of day in London as one instant: once a year an hour is left out, once it comes twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from incidents.domain.clock_words import day_in_words
from incidents.domain.fields import LONDON, Data, Field, Kind, Problem, Raw, parse

FIRST, SECOND = "first", "second"
WHICH = Field(
    "which",
    "Which of the two it was",
    Kind.CHOICE,
    choices=(
        (FIRST, "The first time, before the clocks went back"),
        (SECOND, "The second time, an hour later"),
    ),
    hint="The clocks went back that night, so London had this time twice.",
)
_ASKED = (Field("day", "Day", Kind.DATE, past=False), Field("time", "Time", Kind.TIME))
_NOON = time(12)  # of a bare day: a clock in days leads to the same end from any time of it


class NoMoment(ValueError):
    """The day and time are no one instant, or none that can have been; `problem` says how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def instants(day: date, at: time) -> tuple[datetime, ...]:
    """The instants in UTC at which clocks in London show this: one, or none or two when the clocks change."""
    naive = datetime.combine(day, at)
    both = sorted({naive.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)})
    return tuple(one for one in both if one.astimezone(LONDON).replace(tzinfo=None, fold=0) == naive)


def twice(raw: Raw, now: datetime) -> bool:
    """Whether the day and time that were typed came twice, so that `WHICH` is to be asked."""
    data, _ = parse(_ASKED, raw, now)
    return len(data) == len(_ASKED) and len(instants(date.fromisoformat(str(data["day"])), _time(data))) > 1


def moment(data: Data, now: datetime | None) -> datetime:
    """The instant in UTC that the answers `day`, `time` and `which` mean; noon of a day without a time.

    `now` is an aware instant that it must not be after; None where it may still come. Raises NoMoment.
    """
    day, at = date.fromisoformat(str(data["day"])), _time(data)
    found = instants(day, at)
    if not found:
        raise NoMoment(
            Problem(
                "time",
                f"There was no {at:%H:%M} on {day_in_words(day)}: the clocks went forward that night, from"
                " 01:00 to 02:00. Enter a time before or after",
            )
        )
    if len(found) > 1 and data.get("which") not in {FIRST, SECOND}:
        raise NoMoment(
            Problem(
                "which",
                f"On {day_in_words(day)} the clocks went back, so {at:%H:%M} came twice: at {at:%H:%M}"
                f" BST, and an hour later at {at:%H:%M} GMT. Choose which of the two it was",
            )
        )
    chosen = found[-1 if data.get("which") == SECOND else 0]
    if now is None or chosen <= now:
        return chosen
    if "time" in data:
        raise NoMoment(Problem("time", "That is still to come: enter a time that has been"))
    return now  # noon of today, before noon


def _time(data: Data) -> time:
    return time.fromisoformat(str(data["time"])) if "time" in data else _NOON
