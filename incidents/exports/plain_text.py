"""What people typed, as lines a printed page can show: nothing is read as markup, nothing runs off the page.

The fonts that come with the typesetter have Latin, Greek and Cyrillic letters and the usual signs. What they
have not (emoji, other scripts) is described in square brackets, so that a page never fails or drops a word.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

# The ranges that the embedded text font covers without a gap; a test sets every sign of them.
SHOWN: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),  # plain letters
    (0xA0, 0x2FF),  # letters with marks, Welsh ones among them
    (0x370, 0x3FF),  # Greek
    (0x400, 0x482),  # Cyrillic
    (0x48A, 0x4FF),
    (0x1E00, 0x1EFF),  # more letters with marks
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x2030, 0x2040),
    (0x20A0, 0x20BF),  # money
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x22FF),  # arrows and sums
    (0x2500, 0x25FF),  # lines and shapes
)
LONGEST = 28
_UNNAMED = "a sign this page cannot show"
_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
_UNSEEN = re.compile("[\u00ad\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST + 1},}}")
_SAME_SCRIPT = re.compile(r"(\[words in \w+ letters\])(?:\s*\1)+")


def paragraphs(text: str) -> list[list[str]]:
    """`text` as paragraphs of lines that can be set; blank lines part paragraphs and are left out."""
    lines = [showable(line) for line in text.splitlines()]
    return [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled]


def showable(line: str) -> str:
    """One line that can be set: what has no letterforms is described, and a very long word may be broken.

    Unseen steering marks (to turn the direction of writing, for example) are left out, so that the words
    stand in the order in which they are stored; so are stray marks that no letter takes.
    """
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", line.replace("\t", " ")))
    runs = groupby((sign for sign in composed if not _only_steers(sign)), key=_shape)
    described = "".join(
        "".join(signs) if shape is None else _described(shape, list(signs)) for shape, signs in runs
    )
    return _LONG.sub(lambda word: _breakable(word.group()), _SAME_SCRIPT.sub(r"\1", described))


def _only_steers(sign: str) -> bool:
    """Controls, and marks over or under a letter that make no letter of the font with it."""
    return unicodedata.category(sign) in ("Cc", "Cf") or unicodedata.name(sign, "").startswith("COMBINING ")


def _shape(sign: str) -> str | None:
    """None for what can be set, else the script of a letter, or "" for an emoji or any other sign."""
    category = unicodedata.category(sign)
    if category != "Cn" and any(first <= ord(sign) <= last for first, last in SHOWN):
        return None
    if category[0] not in "LMN":
        return ""
    script = unicodedata.name(sign, "OTHER").split()[0].split("-")[0]
    return _SCRIPTS.get(script, script.capitalize())


def _described(script: str, signs: list[str]) -> str:
    if script:
        return f"[words in {script} letters]"
    return f"[{', '.join(_named(sign, len(list(same))) for sign, same in groupby(signs))}]"


def _named(sign: str, times: int) -> str:
    name = unicodedata.name(sign, _UNNAMED).lower()
    return name if times == 1 else f"{name}, {times} times"


def _breakable(word: str) -> str:
    """A very long word with places where a line may end (zero-width spaces)."""
    return "\u200b".join(word[start : start + LONGEST] for start in range(0, len(word), LONGEST))
