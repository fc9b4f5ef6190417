"""Looking for words in a case: each must be in its title, in a report, or be its reference."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, bindparam, exists, or_

from incidents.domain import reference as references
from incidents.store.models import CaseFile, Report
from incidents.store.queries import visible
from incidents.store.queries.visible import Reader

MOST_WORDS = 8


def says(reader: Reader, words: str) -> ColumnElement[bool]:
    """Each of the words stands in the case; in a report only for who may read it."""
    return and_(*(_says(reader, **_word(*each)) for each in enumerate(_several(words))))


def shape(words: str) -> str:
    """As many words, with nothing in them."""
    return " ".join("x" for _ in _several(words))


def parameters(words: str) -> dict[str, object]:
    """What goes with a statement about as many words."""
    pairs = [_word(number, word) for number, word in enumerate(_several(words))]
    return {name: value for pair in pairs for name, value in pair.items()}


def _says(reader: Reader, **word: str | None) -> ColumnElement[bool]:
    reference, like = (bindparam(name, value, String()) for name, value in word.items())
    told = exists().where(
        Report.organisation_id == CaseFile.organisation_id,
        Report.case_id == CaseFile.id,
        Report.story.ilike(like, escape="\\"),
    )
    return or_(
        CaseFile.reference == reference,
        CaseFile.title.ilike(like, escape="\\"),
        and_(told, visible.case_whole(reader)),
    )


def _word(number: int, word: str) -> dict[str, str | None]:
    """One word as it is looked for: as a reference, if it can be one, and within texts."""
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {f"reference_{number}": references.tidy(word), f"like_{number}": f"%{plain}%"}


def _several(words: str) -> list[str]:
    return words.split()[:MOST_WORDS]
