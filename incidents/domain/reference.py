"""Case references: random, so that no gap betrays a hidden case, with a check letter for typing; and the
numbers that other bodies give.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

# 23 symbols, a prime, so that the weighted sum catches every wrong or swapped symbol; no look-alikes.
ALPHABET = "23456789CDFGHJKMNPRTVWX"
_LETTERS = frozenset("CDFGHJKMNPRTVWX")
_LENGTH = 4
# Hyphens and dashes of every kind, and marks that nobody sees; the minus sign is none of them by its kind.
_NO_MATTER = frozenset({"Pd", "Cf"})
_MINUS = "\u2212"


def make(code: str, pick: Callable[[str], str]) -> str:
    """A reference such as `FTS-7K3P-M`: `code` is the charity's, `pick` draws one symbol at random.

    Bodies whose check symbol would be a figure are drawn again, so that the last symbol is always a letter.
    """
    while True:
        body = "".join(pick(ALPHABET) for _ in range(_LENGTH))
        if (letter := _check(body)) in _LETTERS:
            return f"{code}-{body}-{letter}"


def tidy(typed: str) -> str | None:
    """What was meant by a typed reference (any case, spaces, no dashes), or None when its letter is wrong."""
    plain = "".join(mark for mark in typed.upper() if mark.isascii() and mark.isalnum())
    code, body, letter = plain[: -_LENGTH - 1], plain[-_LENGTH - 1 : -1], plain[-1:]
    if not code.isalpha() or len(body) < _LENGTH or any(mark not in ALPHABET for mark in body):
        return None
    return f"{code}-{body}-{letter}" if _check(body) == letter else None


def plain_number(typed: str) -> str:
    """A number of another body, to compare it: capitals, spaces and hyphens make no difference."""
    return "".join(
        mark
        for mark in unicodedata.normalize("NFKC", typed).casefold()
        if not mark.isspace() and mark != _MINUS and unicodedata.category(mark) not in _NO_MATTER
    )


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(mark) for weight, mark in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]
