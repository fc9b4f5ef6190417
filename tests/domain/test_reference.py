"""References: the check letter catches every wrong and every swapped symbol, and typing them is forgiving."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.domain.reference import ALPHABET, make, tidy

PICK = random.Random(1).choice
bodies = st.text(ALPHABET, min_size=4, max_size=4)


def whole(body: str) -> str | None:
    """The reference with this body, whatever its check symbol is."""
    return next((found for letter in ALPHABET if (found := tidy(f"FTS-{body}-{letter}"))), None)


def test_a_reference_looks_as_it_should() -> None:
    for _ in range(500):
        code, body, letter = make("FTS", PICK).split("-")
        assert code == "FTS"
        assert len(body) == 4
        assert set(body) <= set(ALPHABET)
        assert letter in ALPHABET
        assert letter.isalpha()


def test_no_symbol_looks_like_another_or_makes_a_word() -> None:
    assert not set(ALPHABET) & set("01OIQLBSZAEUY")
    assert len(set(ALPHABET)) == len(ALPHABET) == 23


def test_a_body_whose_letter_would_be_a_figure_is_drawn_again() -> None:
    figures = [
        body
        for body in map("".join, itertools.product("2345", repeat=4))
        if not (whole(body) or "1")[-1].isalpha()
    ]
    drawn = iter([*figures[0], *"CCCC"])
    assert make("FTS", lambda _: next(drawn)).startswith("FTS-CCCC-")


@given(bodies, st.integers(0, 3), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_always_caught(body: str, place: int, wrong: str) -> None:
    right = whole(body)
    changed = body[:place] + wrong + body[place + 1 :]
    if right is not None and changed != body:
        assert tidy(f"FTS-{changed}-{right[-1]}") is None


def test_every_single_wrong_symbol_is_caught_for_some_bodies() -> None:
    """All 23 symbols at all four places, and all letters at the end."""
    for right in itertools.islice(references(), 200):
        code, body, letter = right.split("-")
        for place, wrong in itertools.product(range(4), ALPHABET):
            if wrong != body[place]:
                assert tidy(f"{code}-{body[:place]}{wrong}{body[place + 1 :]}-{letter}") is None
        assert [one for one in ALPHABET if tidy(f"{code}-{body}-{one}")] == [letter]


def test_every_swap_of_two_symbols_is_caught() -> None:
    """Of any two of the five, not only of neighbours."""
    for right in itertools.islice(references(), 2000):
        code, body, letter = right.split("-")
        symbols = [*body, letter]
        for one, other in itertools.combinations(range(5), 2):
            if symbols[one] != symbols[other]:
                swapped = symbols.copy()
                swapped[one], swapped[other] = swapped[other], swapped[one]
                assert tidy(f"{code}-{''.join(swapped[:4])}-{swapped[4]}") is None


def references() -> Iterator[str]:
    """Honest references without end."""
    while True:
        yield make("FTS", PICK)


# what is typed of FTS-7K3P-M (its letter worked out below), and whether it is understood
FORMS = (
    "fts-{body}-{letter}",
    "FTS{body}{letter}",
    " fts {body} {letter} ",
    "Fts–{body}–{letter}",
    "fts.{body}/{letter}",
)


@pytest.mark.parametrize("form", FORMS)
def test_a_reference_is_understood_however_it_is_typed(form: str) -> None:
    right = whole("7K3P")
    assert right is not None
    _, body, letter = right.split("-")
    assert tidy(form.format(body=body.lower(), letter=letter.lower())) == right


MEANINGLESS = (
    ("nothing", ""),
    ("a dash", "-"),
    ("a charity alone", "FTS"),
    ("no charity", "7K3P{letter}"),
    ("too short a body", "FTS-7K3-{letter}"),
    ("a symbol that is never used", "FTS-7K0P-{letter}"),
    ("a figure in the charity", "F7S-7K3P-{letter}"),
    ("letters of another script", "FTS-7K3Р-{letter}"),  # noqa: RUF001  # a Cyrillic letter, on purpose
    ("a sentence", "Where is my report?"),
)


@pytest.mark.parametrize(("what", "typed"), MEANINGLESS, ids=[row[0] for row in MEANINGLESS])
def test_what_is_no_reference_means_nothing(what: str, typed: str) -> None:
    right = whole("7K3P")
    assert right is not None
    assert tidy(typed.format(letter=right[-1])) is None


@given(st.text())
def test_whatever_is_typed_is_either_a_tidy_reference_or_nothing(typed: str) -> None:
    found = tidy(typed)
    assert found is None or tidy(found) == found
