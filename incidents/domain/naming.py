"""What of a label is somebody's name, and what only stands for one: "Nerys Pell", but not "The volunteer"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
# Signs that nobody sees: they part a name for a program and not for a reader.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# These two also hold pictures and other scripts together, so that only those inside a word go.
_JOINERS = re.compile(r"(?<=\w)[\u200c\u200d]+(?=\w)")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What stands for a person who is not named, and what else begins with a capital in a label.
_NO_NAMES = frozenset(
    _WORD.findall(
        """
        one our their another someone somebody person people unknown former not anonymous who two three four
        child children parent parents mother father son daughter family families guest visitor member staff
        volunteer volunteers manager trustee director chair treasurer secretary employee worker customer
        helper poster commenter account page group user man woman boy girl friend neighbour partner colleague
        teacher facebook instagram twitter whatsapp tiktok youtube linkedin reddit snapchat service client
        beneficiary reporter complainant agency apprentice contractor student council police school nurse
        doctor social office charity board young witness mr mrs ms miss mx dr prof rev sir dame lady lord cllr
        """
    )
)
_TITLED = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Dame|Cllr)\b\.?|[A-Z]\.)\s+[^\W\d_]{2,}")
# Words of the language that are names too when they are written large, as in "He Li": alone they stay.
_SMALL_WORDS = frozenset(
    _WORD.findall(
        """
        he an no my so do am is in on or if it we me us be by go to up as at oh of ma the and she her his him
        was has had did not for but who
        """
    )
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one name: `sure` are nobody's but a name, `weak` only beside a sure one.

    `phrase` is the whole of a name without a sure word ("He An", "Mr Neighbour"), else "".
    """

    sure: frozenset[str]
    weak: frozenset[str]
    phrase: str = ""


def tokens(label: str) -> Tokens:
    """The words of a label by which somebody could be known; none where it names nobody."""
    words = _TOKEN.findall(composed(label))
    if words and all(word.islower() for word in words):
        words = [word.capitalize() for word in words]
    words = [part for word in words for part in {word, *_WORD.findall(word)}]
    large = [word for word in words if word[0].isupper() and len(word) > 1]
    describes = any(word.lower() in _NO_NAMES for word in words) and not _TITLED.match(composed(label))
    sure = frozenset(word for word in large if word.lower() not in _NO_NAMES | _SMALL_WORDS)
    weak = frozenset(large) - sure
    phrase = " ".join(composed(label).split()) if large and not sure and not describes else ""
    return Tokens(sure, weak if sure else frozenset(), phrase)


def is_plain(word: str) -> bool:
    """Whether a word is one of those that name nobody, so that it cannot be told from ordinary text."""
    return word.lower() in _NO_NAMES | _SMALL_WORDS


def composed(text: str) -> str:
    """Letters with their marks in one piece and nothing unseen, so that one name is written one way."""
    return unicodedata.normalize("NFC", _JOINERS.sub("", _UNSEEN.sub("", text)))
