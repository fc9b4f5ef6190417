"""What the rules may know of a case, a matter in it and who acts: plain facts, gathered by the use cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from incidents.domain.board import Board
from incidents.domain.words import Role

Known = Mapping[str, object]


class Actor(Protocol):
    """Who acts: one person of one charity, with the roles they hold now."""

    @property
    def person_id(self) -> str: ...
    @property
    def organisation_id(self) -> str: ...
    @property
    def roles(self) -> frozenset[Role]: ...


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing may move for now; clocks fixed by law run on."""

    asked_by: str
    until: date | None
    next_look: date


@dataclass(frozen=True, slots=True)
class LastStep:
    """The step that can still be taken back: who took it, from which state, and whether it left the house."""

    action: str
    by: str
    origin: str
    left_the_house: bool


@dataclass(frozen=True, slots=True)
class SubjectPerson:
    """The one person a conduct matter is about, as they stood at the time of the act."""

    person_id: str | None
    standing: str
    under_18: bool = False


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """One matter of a case. `known` is every answer given so far at its steps, newest winning.

    `subject` is what it is about: a person's involvement, an item, a complaint, a question, or the key of a
    `words.Body` in a report to another body. `taken_by` is who last took each step, by action; who started
    the matter stands there under `start_track`, however it was started. `board` is who sits on a question put
    to the board, once it is being decided; `have_read` are those who could read it before it was (again).
    """

    id: str
    machine: str
    state: str
    ended: bool
    subject: str = ""
    person: SubjectPerson | None = None
    known: Known = field(default_factory=dict)
    hold: Hold | None = None
    last: LastStep | None = None
    taken_by: Mapping[str, str] = field(default_factory=dict)
    board: Board | None = None
    have_read: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case as the rules see it. `excluded` are the persons who must not learn that it exists.

    `tracks` and `open_tasks` are all there are, not only those the actor may see: a case may not close over
    what is hidden from one reader. `actor_is_poster`: the actor is on the charity's list of people who may
    write on its pages, or the charity's policy keeps no such list; then anyone who answers may. `lead_id` is
    the person who leads the case, once someone does.

    `offered` are the conduct matters ("machine:subject") that the policy says may follow, by what was looked
    up; `unmet` is what it says will follow and what was neither started nor decided against;
    `national_body_due`: it sends serious incidents to the national body, which was not told yet;
    `final_word`: the actor is the one who may decide against what will follow. `delegated` are the bodies
    (keys of `words.Body`) that the board lets the actor report to without asking each time.
    """

    state: str
    tracks: tuple[TrackFacts, ...] = ()
    open_tasks: int = 0
    complaint: bool = False
    merged: bool = False
    actor_is_poster: bool = False
    lead_id: str | None = None
    excluded: frozenset[str] = frozenset()
    known: Known = field(default_factory=dict)
    hold: Hold | None = None
    last: LastStep | None = None
    offered: frozenset[str] = frozenset()
    unmet: frozenset[str] = frozenset()
    national_body_due: bool = False
    final_word: bool = False
    delegated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a guard may look at. `data` is what the step is being given, or None when only asking."""

    case: CaseFacts
    track: TrackFacts | None
    actor: Actor
    now: datetime
    data: Known | None = None

    @property
    def here(self) -> CaseFacts | TrackFacts:
        """What the step moves: the matter, or the case itself."""
        return self.track if self.track is not None else self.case

    def told(self, name: str) -> object | None:
        """The answer to `name`, from this step or an earlier one."""
        given = (self.data or {}).get(name)
        return self.here.known.get(name) if given is None else given
