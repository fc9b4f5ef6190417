"""A text while names go out of it: the pieces that stay, those that go, and what is changed by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from incidents.domain.look_alikes import folded
from incidents.domain.naming import composed

TAKEN_OUT, BY_HAND = "[taken out]", "By hand"
BEGINS, ENDS = r"(?<!\w)", r"(?!\w)"
# No keyboard has these: they mark places in a text while it is taken apart.
_OPEN, _CLOSE = "\ue000", "\ue001"
_UNMARKED = {ord(_OPEN): None, ord(_CLOSE): None}
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_ARTICLE = re.compile(r"\b(?:[Tt]he|THE|[Aa]n?)\s+\Z")
_OWN_ARTICLE = re.compile(r"(?:the|a) ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that may leave. `was` is what stood there, `why` the reason that it went, in words
    that name nobody; `back` the reason why it stands there all the same.
    """

    text: str
    was: str = ""
    why: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody changed by hand, each (words, reason): words to go as well, and words put back."""

    away: tuple[tuple[str, str], ...] = ()
    back: tuple[tuple[str, str], ...] = ()

    def reason_to_keep(self, words: str) -> str:
        """Why these words are put back; "" where they are not."""
        bare = " ".join(words.split()).casefold()
        return next((because for kept, because in self.back if " ".join(kept.split()).casefold() == bare), "")


UNTOUCHED = Hand()


class Open:
    """A text while it is taken apart: in it a mark stands for each piece that was found."""

    def __init__(self, text: str) -> None:
        self._text = composed(text).translate(_UNMARKED)
        self._folded = folded(self._text)
        self._marks: list[Piece] = []

    def take(
        self,
        pattern: re.Pattern[str],
        words: str,
        why: str,
        hand: Hand,
        really: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """Put a mark wherever `pattern` stands, for what is to be read there instead, and why."""
        text, plain, last = [], [], 0
        for match in pattern.finditer(self._folded):
            was = self._text[match.start() : match.end()]
            if not was or not really(match.group()):
                continue
            back = hand.reason_to_keep(was)
            self._marks.append(Piece(was if back else _as_begun(match, words), was, why, back))
            mark = f"{_OPEN}{len(self._marks) - 1}{_CLOSE}"
            text += [self._text[last : match.start()], mark]
            plain += [self._folded[last : match.start()], mark]
            last = match.end()
        self._text = "".join([*text, self._text[last:]])
        self._folded = "".join([*plain, self._folded[last:]])

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why pieces were taken out, each reason once."""
        return tuple(dict.fromkeys(one.why for one in self._marks if not one.back))

    def pieces(self) -> tuple[Piece, ...]:
        """The text in order."""
        parts = _MARK.split(self._text)
        found = (self._marks[int(part)] if number % 2 else Piece(part) for number, part in enumerate(parts))
        return tuple(one for one in found if one.text or one.was)


def whole_words(words: str) -> str:
    spaced = r"\s+".join(map(re.escape, folded(composed(words)).split()))
    return f"{BEGINS if words[0].isalnum() else ''}{spaced}{ENDS if words[-1].isalnum() else ''}"


def _as_begun(match: re.Match[str], words: str) -> str:
    """`words`, with a capital where a sentence begins, and without its article where one stands there."""
    if _ARTICLE.search(match.string, max(0, match.start() - 10), match.start()):
        return _OWN_ARTICLE.sub("", words, count=1)
    before = match.string[: match.start()].rstrip(" \t")
    begins = not before or before[-1] in ".!?\n"
    return words[:1].upper() + words[1:] if begins else words
