"""When things happen in the stories: office hours in London on past days, the last few hours for today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from incidents.domain.fields import LONDON
from incidents.services.demonstration.telling import Day, Story

_OPEN = timedelta(hours=8, minutes=50)
_NEXT = timedelta(minutes=20)
_TODAY = timedelta(hours=3)


def moments(story: Story, now: datetime) -> tuple[datetime, ...]:
    """The instants (UTC) of a story's report and of each act, in order; `now` is an aware instant.

    Raises ValueError for a story that runs into the future, or has more on one day than the day has room for.
    """
    found: list[datetime] = []
    days_ago, at = story.days_ago, _start_of(story, story.days_ago, now)
    for after in (0, *(act.after for act in story.acts)):
        days_ago -= after
        if days_ago < 0:
            raise ValueError(f"the story {story.key} runs into the future")
        at = _start_of(story, days_ago, now) if after else at + _NEXT
        found.append(at)
    if any(later <= earlier for earlier, later in pairwise(found)) or found[-1] > now:
        raise ValueError(f"the story {story.key} has too much on one day")
    return tuple(found)


def _start_of(story: Story, days_ago: int, now: datetime) -> datetime:
    """When the day's first thing happens: another minute each day, lest a timeline look like a machine's."""
    if days_ago == 0:
        return now - _TODAY
    midnight = datetime.combine(london_day(now) - timedelta(days=days_ago), time(), LONDON)
    minutes = timedelta(minutes=(days_ago * 17 + len(story.key) * 5) % 100)
    return (midnight + _OPEN + minutes).astimezone(UTC)


def on_day(day: Day, at: datetime) -> date:
    """The date that `day` means when it is written down at `at`."""
    return london_day(at) + timedelta(days=day.days)


def london_day(at: datetime) -> date:
    """The date in London at an aware instant."""
    return at.astimezone(LONDON).date()
