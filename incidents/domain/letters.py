"""Every kind of letter there is, by its key, and which of them a matter may have."""

from __future__ import annotations

from incidents.domain.letter_kind import LetterKind, Matter, fits
from incidents.domain.letters_board import BOARD
from incidents.domain.letters_others import OTHERS
from incidents.domain.letters_staff import STAFF
from incidents.domain.letters_volunteer import VOLUNTEER
from incidents.domain.words import Permission

LETTERS: dict[str, LetterKind] = {kind.key: kind for kind in (*STAFF, *VOLUNTEER, *BOARD, *OTHERS)}

# By machine: whoever runs such a matter and may write letters finds some there.
RUN_BY: dict[str, Permission] = {
    machine: kind.permission for kind in LETTERS.values() for machine in kind.machines
}


def that_fit(matter: Matter) -> tuple[LetterKind, ...]:
    """The letters that are ever written in this matter, in the order in which they come."""
    return tuple(kind for kind in LETTERS.values() if fits(kind, matter))
