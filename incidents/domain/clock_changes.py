"""What can change a running clock: it is stopped for a while, made longer, or given a length of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from incidents.domain.clock_kinds import Force, Rule
from incidents.domain.clock_words import day_in_words, number_of


class BadChange(ValueError):
    """This clock cannot be changed like that; the message says why to people."""


@dataclass(frozen=True, slots=True)
class Pause:
    """We asked for what we need; `answered_on` is None until the answer comes. The law counts neither day."""

    asked_on: date
    answered_on: date | None
    because: str

    @property
    def days(self) -> int:
        """How many days do not count; of an open one, the day of asking so far."""
        return ((self.answered_on or self.asked_on) - self.asked_on).days + 1


@dataclass(frozen=True, slots=True)
class Extension:
    """We told the person that it takes so many months longer, and why."""

    told_on: date
    months: int
    because: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed one clock. `length` is the charity's own, for a clock that nobody else fixes."""

    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    length: int | None = None


UNCHANGED = Changes()
MOST = 400  # a target of ours beyond a year is none


def length_of(rule: Rule, changes: Changes) -> int:
    """The length that counts; raises BadChange where it is not ours to set, or is no length."""
    if changes.length is None:
        return rule.length
    if rule.force not in {Force.OWN, Force.PROMPTLY}:
        raise BadChange("The length of this clock is fixed by others and cannot be changed here.")
    if changes.length < 1:
        raise BadChange("The length of a clock is at least 1.")
    if changes.length > MOST:
        raise BadChange(f"The length of a clock is at most {MOST}.")
    return changes.length


def refuse_misfits(rule: Rule, changes: Changes, start: date) -> None:
    """Raises BadChange where this kind allows no such change, or the days are in no sensible order."""
    if changes.pauses and not rule.pauses:
        raise BadChange("This clock cannot be stopped: it runs on whatever happens.")
    extension = changes.extension
    if extension is not None and not 1 <= extension.months <= rule.more_months:
        raise BadChange(
            f"This clock cannot be made longer by more than {rule.more_months} months."
            if rule.more_months
            else "This clock cannot be made longer."
        )
    if extension is not None and extension.told_on < start:
        raise BadChange("The person was told of more time before the clock started: check the days.")
    free = start
    for number, pause in enumerate(changes.pauses, start=1):
        if pause.asked_on < free:
            raise BadChange("A stop begins before the clock does, or before the stop before it has ended.")
        if pause.answered_on is None and number < len(changes.pauses):
            raise BadChange("Only the last stop can still be open.")
        if pause.days < 1:
            raise BadChange("The answer came before the question was asked: check the days.")
        free = pause.asked_on + timedelta(days=pause.days)


def stopped(day: date, pauses: tuple[Pause, ...]) -> date:
    """The last day, later by each stop in order; raises BadChange for a stop that begins after it."""
    for pause in pauses:
        if pause.asked_on > day:
            raise BadChange(
                f"The clock had run out on {day_in_words(day)}: it cannot be stopped on"
                f" {day_in_words(pause.asked_on)}."
            )
        day += timedelta(days=pause.days)
    return day


def pause_sentences(pauses: tuple[Pause, ...]) -> list[str]:
    """What each stop did to the count."""
    said = []
    for pause in pauses:
        asked = f"We asked for what we need on {day_in_words(pause.asked_on)}"
        if pause.answered_on is None:
            said.append(f"{asked} and wait for the answer: the clock stands still, and each day adds a day.")
        else:
            count = number_of(pause.days, "day")
            verb = "does" if pause.days == 1 else "do"
            said.append(
                f"{asked} and had the answer on {day_in_words(pause.answered_on)}: {count} {verb} not count."
            )
    return said
