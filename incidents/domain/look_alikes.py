"""Letters that look like others: a name written with them is the same name to whoever reads it."""

from __future__ import annotations

import unicodedata

_CYRILLIC = zip("аеорсхуіјѕԁԛԝһӏАВЕКМНОРСТУХІЈЅ", "aeopcxyijsdqwhlABEKMHOPCTYXIJS", strict=True)  # noqa: RUF001
_GREEK = zip("οανιρυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavipukABEZHIKMNOPTYX", strict=True)
_SAME = {ord(looks): like for looks, like in (*_CYRILLIC, *_GREEK)}
_FIRST_STRANGE = 0x250


def folded(text: str) -> str:
    """`text` in Latin letters where others only look like them; as many characters as before."""
    if text.isascii():
        return text
    return "".join(
        mark if ord(mark) < _FIRST_STRANGE else _SAME.get(ord(mark)) or _plain(mark) for mark in text
    )


def _plain(mark: str) -> str:
    """A wide, bold or circled letter as the plain one."""
    plain = unicodedata.normalize("NFKC", mark)
    return (
        plain if len(plain) == 1 and plain.isascii() and plain.isprintable() and not plain.isspace() else mark
    )
