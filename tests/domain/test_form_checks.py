"""What is noticed in a form's answers: names, private matters, and too many letters."""

from __future__ import annotations

import pytest

from incidents.domain.fields import Field, Kind
from incidents.domain.form_checks import Flags, flags, names_in, over, sensitive_in
from incidents.domain.forms.form import Filled, Part

NAMES = ("Nerys Pell", "The family", "Person two", "Mark O’Dowd")
NAMING = [
    ("a whole name", "It was Nerys Pell who posted it.", ("Nerys", "Pell")),
    ("a first name alone", "Then Nerys’s friend shared it.", ("Nerys",)),
    ("a name in capital letters", "NERYS!", ("NERYS",)),
    ("a name with an apostrophe", "O’Dowd said so.", ("O’Dowd",)),
    ("a name inside another word", "The Pellets were on the table.", ()),
    ("the same letters without a capital", "A mark, and a fur pell, on the table.", ()),
    ("a role", "A volunteer posted it.", ()),
    ("words for someone not named", "The Family saw it. Person after person shared it.", ()),
]
PRIVATE = [
    ("health", "She was in hospital with Depression.", ("hospital (health)", "depression (health)")),
    ("more than one word", "about her mental\nhealth", ("mental health (health)",)),
    ("belief", "He said all Muslim people", ("muslim (belief)",)),
    ("a union", "She is our union rep.", ("union rep (trade union)",)),
    ("who somebody loves", "Called him gay.", ("gay (orientation)",)),
    ("politics", "She stands for the Labour Party.", ("labour party (politics)",)),
    ("a body’s marks", "A fingerprint was shown.", ("fingerprint (biometric)",)),
    ("crime", "He was convicted twice.", ("convicted (crime)",)),
    ("origin", "a comment on her ethnicity", ("ethnicity (ethnic origin)",)),
    ("sex life", "wrote of his sex life", ("sex life (sex life)",)),
    ("a part of another word", "Blindly, in good faith, at a race night in the union jack hall.", ()),
    ("nothing private", "A photograph of a cake was put on our page.", ()),
]


@pytest.mark.parametrize(("sentence", "text", "found"), NAMING, ids=[case[0] for case in NAMING])
def test_a_name_is_noticed(sentence: str, text: str, found: tuple[str, ...]) -> None:
    assert names_in(text, NAMES) == found


@pytest.mark.parametrize(("sentence", "text", "found"), PRIVATE, ids=[case[0] for case in PRIVATE])
def test_a_private_matter_is_noticed(sentence: str, text: str, found: tuple[str, ...]) -> None:
    assert sensitive_in(text) == found


@pytest.mark.parametrize(
    ("text", "limit", "many"), [("abc", None, 0), ("abc", 3, 0), ("abc", 2, 1), ("", 0, 0), ("é" * 5, 4, 1)]
)
def test_letters_over_the_limit_are_counted(text: str, limit: int | None, many: int) -> None:
    assert over(text, limit) == many


def box(value: object, kind: Kind = Kind.TEXT, **told: object) -> Filled:
    return Filled(Part(Field("a", "A", kind, choices=(("ill", "Pell"),)), **told), value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "filled", "limit", "found"),
    [
        ("nothing written", box(None), 0, Flags()),
        ("all at once", box("Nerys: dna", limit=5), None, Flags(("Nerys",), ("dna (biometric)",), 5)),
        ("the page’s limit goes before the form’s", box("abcdef", limit=3), 5, Flags(over=1)),
        ("a box that asks for names", box("Nerys", names=True), None, Flags()),
        ("a box that asks for such facts", box("dna", sensitive=True), None, Flags()),
        ("an answer that was only chosen", box("ill", Kind.CHOICE), 1, Flags()),
    ],
)
def test_a_box_is_looked_through(sentence: str, filled: Filled, limit: int | None, found: Flags) -> None:
    assert flags(filled, NAMES, limit) == found
    assert flags(filled, NAMES, limit).any == (found != Flags())
