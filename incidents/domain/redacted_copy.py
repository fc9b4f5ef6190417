"""A copy of a case for somebody outside: what goes, what is taken out of it and why, and changes by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from incidents.domain.fields import Data, Field, Kind, Problem
from incidents.domain.redaction import Named, minimises, redact, taken_apart
from incidents.domain.taking_apart import Hand, Piece
from incidents.domain.words import Body, Word, choices

PERSON = "person"
LEGAL = "Legal advice, or a question for it"
_PERSON = (PERSON, "A person or a firm: who complained, a solicitor, a newspaper")


class What(Word):
    """What of a case can go into such a copy."""

    REPORTS = "reports", "What was reported"
    STEPS = "steps", "What was done, step by step"
    NOTES = "notes", "The notes"
    EVIDENCE = "evidence", "The list of evidence"


READER = Field(
    "reader",
    "What kind of reader is it?",
    Kind.CHOICE,
    choices=(_PERSON, *((one.value, one.label) for one in Body)),
    hint="Names stay for bodies that cannot do their work without them, such as the police.",
)
PARTS = Field("parts", "What should go?", Kind.CHOICES, choices=choices(What))
PICTURES = Field(
    "pictures",
    "Which pictures go with it?",
    Kind.CHOICES,
    required=False,
    hint="Without what is hidden in them, such as where they were taken. Nothing is covered: look first.",
)
AWAY = Field(
    "away",
    "Words to take out as well",
    Kind.LINE,
    required=False,
    hint="Wherever they stand, large or small.",
)
LEAVE = Field("leave", "What to leave out as a whole", Kind.CHOICES, required=False)
BACK = Field("back", "What to put back", Kind.CHOICES, required=False)
BECAUSE = Field(
    "because", "Why", hint="It stands in the copy, in the list of what was left out. Name nobody."
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change by hand: `how` is "away", "leave" or "back"; `what` words, or the key of a passage."""

    how: str
    what: str
    because: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Something the case knows, before anything is taken out. `key` stays the same; `never` is why it does
    not leave whatever anybody chooses; `wanted` says that only bodies that need names get it.
    """

    key: str
    heading: str
    label: str
    text: str
    never: str = ""
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it may leave: `gone` is why none of it does, else its pieces; `by_hand` when that can be
    undone."""

    key: str
    heading: str
    label: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    gone: str = ""
    by_hand: bool = False

    @property
    def text(self) -> str:
        """What leaves of it."""
        return _joined(self.pieces)

    @property
    def title(self) -> str:
        """What leaves of its label."""
        return _joined(self.label)


@dataclass(frozen=True, slots=True)
class Removed:
    """Words that were taken out, or put back: what stands there now, the reason, in how many places."""

    was: str
    now: str
    why: str
    back: str
    places: int


def names_go(reader: str) -> bool:
    """Whether names, numbers and addresses go, for this kind of reader."""
    return reader == PERSON or minimises(Body(reader))


def changes(data: Data) -> tuple[Change, ...]:
    """What one form by hand asks for."""
    because = str(data["because"])
    away = [Change("away", str(data["away"]), because)] if data.get("away") else []
    return (
        *away,
        *(Change(how, what, because) for how in ("leave", "back") for what in _listed(data.get(how))),
    )


def missing(found: Sequence[Change]) -> tuple[Problem, ...]:
    """What is wrong with a form that changes nothing."""
    return (
        ()
        if found
        else (Problem("away", "Write words to take out, or choose what to leave out or put back"),)
    )


def made(
    passages: Iterable[Passage], people: Sequence[Named], reader: str, by_hand: Sequence[Change]
) -> tuple[Shown, ...]:
    """Every passage as it may leave for this reader; later changes by hand count before earlier ones."""
    thin = names_go(reader)
    known = people if thin else ()
    hand = Hand(
        away=tuple((one.what, _nameless(one.because, known)) for one in by_hand if one.how == "away"),
        back=tuple((one.what, _nameless(one.because, known)) for one in by_hand if one.how == "back"),
    )
    whole: dict[str, str] = {}
    for one in by_hand:
        if one.how == "leave":
            whole[one.what] = _nameless(one.because, known)
        elif one.how == "back":
            whole.pop(one.what, None)
    return tuple(_shown(one, known, hand, whole, thin=thin) for one in passages)


def removed(found: Iterable[Shown]) -> tuple[Removed, ...]:
    """Each thing that was taken out, or put back, once, in the order in which one meets it."""
    pieces = [piece for one in found if not one.gone for piece in (*one.label, *one.pieces) if piece.why]
    places = Counter((piece.was, piece.why, piece.back) for piece in pieces)
    first = {(piece.was, piece.why, piece.back): piece for piece in reversed(pieces)}
    order = dict.fromkeys((piece.was, piece.why, piece.back) for piece in pieces)
    return tuple(Removed(key[0], first[key].text, key[1], key[2], places[key]) for key in order)


def left_out(found: Sequence[Shown]) -> tuple[str, ...]:
    """The list for the reader: what was left out and why, in words that name nobody."""
    counted = Counter[str]()
    for one in found:
        if one.gone:
            counted[f"{one.heading}: a part was left out as a whole. {one.gone}"] += 1
            continue
        for piece in (*one.label, *one.pieces):
            if piece.why and not piece.back:
                counted[piece.why] += 1
            elif piece.back:
                counted[f"Put back by hand: {piece.back}"] += 1
    return tuple(f"{what} ({_times(times)})" for what, times in counted.items())


def _shown(
    one: Passage, people: Sequence[Named], hand: Hand, whole: Mapping[str, str], *, thin: bool
) -> Shown:
    label = taken_apart(one.label, people, contacts=thin, hand=hand)
    gone = one.never or ("It would say who somebody is" if one.wanted and thin else "")
    if gone or one.key in whole:
        by_hand = not gone
        return Shown(one.key, one.heading, label, (), gone or f"By hand: {whole[one.key]}", by_hand)
    return Shown(one.key, one.heading, label, taken_apart(one.text, people, contacts=thin, hand=hand))


def _nameless(text: str, people: Sequence[Named]) -> str:
    return redact(text, people).text if people else text


def _joined(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
