"""Which details of a case stay hidden until somebody asks for them, and who may: one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from incidents.domain.words import Involvement, Permission, Word


class Detail(Word):
    """A kind of detail that is shown on request alone, and the heading of its page."""

    REPORTER = "reporter", "Who reported it"
    YOUNG = "young", "People under 18"
    OTHERS = "others", "People it is not about"


# All of them take someone who is let into the whole case as well.
MAY_SEE: Mapping[Detail, Permission] = {
    Detail.REPORTER: Permission.SEE_REPORTER,
    Detail.YOUNG: Permission.SEE_YOUNG,
    Detail.OTHERS: Permission.SEE_OTHERS,
}
# What stands in for a name on a page.
STANDS_IN: Mapping[Detail, str] = {
    Detail.REPORTER: "Whoever reported it",
    Detail.YOUNG: "Somebody under 18",
    Detail.OTHERS: "Somebody it is not about",
}


def kept(involvement: str, *, under_18: bool) -> Detail | None:
    """The kind of detail that the name of a person in a case is; None for a name that stands on the page.

    Whom the case is about is what it turns on. Whoever is under 18 is hidden whatever their part.
    """
    if under_18:
        return Detail.YOUNG
    if involvement == Involvement.REPORTER:
        return Detail.REPORTER
    return None if involvement == Involvement.ABOUT else Detail.OTHERS


def called(label: str, involvement: str, *, under_18: bool) -> str:
    """What somebody in a case is called on a page where no others stand beside them."""
    detail = kept(involvement, under_18=under_18)
    return STANDS_IN[detail] if detail else label


def stand_ins(people: Iterable[tuple[str, str, bool]]) -> dict[str, str]:
    """What stands in for each hidden name, by id: (id, involvement, under 18) in the order they were added.

    From the second of a kind on they are numbered, so that one is told from another without a name.
    """
    seen, found = Counter[Detail](), {}
    for key, involvement, under_18 in people:
        detail = kept(involvement, under_18=under_18)
        if detail is not None:
            seen[detail] += 1
            number = f" ({seen[detail]})" if seen[detail] > 1 else ""
            found[key] = f"{STANDS_IN[detail]}{number}"
    return found
