"""The few words that the stories are written in: a report, then who did what, how many days later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from incidents.services.reporting import Told


@dataclass(frozen=True, slots=True)
class Day:
    """A date, counted in days from the day on which it is written down: -1 is the day before."""

    days: int


@dataclass(frozen=True, slots=True)
class Who:
    """One of the charity's people, by key."""

    key: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference of the case that came of another story of the same charity, by that story's key."""

    story: str


Answer = str | bool | int | Day | Who | Reference | list[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing someone did, `after` days after the one before (0: the same day).

    `action` is a step of a machine or one of the walker's own verbs. `on` names the matter, machine:subject;
    the subject is a fixed key or how the case calls the person. Empty, it is the case itself.
    """

    by: str
    action: str
    after: int = 0
    on: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def although(self, **reasons: str) -> Act:
        """The same act with the reasons that lift *should* guards, by the guard's key."""
        lifting = {f"because-{guard}": reason for guard, reason in reasons.items()}
        return replace(self, answers={**self.answers, **lifting})


@dataclass(frozen=True, slots=True)
class Story:
    """One report to a charity, `days_ago` before today, and what was done about it.

    `by` is empty without a sign-in. `happened` and `until` say how many days before the report it
    happened, `reached` when it reached someone of us who reports it for another. None: nobody knows.
    """

    charity: str
    key: str
    days_ago: int
    told: Told
    by: str = ""
    happened: int | None = None
    until: int | None = None
    reached: int | None = None
    acts: tuple[Act, ...] = ()


def did(what: str, after: int = 0, /, **answers: Answer) -> Act:
    """An act with its answers by field name: `what` is "who action" or "who action matter"."""
    by, action, *on = what.split(" ", 2)
    return Act(by, action, after, "".join(on), answers)
