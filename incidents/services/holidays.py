"""The bank holidays of the three nations, from a list that came with the program: nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from govuk_bank_holidays.bank_holidays import BankHolidays

from incidents.domain.clock_kinds import RULES, Clock
from incidents.domain.clock_words import day_in_words
from incidents.domain.policy_words import Nation
from incidents.domain.working_days import Calendar, months_after

# Announced on 5 February 2026, and not in the list that came with the program.
SHIPPED: dict[Nation, dict[date, str]] = {
    Nation.SCOTLAND: {date(2026, 6, 15): "World Cup bank holiday"},
}
NONE: Mapping[date, str] = MappingProxyType({})
_WARN_MONTHS = 6


def calendar(nation: Nation, more: Mapping[date, str] = NONE) -> Calendar:
    """The calendar of a nation. `more` are an administrator's own additions for it, by day, each named."""
    listed = _listed(nation)
    if not more:
        return listed
    return Calendar(nation, {**listed.named, **more}, listed.first, listed.last)


def calendar_for(kind: Clock, nation: Nation, more: Mapping[date, str] = NONE) -> Calendar:
    """The calendar that this clock counts by: the nation's, unless its rule names another.

    `more` belongs to `nation`, and is left out where the rule names another.
    """
    named = RULES[kind].nation
    return calendar(nation, more) if named in {None, nation} else calendar(named or nation)


def ends(nation: Nation) -> date:
    """The last day that the list covers: lists are published by whole years."""
    return date(_listed(nation).last, 12, 31)


def warning(nation: Nation, today: date) -> str:
    """A sentence for administrators when less than six months of the list remain; empty before that."""
    last = ends(nation)
    if months_after(today, _WARN_MONTHS) <= last:
        return ""
    verb = "ends" if today <= last else "ended"
    return (
        f"The list of bank holidays of {nation.label} {verb} on {day_in_words(last)}: bring the program up to"
        " date. Holidays after that day are worked out by rule."
    )


@lru_cache
def _listed(nation: Nation) -> Calendar:
    rows = BankHolidays(use_cached_holidays=True).get_holidays(division=nation.value)
    named = {row["date"]: _name(row["title"], row["notes"]) for row in rows}
    years = {day.year for day in named}
    return Calendar(nation, MappingProxyType({**named, **SHIPPED.get(nation, {})}), min(years), max(years))


def _name(title: str, notes: str) -> str:
    return f"{title}, {notes.lower()}" if notes else title
