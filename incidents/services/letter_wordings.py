"""The charity's own words at the beginning and the end of each kind of letter, and who signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.fields import Field, Raw
from incidents.domain.letter_kind import LetterKind, in_own_words
from incidents.domain.letters import LETTERS
from incidents.domain.lifecycle.questions import text
from incidents.domain.words import Permission
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.faults import NotFound, Stale
from incidents.services.keeping import Form, may, note, parsed
from incidents.services.once import earlier_answer
from incidents.store.db import read, work
from incidents.store.models import LetterWording
from incidents.store.queries import wordings

FIELDS: tuple[Field, ...] = (
    text("opening", "Words after the greeting", "They stand before ours", required=False),
    text("closing", "Words before the signature", "They stand after ours", required=False),
    text(
        "signed",
        "Who signs it, as a rule",
        "The name, and below it what they are here. It can be changed in each letter",
        required=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of letter with the charity's own words for it, "" where it has none; `version` 0: none yet."""

    kind: LetterKind
    title: str
    opening: str = ""
    closing: str = ""
    signed: str = ""
    version: int = 0

    @property
    def own(self) -> bool:
        """Whether the charity has words of its own for it."""
        return bool(self.opening or self.closing or self.signed)


def listing(charity: Charity, actor: Member) -> tuple[Wording, ...]:
    """Every kind of letter with the charity's words. Raises NotFound for who may not keep them."""
    may(actor, Permission.KEEP_CHARITY)
    with read() as session:
        return tuple(of(session, charity, kind) for kind in LETTERS.values())


def form(charity: Charity, actor: Member, key: str) -> tuple[Wording, Form]:
    """The words for one kind of letter, and the form that changes them. Raises NotFound."""
    may(actor, Permission.KEEP_CHARITY)
    kind = _kind(key)
    with read() as session:
        found = of(session, charity, kind)
    filled = {"opening": found.opening, "closing": found.closing, "signed": found.signed}
    return found, Form(FIELDS, filled=filled, about=kind.about, version=found.version)


def change(
    charity: Charity, actor: Member, kind: str, version: int, key: str, raw: Raw, now: datetime
) -> None:
    """Keep the charity's words for one kind of letter. Raises NotFound, Invalid, and Stale."""
    may(actor, Permission.KEEP_CHARITY)
    sort = _kind(kind)
    with work() as session:
        if earlier_answer(session, actor.account_id, key, {"kind": kind}, now) is not None:
            return
        data = parsed(Form(FIELDS), raw, now)
        row = wordings.row(session, charity.id, kind, lock=True)
        held = row.version if row else 0
        if held != version:
            raise Stale((f"Someone else changed the words for “{_title(charity, sort)}”",), held)
        if row is None:
            row = LetterWording(organisation_id=charity.id, kind=kind, version=0)
            session.add(row)
        row.opening, row.closing, row.signed = (str(data.get(field.name, "")) for field in FIELDS)
        row.version = version + 1
        note(session, actor, "letter_wording_changed", now, {"kind": kind, "data": data})


def of(session: Session, charity: Charity, kind: LetterKind) -> Wording:
    """The charity's own words for a kind of letter."""
    row = wordings.row(session, charity.id, kind.key)
    title = _title(charity, kind)
    if row is None:
        return Wording(kind, title)
    return Wording(kind, title, row.opening, row.closing, row.signed, row.version)


def _title(charity: Charity, kind: LetterKind) -> str:
    return in_own_words(charity.policy.words, kind.title)


def _kind(key: str) -> LetterKind:
    if key not in LETTERS:
        raise NotFound
    return LETTERS[key]
