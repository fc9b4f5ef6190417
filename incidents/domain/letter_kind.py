"""What a kind of letter is: what it asks, which matters it fits, and what it needs before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from incidents.domain.fields import Field
from incidents.domain.forms.form import said
from incidents.domain.lifecycle import FITS
from incidents.domain.lifecycle.questions import line, text
from incidents.domain.policy import Words
from incidents.domain.words import Permission

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Writing:
    """What a letter is written from: the answers, as the domain reads them, and the charity's own words.

    `under_18`: it goes to someone under 18.
    """

    fields: tuple[Field, ...]
    answers: Answers
    words: Words
    charity: str
    under_18: bool = False

    def told(self, name: str) -> str:
        """The answer as people read it, "" where there is none."""
        value = self.answers.get(name)
        field = next((one for one in self.fields if one.name == name), None)
        return "" if value is None or field is None else said(field, value)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is about: one matter of a case, as far as the kinds of letters look at it.

    `standing` is that of the person it is about, "" where it is about none; `known` what was answered at its
    steps.
    """

    machine: str
    state: str
    standing: str
    known: Answers


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. In `title` and `subject`, {beneficiary} stands for the charity's own word.

    `machines` are those whose matters it fits, `states` when it is written, `not_yet` what to do before.
    `heard`: only once the person was told and heard. `after` names an answer of the matter that must be
    there. `known` has, for questions of its own, the answers of the matter that it is filled with.
    """

    key: str
    title: str
    about: str
    machines: frozenset[str]
    states: frozenset[str]
    permission: Permission
    subject: str
    fields: tuple[Field, ...]
    paragraphs: Callable[[Writing], Iterable[str]]
    not_yet: str = ""
    heard: bool = False
    after: str = ""
    known: Mapping[str, str] | None = None


# Asked for every letter, first and last.
TO_WHOM: tuple[Field, ...] = (
    line("recipient", "Who it goes to", "Their name, as it stands on the envelope"),
    text("address", "Their address", "Leave empty if it is handed over or sent by e-mail", required=False),
    line("greeting", "How you greet them", "For example: Dear Sam"),
)
SIGNED: tuple[Field, ...] = (
    text("signed", "Who signs it", "The name, and below it what they are here: “Our chair”"),
)


def fits(kind: LetterKind, matter: Matter) -> bool:
    """Whether this letter is ever written in such a matter: an employee's never goes to a volunteer."""
    allowed = FITS.get(matter.machine)
    return matter.machine in kind.machines and (allowed is None or matter.standing in allowed)


def too_early(kind: LetterKind, matter: Matter) -> str:
    """Why it is not written now, in words; "" when it may be."""
    there = not kind.after or matter.known.get(kind.after) is not None
    return "" if matter.state in kind.states and there else kind.not_yet


def filled(kind: LetterKind, known: Answers) -> dict[str, object]:
    """What the matter knows of the letter's questions already: only answers of the same kind of question."""
    return {
        name: known[source] for name, source in (kind.known or {}).items() if known.get(source) is not None
    }


def in_own_words(words: Words, text: str) -> str:
    """A title or subject with the charity's word for whom it is there for."""
    article = "an" if words.beneficiary[:1].lower() in "aeio" else "a"
    return text.replace("a {beneficiary}", f"{article} {words.beneficiary}")


def body(kind: LetterKind, writing: Writing, opening: str, closing: str) -> str:
    """The whole letter from its greeting to its signature: paragraphs parted by an empty line."""
    greeting = writing.told("greeting").rstrip(",")
    own = (f"{greeting},", opening, *kind.paragraphs(writing), closing)
    end = ("Yours sincerely,", writing.told("signed"))
    return "\n\n".join(one.strip() for one in (*own, *end) if one.strip())
