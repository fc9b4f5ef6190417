"""Making a copy of a case for somebody outside: what is chosen, how it reads, changes by hand, the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from textwrap import shorten

from sqlalchemy.orm import Session

from incidents.domain import redacted_copy
from incidents.domain.fields import Data, Raw
from incidents.domain.redacted_copy import (
    AWAY,
    BACK,
    BECAUSE,
    LEAVE,
    PARTS,
    PICTURES,
    READER,
    Change,
    Removed,
    Shown,
    What,
)
from incidents.domain.words import Permission
from incidents.exports.chronology import Of
from incidents.exports.paper import Paper
from incidents.exports.redacted import redacted
from incidents.services import drafts, exporting, reads
from incidents.services.actors import Member
from incidents.services.actors import reader as reader_of
from incidents.services.charity import Charity
from incidents.services.evidence_out import Out, opened
from incidents.services.evidence_page import Item, item_of
from incidents.services.exporting import Copy
from incidents.services.faults import Invalid, NotFound
from incidents.services.form_people import with_our_own
from incidents.services.gather import Scene, scene
from incidents.services.keeping import Form, parsed
from incidents.services.redacting_bag import bag, picture_name
from incidents.services.redacting_passages import passages
from incidents.store.db import read, work
from incidents.store.queries import evidence as queries

KEY = "redacted_copy"
_FORMAT = tuple(field for field in exporting.PAPER_ASKED if field.name == "format")
_FEW = 80
_ABOUT = "You see how it reads before anything leaves, and can change it by hand."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who makes a copy of which case, and when; `token` names the one that was begun."""

    charity: Charity
    actor: Member
    reference: str
    now: datetime
    token: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """How a copy reads now: for whom, every passage, and what was taken out or put back, with the reason."""

    reference: str
    recipient: str
    purpose: str
    reader: str
    shown: tuple[Shown, ...]
    removed: tuple[Removed, ...]

    @property
    def sections(self) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
        """The passages under their headings, in order."""
        return tuple((heading, tuple(one)) for heading, one in groupby(self.shown, lambda one: one.heading))


def form(wanted: Wanted) -> tuple[Form, str]:
    """What is asked first, and the case's reference. Raises NotFound."""
    with read() as session:
        here = _here(session, wanted)
        return _form(session, wanted, here), here.case.reference


def begin(wanted: Wanted, raw: Raw) -> str:
    """Keep what was chosen, for a week; the token of the new copy. Raises NotFound and Invalid."""
    with read() as session:
        here = _here(session, wanted)
        case_id, asked = here.case.id, _form(session, wanted, here)
    data = parsed(asked, raw, wanted.now)
    body = {"case": case_id, "person": wanted.actor.person_id, "asked": data, "changes": []}
    return drafts.save(None, wanted.actor.organisation_id, KEY, body, wanted.now)


def preview(wanted: Wanted) -> Preview:
    """How it reads now. The reading is an entry. Raises NotFound, for anybody but its maker too."""
    with work() as session:
        here, draft = _open(session, wanted)
        shown = _shown(session, wanted, here, draft)
        reads.note(session, wanted.actor, "viewed", wanted.now, case_id=here.case.id)
    asked = _asked(draft)
    reader = dict(READER.choices)[str(asked["reader"])]
    words = (str(asked["recipient"]), str(asked["purpose"]), reader)
    return Preview(here.case.reference, *words, shown, redacted_copy.removed(shown))


def change_form(wanted: Wanted) -> Form:
    """What can be changed by hand as it stands now. The reading is an entry. Raises NotFound."""
    with work() as session:
        here, draft = _open(session, wanted)
        shown = _shown(session, wanted, here, draft)
        reads.note(session, wanted.actor, "viewed", wanted.now, case_id=here.case.id)
    leave = {
        one.key: f"{one.title}: {shorten(one.text, _FEW, placeholder=' …')}" for one in shown if not one.gone
    }
    gone = {one.key: f"{one.heading}: {one.title}" for one in shown if one.by_hand}
    words = {one.was: f"{one.was} (now: {one.now})" for one in redacted_copy.removed(shown) if not one.back}
    found = {"leave": leave, "back": {**gone, **words}}
    fields = (AWAY, *(field for field in (LEAVE, BACK) if found[field.name]), BECAUSE)
    return Form(fields, choices=found)


def change(wanted: Wanted, raw: Raw) -> None:
    """Take more out, or put something back, with a reason. Raises NotFound and Invalid."""
    data = parsed(change_form(wanted), raw, wanted.now)
    found = redacted_copy.changes(data)
    if problems := redacted_copy.missing(found):
        raise Invalid(problems)
    with read() as session:
        _, draft = _open(session, wanted)
    more = [[one.how, one.what, one.because] for one in (*_changes(draft), *found)]
    body = {**draft, "changes": more}
    drafts.save(wanted.token, wanted.actor.organisation_id, KEY, body, wanted.now)


def take_form(wanted: Wanted) -> Form:
    """What is asked when it leaves. Raises NotFound."""
    with read() as session:
        _, draft = _open(session, wanted)
    return Form(
        _FORMAT, about=f"For {_asked(draft)['recipient']}. The list of what was left out goes with it."
    )


def take(wanted: Wanted, raw: Raw) -> Copy | Out:
    """The copy as a file, with its one entry, which has the list too; with pictures as a bag of files.

    Raises NotFound, Invalid, and Damaged for a picture that is not what was put there.
    """
    with read() as session:
        here, draft = _open(session, wanted)
        chosen = [one for one in _pictures(session, wanted, here) if one.row.id in _listed(draft, "pictures")]
        sealed = [(item, opened(session, item)) for item in chosen]
    asked = _asked(draft)

    def make(session: Session, recipient: str) -> Paper:
        here, _ = _open(session, wanted)
        of = Of(wanted.charity.name, here.case.reference, here.case.title, recipient, wanted.now)
        names = [f"{picture_name(number)}: {item.row.sha256.hex()}" for number, item in enumerate(chosen, 1)]
        return redacted(of, _shown(session, wanted, here, draft), names)

    told = {**raw, "recipient": asked["recipient"], "purpose": asked["purpose"]}
    if sealed:
        return bag(wanted.actor, make, told, wanted.now, wanted.reference, sealed)
    return exporting.paper_copy(wanted.actor, make, told, wanted.now, what=KEY, reference=wanted.reference)


def _here(session: Session, wanted: Wanted) -> Scene:
    return scene(session, wanted.actor, wanted.reference, None, wanted.now, may=Permission.EXPORT, whole=True)


def _open(session: Session, wanted: Wanted) -> tuple[Scene, Mapping[str, object]]:
    """The case and the copy that was begun of it; it is nobody's but its maker's, who may know more of the
    case than others."""
    here = _here(session, wanted)
    draft = drafts.find(wanted.token, wanted.actor.organisation_id, KEY, wanted.now)
    if draft is None or (draft["case"], draft["person"]) != (here.case.id, wanted.actor.person_id):
        raise NotFound
    return here, draft


def _shown(session: Session, wanted: Wanted, here: Scene, draft: Mapping[str, object]) -> tuple[Shown, ...]:
    asked = _asked(draft)
    reader = str(asked["reader"])
    chosen = frozenset(What(one) for one in _listed(draft, "parts"))
    people = with_our_own(session, here, wanted.charity.policy, wanted.now)
    found = passages(session, wanted.actor, here, chosen, wanted.now)
    return redacted_copy.made(found, people, reader, _changes(draft))


def _form(session: Session, wanted: Wanted, here: Scene) -> Form:
    every = [one.value for one in What if one is not What.NOTES]
    shown = {one.row.id: str(one.row.told["shows"])[:80] for one in _pictures(session, wanted, here)}
    fields = (*exporting.ASKED, READER, PARTS, *((PICTURES,) if shown else ()))
    return Form(fields, choices={"pictures": shown}, filled={"parts": every}, about=_ABOUT)


def _pictures(session: Session, wanted: Wanted, here: Scene) -> list[Item]:
    """The pictures that can go, those taken back or replaced left aside."""
    found = queries.of_case(session, reader_of(wanted.actor, wanted.now), here.case.id)
    return [item for item in map(item_of, found) if item.shown and item.counts]


def _listed(draft: Mapping[str, object], name: str) -> list[str]:
    listed = _asked(draft).get(name)
    return [str(one) for one in listed] if isinstance(listed, list) else []


def _asked(draft: Mapping[str, object]) -> Data:
    asked = draft["asked"]
    return asked if isinstance(asked, dict) else {}


def _changes(draft: Mapping[str, object]) -> tuple[Change, ...]:
    stored = draft["changes"]
    return tuple(Change(*one) for one in stored) if isinstance(stored, list) else ()
