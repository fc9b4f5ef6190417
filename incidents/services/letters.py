"""Writing a letter in a matter: its form, how it reads, and the file with its one entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incidents.domain.case import Context
from incidents.domain.fields import Field, Kind, Problem, Raw, parse
from incidents.domain.letter_kind import LetterKind, Writing, body, filled, in_own_words, too_early
from incidents.domain.letters import LETTERS, that_fit
from incidents.domain.lifecycle.heard import HEARD
from incidents.domain.words import Permission
from incidents.exports.paper import Paper, Section, Words
from incidents.services import exporting, letter_wordings
from incidents.services.actors import Member
from incidents.services.charity import Charity
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form
from incidents.services.letter_offers import concerns, facts_of, may_write
from incidents.services.timeline import called
from incidents.store.db import read
from incidents.store.models import CharityDetails
from incidents.store.queries import parts
from incidents.store.queries.one_case import FoundTrack

FORMAT = Field(
    "format",
    "What kind of file?",
    Kind.CHOICE,
    choices=(("docx", "DOCX, to work on in a word processor"), ("pdf", "PDF, to print or send as it is")),
)
_PURPOSE = Field("purpose", "What for")
_HEARD_FIELD = "answer"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter, by its key, in which matter of which case; who writes it, and when."""

    charity: Charity
    actor: Member
    reference: str
    track_id: str
    kind: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One letter to write: what it is, in which case and matter, its form, or why it is not written yet."""

    reference: str
    title: str
    about: str
    form: Form
    refusal: str


def page(wanted: Wanted) -> Page:
    """One letter to write, filled with what is known. Raises NotFound for one that does not fit."""
    with read() as session:
        here, found, kind = _place(session, wanted)
        wording = letter_wordings.of(session, wanted.charity, kind)
        rules = _rules(session, here)
    given = {"signed": wording.signed or wanted.actor.name, **filled(kind, found.track.known)}
    if rules and any(field.name == "rules" for field in kind.fields):
        given["rules"] = rules
    return Page(
        reference=here.case.reference,
        title=wording.title,
        about=called(found.track.machine, found.track.subject_label),
        form=Form((*kind.fields, FORMAT), filled=given, about=kind.about),
        refusal=too_early(kind, facts_of(found)),
    )


def preview(wanted: Wanted, raw: Raw) -> Paper:
    """The letter as it would leave. Raises NotFound, and Invalid for what is missing or comes too early."""
    with read() as session:
        return _letter(session, wanted, raw)


def copy(wanted: Wanted, raw: Raw) -> Copy:
    """The letter as a file; its answers are in the matter's entry. Raises NotFound and Invalid."""
    preview(wanted, raw)  # what comes too early is said before anything that is missing
    kind = LETTERS[wanted.kind]
    title = in_own_words(wanted.charity.policy.words, kind.title)

    def make(session: Session, _: str) -> Paper:
        return _letter(session, wanted, raw)

    return exporting.paper_copy(
        wanted.actor,
        make,
        {**raw, "purpose": f"Letter: {title}"},
        wanted.now,
        what=f"letter_{kind.key}",
        reference=wanted.reference,
        track_id=wanted.track_id,
        permission=Permission.WRITE_LETTER,
        fields=(*kind.fields, _PURPOSE, FORMAT),
    )


def _letter(session: Session, wanted: Wanted, raw: Raw) -> Paper:
    here, found, kind = _place(session, wanted)
    data, missing = parse(kind.fields, raw, wanted.now)
    context = here.context(wanted.actor, wanted.now, data)
    if problems := (*_too_early(kind, found, context), *missing):
        raise Invalid(problems)
    charity = wanted.charity
    wording = letter_wordings.of(session, charity, kind)
    under_18 = found.involvement is not None and found.involvement.under_18
    writing = Writing(kind.fields, data, charity.policy.words, charity.name, under_18)
    text = body(kind, writing, wording.opening, wording.closing)
    return Paper(
        kind=f"letter_{kind.key}",
        title=in_own_words(charity.policy.words, kind.subject),
        charity=charity.name,
        reference=here.case.reference,
        made_at=wanted.now,
        sections=(Section("letter", "", (Words(text),)),),
        recipient="\n".join(one for one in (writing.told("recipient"), writing.told("address")) if one),
        plain=True,
        address=_letterhead(session, wanted.charity),
    )


def _letterhead(session: Session, charity: Charity) -> str:
    """Where the charity is and how to reach it, as far as it is written down; one thing a line."""
    row = session.get(CharityDetails, charity.id)
    known = row.known if row else {}
    return "\n".join(str(known[name]) for name in ("address", "telephone", "email") if known.get(name))


def _too_early(kind: LetterKind, found: FoundTrack, context: Context) -> tuple[Problem, ...]:
    """Heard before found: what judges waits until the person was told and answered, here or in the matter."""
    if said := too_early(kind, facts_of(found)):
        return (Problem("", said),)
    if kind.heard and not HEARD.holds(context):
        asks = any(field.name == _HEARD_FIELD for field in kind.fields)
        return (Problem(_HEARD_FIELD if asks else "", HEARD.sentence),)
    return ()


def _place(session: Session, wanted: Wanted) -> tuple[Scene, FoundTrack, LetterKind]:
    """The matter and the kind of letter, for someone who may see and run the one and write the other."""
    kind = LETTERS.get(wanted.kind)
    if kind is None or not may_write(wanted.actor, kind):
        raise NotFound
    may = Permission.WRITE_LETTER
    here = scene(session, wanted.actor, wanted.reference, wanted.track_id, wanted.now, may=may)
    for one in here.visible:
        fits = one.track.id == wanted.track_id and kind in that_fit(facts_of(one))
        if fits and not concerns(one, wanted.actor):
            return here, one, kind
    raise NotFound


def _rules(session: Session, here: Scene) -> str:
    """The clauses that the case cites, as the policy says them; for who is let into the whole case."""
    small = parts.parts(session, here.case, (), whole=here.found.whole)
    return "\n".join(f"{one.clause_id}: {one.rule}" for one in small.cited)
