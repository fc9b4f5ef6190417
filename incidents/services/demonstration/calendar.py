"""When things happen in the stories: office hours in London on past days, the last few hours for today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from incidents.domain.fields import LONDON
from incidents.services.demonstration.telling import Day, Story

_MORNING = timedelta(hours=9, minutes=5)
_NEXT = timedelta(minutes=20)
_TODAY = timedelta(hours=3)


def moments(story: Story, now: datetime) -> tuple[datetime, ...]:
    """The instants (UTC) of a story's report and of each act, in order; `now` is an aware instant.

    Raises ValueError for a story that runs into the future.
    """
    found: list[datetime] = []
    days_ago, nth = story.days_ago, 0
    for number, after in enumerate((0, *(act.after for act in story.acts))):
        days_ago -= after
        nth = 0 if after else nth + 1
        if days_ago < 0:
            raise ValueError(f"the story {story.key} runs into the future")
        if days_ago == 0:
            found.append(now - _TODAY + nth * _NEXT)
            continue
        # A different minute each day, so that a timeline does not look like a machine's.
        morning = _MORNING + timedelta(minutes=number * 17 % 120) + nth * _NEXT
        midnight = datetime.combine(london_day(now) - timedelta(days=days_ago), time(), LONDON)
        found.append((midnight + morning).astimezone(UTC))
    if any(later <= earlier for earlier, later in zip(found, found[1:], strict=False)) or found[-1] > now:
        raise ValueError(f"the story {story.key} has too much on one day")
    return tuple(found)


def on_day(day: Day, at: datetime) -> date:
    """The date that `day` means when it is written down at `at`."""
    return london_day(at) + timedelta(days=day.days)


def london_day(at: datetime) -> date:
    """The date in London at an aware instant."""
    return at.astimezone(LONDON).date()
