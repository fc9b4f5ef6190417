"""The charity's own duties that are due: rights to take away, pictures to take down, the policy's review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from incidents.domain.clock_words import end_of
from incidents.domain.duties import london_day
from incidents.domain.policy_review import due_on
from incidents.domain.reminders import Deadline, Ladder
from incidents.services import pictures, posters
from incidents.services.charity import Charity

# A review is planned long before; nobody need hear of it earlier than this.
_REVIEW_BEGINS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that the charity owes its policy: its key, by when, and the end of its page's address."""

    key: str
    deadline: Deadline
    page: str


def owed(session: Session, charity: Charity, now: datetime) -> Iterator[Duty]:
    """What is due at `now`. Whoever left without a word has no day here: the page of duties shows them."""
    for one in posters.lines(session, charity.id, now):
        if one.to_remove and one.until is not None:
            yield Duty(f"poster-{one.id}", _on_the_day(one.until), "duties/posters")
    for line in pictures.lines(session, charity.id):
        since = line.picture.withdrawn_at
        if line.take_down and since is not None:
            yield Duty(f"picture-{line.picture.id}", _on_the_day(since), "duties/pictures")
    review = due_on(charity.policy)
    if review is not None:
        at = end_of(review)
        yield Duty("review", Deadline(Ladder.TARGET, at, at - _REVIEW_BEGINS), "policy")


def _on_the_day(since: datetime) -> Deadline:
    return Deadline(Ladder.TARGET, end_of(london_day(since)), since)
