"""How a board decides: who counts, whether enough are there, which answer has its majority."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

MORE_THAN_HALF, TWO_THIRDS, ALL = "more_than_half", "two_thirds", "all"
MAJORITIES: tuple[tuple[str, str], ...] = (
    (MORE_THAN_HALF, "More than half of the votes"),
    (TWO_THIRDS, "At least two thirds of the votes"),
    (ALL, "All of the votes"),
)
DECIDES, KEPT_BACK, RECUSED = "decides", "kept_back", "recused"
# Not a part that is given: they left the board, or the case turned out to concern them.
GONE = "gone"
NO_INTEREST, INTEREST = "none", "declared"
ABSTAIN = "abstain"
FEWEST, MOST = 2, 6

_BULLET = re.compile(r"^(?:[-–—*•]\s+|\d{1,2}[.)]\s+)")
_FOLLOWS = re.compile(r"\s+[-–—]\s+|\s*:\s+")


@dataclass(frozen=True, slots=True)
class BoardRules:
    """What the governing document says of deciding. `assumed`: nobody wrote it down here yet."""

    quorum: int
    majority: str = MORE_THAN_HALF
    casting_vote: bool = False
    alone_allowed: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """One board member at one question: whether they decide, what they declared, and their vote."""

    person_id: str
    part: str = DECIDES
    interest: str = ""
    vote: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the votes stand.

    `deciding` are those who count: neither kept back, nor with an interest, nor gone. `voted` are those of
    them who voted or abstained; `votes` counts by option, without abstentions. `winner` is the option that
    has its majority, `tied` are those with equally many votes, the most of all. `to_declare` and `to_vote`
    are persons still to say or to vote.
    """

    deciding: int
    quorum: int
    voted: int
    votes: Mapping[str, int]
    abstained: int
    winner: str | None
    tied: tuple[str, ...]
    to_declare: tuple[str, ...]
    to_vote: tuple[str, ...]

    @property
    def can_decide(self) -> bool:
        """Whether enough are left to decide at all."""
        return self.deciding >= self.quorum

    @property
    def quorate(self) -> bool:
        """Whether enough have voted; who abstains was there too."""
        return self.voted >= self.quorum

    @property
    def sentence(self) -> str:
        """How it stands, without telling how anybody voted."""
        if not self.can_decide:
            return f"Too few can decide this: {self.deciding} are left, and {self.quorum} are needed."
        if not self.quorate:
            return f"{self.voted} of {self.deciding} have voted; {self.quorum} are needed."
        return f"{self.voted} of {self.deciding} have voted. That is enough for a decision."

    @property
    def outcome(self) -> str:
        """What the votes come to, in words; only for those who may know of the votes."""
        if self.winner is not None:
            return "One answer has its majority."
        return "The votes are equal." if self.tied else "No answer has its majority yet."


@dataclass(frozen=True, slots=True)
class Board:
    """The board at one question: its rules and its seats in the present round.

    `asked_on` is the day on which its papers went out.
    """

    rules: BoardRules
    seats: tuple[Seat, ...]
    asked_on: date | None = None

    @property
    def tally(self) -> Tally:
        """How the votes stand."""
        return tally(self.seats, self.rules)

    @property
    def aside(self) -> frozenset[str]:
        """Those who may know nothing of it: kept back, or with an interest."""
        return frozenset(one.person_id for one in self.seats if one.part in (KEPT_BACK, RECUSED))

    def seat(self, person_id: str) -> Seat | None:
        """Somebody's seat, or None."""
        return next((one for one in self.seats if one.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that the board may give, and what follows from it."""

    key: str
    label: str
    follows: str


class OptionFault(ValueError):
    """Answers that cannot be read; the message says how to mend it."""


def assumed_rules(size: int) -> BoardRules:
    """What is taken to hold until the rules are written down: three of a board of `size`, or all of it."""
    return BoardRules(quorum=max(2, min(3, size)), assumed=True)


def tally(seats: Iterable[Seat], rules: BoardRules) -> Tally:
    """Count the seats of one round under the rules."""
    deciding = [one for one in seats if one.part == DECIDES]
    given = [one.vote for one in deciding if one.vote]
    votes = {option: given.count(option) for option in sorted(set(given) - {ABSTAIN})}
    cast = sum(votes.values())
    top = max(votes.values(), default=0)
    leading = tuple(option for option, count in votes.items() if count == top)
    won = len(leading) == 1 and _is_majority(top, cast, rules.majority)
    return Tally(
        deciding=len(deciding),
        quorum=rules.quorum,
        voted=len(given),
        votes=votes,
        abstained=given.count(ABSTAIN),
        winner=leading[0] if won else None,
        tied=leading if len(leading) > 1 else (),
        to_declare=tuple(one.person_id for one in deciding if not one.interest),
        to_vote=tuple(one.person_id for one in deciding if not one.vote),
    )


def carries(board: Board, option: str, person_id: str, *, chairs: bool) -> bool:
    """Whether `option` is decided: by its majority, or by the casting vote of the chair who records it.

    `chairs`: the one with `person_id` chairs the board. A casting vote parts equal votes where more than half
    is enough; it never makes two thirds of a half.
    """
    count = board.tally
    if count.winner is not None:
        return option == count.winner
    seat = board.seat(person_id)
    free = seat is not None and seat.part == DECIDES and seat.interest == NO_INTEREST
    casting = board.rules.casting_vote and board.rules.majority == MORE_THAN_HALF
    return casting and chairs and free and option in count.tied


def options_of(text: str) -> tuple[Option, ...]:
    """The answers from which the board chooses, one a line: "answer – what follows". Raises OptionFault."""
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines() if line.strip()]
    if not FEWEST <= len(lines) <= MOST:
        raise OptionFault(f"Write two to six answers, one a line; there {_are(len(lines))} now")
    found: list[Option] = []
    for number, line in enumerate(lines, start=1):
        parts = _FOLLOWS.split(line, maxsplit=1)
        label, follows = parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
        if not label or not follows:
            raise OptionFault(
                f"Answer {number}: say after a dash what follows from it, for example: "
                "Report it – they may ask us questions"
            )
        if any(one.label.casefold() == label.casefold() for one in found):
            raise OptionFault(f"Answer {number} stands there twice")
        found.append(Option(f"option_{number}", label, follows))
    return tuple(found)


def _is_majority(count: int, cast: int, majority: str) -> bool:
    if majority == ALL:
        return count == cast
    return count * 3 >= cast * 2 if majority == TWO_THIRDS else count * 2 > cast


def _are(number: int) -> str:
    return "is 1" if number == 1 else f"are {number}"
