"""The count of one clock, from its start to its end, which notes each step in words as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from incidents.domain.clock_changes import BadChange, Changes, Extension, pause_sentences, stopped
from incidents.domain.clock_kinds import Roll, Rule, Unit
from incidents.domain.clock_words import (
    clock_change,
    day_in_words,
    end_of,
    moment_in_words,
    not_counted,
    number_of,
    worked_out,
)
from incidents.domain.fields import LONDON
from incidents.domain.working_days import Calendar, between, months_after, rolled, weekend, working_day

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


@dataclass(slots=True)
class Count:
    """One count: `end()` is its instant in UTC, and `said` has a sentence on each step of it after that."""

    rule: Rule
    start: datetime
    length: int
    calendar: Calendar
    changes: Changes
    said: list[str] = field(default_factory=list)

    def end(self) -> datetime:
        """When it ends; raises BadChange, NotWorkedOut and OverflowError as `deadlines.due` says."""
        if self.rule.in_hours:
            self.said.append(f"{self.rule.event} at {moment_in_words(self.start)}.")
            return self._hours()
        day = self.start.astimezone(LONDON).date()
        self.said.append(f"{self.rule.event} on {day_in_words(day)}, by the date in London.")
        if self.rule.unit is Unit.WORKING_DAYS:
            return end_of(self._working_days(day))
        return end_of(self._rolled(self._calendar_days(day)))

    def _hours(self) -> datetime:
        length = timedelta(hours=self.length)
        if self.rule.unit is Unit.WORKING_HOURS:
            at = _working_time(self.start, length, self.calendar)
            self.said.append("Every hour of a working day counts, by day and by night; no other hour does.")
            self._passed_over(list(between(_london(self.start), _london(at - _TICK))))
        else:
            at = self.start.astimezone(UTC) + length
            self.said.append("Every hour counts: nights, weekends and bank holidays too.")
        self._say(clock_change(self.start, at))
        return at

    def _working_days(self, start: date) -> date:
        last = working_day(start, self.length, self.calendar)
        days = list(between(start + _DAY, last))
        first = next(day for day in days if self.calendar.works(day))
        self._say(f"Working day 1, the first after that day, is {day_in_words(first)}.")
        self._passed_over(days)
        if self.length > 1:
            self._say(f"Working day {self.length} is {day_in_words(last)}.")
        return last

    def _calendar_days(self, start: date) -> date:
        if self.rule.unit is Unit.DAYS:
            last = start + self.length * _DAY
            self._say(
                f"Day 1 is {day_in_words(start + _DAY)}, and day {self.length} is {day_in_words(last)}."
            )
            return last
        extension, pauses = self.changes.extension, self.changes.pauses
        months = self.length
        if extension is not None:
            self._refuse_late(extension, months_after(start, months))
            months += extension.months
            self._say(
                f"We told the person on {day_in_words(extension.told_on)} that it takes"
                f" {number_of(extension.months, 'month')} more."
            )
        last = months_after(start, months)
        short = "" if last.day == start.day else f", the last day of a month that has no day {start.day}"
        self._say(f"{number_of(months, 'month')} after the day itself is {day_in_words(last)}{short}.")
        for sentence in pause_sentences(pauses):
            self._say(sentence)
        return stopped(last, pauses)

    def _refuse_late(self, extension: Extension, limit: date) -> None:
        for pause in self.changes.pauses:
            if pause.asked_on <= limit:
                limit = stopped(limit, (pause,))
        if extension.told_on > rolled(limit, self.calendar):
            raise BadChange("More time counts only if the person is told of it within the first month.")

    def _rolled(self, last: date) -> date:
        if self.rule.roll is Roll.STAYS:
            return last
        moved = rolled(last, self.calendar)
        self._say(worked_out(list(between(last, moved)), self.calendar))
        if moved != last:
            name = "a weekend" if weekend(last) else self.calendar.holiday(last)
            self._say(
                f"{day_in_words(last)} is no working day ({name}), so it moves to the next that is,"
                f" {day_in_words(moved)}."
            )
        return moved

    def _passed_over(self, days: Sequence[date]) -> None:
        self._say(not_counted(days, self.calendar))
        self._say(worked_out(days, self.calendar))

    def _say(self, sentence: str | None) -> None:
        if sentence is not None:
            self.said.append(sentence)


def _london(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _working_time(start: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """The instant when so much time of working days has passed; days are London's, from midnight on."""
    at = start.astimezone(UTC)
    while True:
        day = _london(at)
        midnight = datetime.combine(day + _DAY, time(), LONDON).astimezone(UTC)
        if calendar.works(day):
            if at + left <= midnight:
                return at + left
            left -= midnight - at
        at = midnight
