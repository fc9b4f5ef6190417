"""The papers of one question, and who sits at it: what the pack's page and the minute are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from incidents.domain.board import (
    ABSTAIN,
    DECIDES,
    GONE,
    INTEREST,
    KEPT_BACK,
    Board,
    Option,
    OptionFault,
    options_of,
)
from incidents.domain.lifecycle import CLOSED_CIRCLE
from incidents.services import clocks
from incidents.services.board_voting import ABSTAINS
from incidents.services.gather import Scene
from incidents.services.timeline import timeline
from incidents.store.instant import from_text
from incidents.store.models import ReviewSeat, Track
from incidents.store.queries import board as queries

# So far back, exceptions are looked for: no question has more entries.
_ENTRIES = 200
_WORDS = ("question", "facts", "recommendation", "evidence", "new_facts")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as it stood when the papers went out."""

    what: str
    at: datetime
    how: str
    by_law: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """What the board is given. `draft`: nothing went out yet, and it can still be changed."""

    draft: bool
    words: Mapping[str, str]
    options: tuple[Option, ...]
    clocks: tuple[Clock, ...]
    sent_at: datetime | None
    decide_by: date | None


@dataclass(frozen=True, slots=True)
class Exemption:
    """A step that was taken although it should not be: what was said against it, and the reason given."""

    against: str
    because: str


@dataclass(frozen=True, slots=True)
class Place:
    """One board member at the question. `vote` and `reasons` are "" while the reader may not know them.

    `aside`: they declared an interest; `gone`: they left the board since, or the case concerns them.
    """

    name: str
    aside: bool
    gone: bool
    declared: bool
    interest: str
    voted: bool
    vote: str
    reasons: str


def places(
    session: Session, track: Track, board: Board, options: Iterable[Option], *, shows_votes: bool
) -> tuple[tuple[Place, ...], list[ReviewSeat]]:
    """Who sits at the question in its last round, without who is kept back, by name; and their rows."""
    every = queries.seats(session, track.organisation_id, [track.id])
    rows = [one for one in every if one.round == every[-1].round and one.part != KEPT_BACK]
    names = queries.names(session, track.organisation_id, [one.person_id for one in rows])
    called = {**{one.key: one.label for one in options}, ABSTAIN: ABSTAINS}
    rows.sort(key=lambda one: (names[one.person_id], one.person_id))
    gone = {one.person_id for one in board.seats if one.part == GONE}
    found = (
        _gone(names[one.person_id])
        if one.person_id in gone
        else _place(one, names, called, shows_votes=shows_votes)
        for one in rows
    )
    return tuple(found), rows


def exceptions(session: Session, here: Scene) -> tuple[Exemption, ...]:
    """Where a step of this matter was taken although it should not be, oldest first."""
    entries = [
        one
        for one in timeline(session, here.for_others, limit=_ENTRIES)
        if here.track and one.track_id == here.track.id
    ]
    return tuple(
        Exemption(against, because)
        for one in reversed(entries)
        for against, because in zip(one.against, one.lifted, strict=True)
    )


def clocks_for_the_board(session: Session, here: Scene, now: datetime) -> tuple[Clock, ...]:
    """The clocks that run and that the reader of `here` may know of, the nearest first.

    Never those of a matter of a closed circle, which would tell the board that there is one.
    """
    closed = {one.track.id for one in here.tracks if one.track.machine in CLOSED_CIRCLE}
    found = clocks.by_matter(session, here, now)
    running = [clock for matter, several in found.items() if matter not in closed for clock in several]
    running.sort(key=lambda one: one.at)
    return tuple(Clock(one.what, one.at, one.how, one.by_law) for one in running)


def papers(session: Session, track: Track) -> Papers:
    """The papers as they went out; before that, as they stand."""
    frozen = queries.pack(session, track.organisation_id, track.id)
    if frozen is not None and track.state in ("reviewing", "decided"):
        document = frozen.document
        answers, running = document["options"], document["clocks"]
        return Papers(
            draft=False,
            words={name: str(document[name]) for name in _WORDS if name in document},
            options=tuple(Option(**one) for one in answers) if isinstance(answers, list) else (),
            clocks=tuple(_clock(one) for one in running) if isinstance(running, list) else (),
            sent_at=frozen.at,
            decide_by=_day(document.get("decide_by")),
        )
    return Papers(
        draft=True,
        words={name: str(track.known[name]) for name in _WORDS if track.known.get(name)},
        options=_options(track),
        clocks=(),
        sent_at=None,
        decide_by=None,
    )


def _place(
    row: ReviewSeat, names: Mapping[str, str], called: Mapping[str, str], *, shows_votes: bool
) -> Place:
    return Place(
        name=names[row.person_id],
        aside=row.part != DECIDES,
        gone=False,
        declared=bool(row.interest),
        interest=row.interest_words if row.interest == INTEREST else "",
        voted=bool(row.vote),
        vote=called.get(row.vote, "") if shows_votes else "",
        reasons=row.reasons if shows_votes else "",
    )


def _gone(name: str) -> Place:
    """Who does not count any more stands there without a word or a vote."""
    return Place(name, aside=False, gone=True, declared=False, interest="", voted=False, vote="", reasons="")


def _clock(stored: object) -> Clock:
    told = stored if isinstance(stored, dict) else {}
    return Clock(str(told["what"]), from_text(str(told["at"])), str(told["how"]), told["by_law"] is True)


def _options(track: Track) -> tuple[Option, ...]:
    try:
        return options_of(str(track.known.get("options", "")))
    except OptionFault:
        return ()


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None
