"""Days as people here read and write them: the date in London, in words or as ISO."""

from __future__ import annotations

from datetime import date, datetime

from incidents.domain.fields import LONDON

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(moment: datetime) -> date:
    """The date in London at an aware instant. Raises ValueError for a naive one, which could be two dates."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(LONDON).date()


def in_words(when: date) -> str:
    """For example 3 November 2026; the same on every machine, whatever its language."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def at_in_words(moment: datetime) -> str:
    """An aware instant as people in London say it: 21 November 2026, 9:15am."""
    local = moment.astimezone(LONDON)
    return f"{in_words(day(moment))}, {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def month_in_words(when: date) -> str:
    """For example November 2026."""
    return f"{_MONTHS[when.month - 1]} {when.year}"
