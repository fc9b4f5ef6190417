"""How wide a line of letters is, and how to break it: for drawings, which have no browser to ask."""

from __future__ import annotations

# Advance widths in thousandths of the font size, those of a wide plain face (DejaVu Sans), so that whatever
# sans-serif a reader has, its words take no more room than was kept for them.
_WIDTHS = {
    "ijl'|.,:;": 318,
    " !()[]I": 395,
    'frt"-/': 415,
    "csxyzvkJ?": 592,
    "abdeghnopqu0123456789LF": 640,
    "ABCDEGHKNOPQRSTUVXYZ&": 790,
    "mwMW@%…—": 990,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 790
_BOLD = 1.11


def width(text: str, size: float, bold: bool = False) -> float:
    """The room `text` takes on one line at `size` pixels, in pixels; never less than it really takes."""
    return sum(_WIDTH_OF.get(letter, _OTHER) for letter in text) * size / 1000 * (_BOLD if bold else 1)


def wrapped(text: str, size: float, limit: float, bold: bool = False) -> tuple[str, ...]:
    """`text` broken into as few lines as fit `limit` pixels, the lines as even as they can be.

    A word wider than `limit` stands on a line of its own.
    """
    words = text.split()
    lines = _filled(words, size, limit, bold)
    for narrower in range(int(limit), 0, -4):
        tried = _filled(words, size, narrower, bold)
        if len(tried) > len(lines):
            break
        lines = tried
    return tuple(lines)


def _filled(words: list[str], size: float, limit: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold) <= limit:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
