"""Whether a password is good enough: long, and not one that a guesser tries early (NIST SP 800-63B-4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import zxcvbn

SHORTEST = 15
LONGEST = 200
# Guessing tools are told the first 72 characters: more would only cost time (a known slowness).
_LOOKED_AT = 72
_STRONG_ENOUGH = 3
_OF_THEIR_OWN = 8  # so many letters and figures must be left when names are taken out
_SHORTEST_WORD = 3
_ADVICE = "Three or four words that do not belong together make a good one."


def fault(password: str, own: Iterable[str] = ()) -> str:
    """Why a password cannot be used, in a sentence, or "". No signs of a certain kind are asked for.

    `own` are words that a guesser would try first here: the person's name and address, the charity's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return f"Use a password of {SHORTEST} to {LONGEST} characters. {_ADVICE}"
    words = {word for text in own for word in (_plain(text), *map(_plain, re.split(r"[^\w]", text)))}
    easy = zxcvbn.zxcvbn(password[:_LOOKED_AT])["score"] < _STRONG_ENOUGH
    if easy or len(_without(_plain(password), words)) < _OF_THEIR_OWN:
        return f"This password is too easy to guess. {_ADVICE}"
    return ""


def _plain(text: str) -> str:
    return "".join(mark for mark in text.lower() if mark.isalnum())


def _without(text: str, words: Iterable[str]) -> str:
    """What is left of a password when the words that a guesser tries first here are taken out."""
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _SHORTEST_WORD:
            text = text.replace(word, "")
    return text
